-- ARGV: for each lease its kind, id, stamp, and three more:
--   f  the final state (C or X), retention, outcome
--   b  nothing, nothing, outcome
--   r  delay, 1 for a retry, parcel
-- Answers for each with 1 done, 0 lost, 2 cancelled.
local FIELDS = 6
local total = #ARGV / FIELDS
local ids = {}
for i = 1, total do
  ids[i] = ARGV[(i - 1) * FIELDS + 2]
end
local records = many('HMGET', P .. 'jobs', ids)
local runs = many('HMGET', P .. 'runs', ids)
local dues = many('ZMSCORE', P .. 'due', ids)
local now = clock()
local answers, gone, not_due = {}, {}, {}

-- Whether the same end was told before: its answer was lost on the way.
local function is_told(id, r, stamp)
  if r.state == 'x' and r.stamp == stamp then
    return true
  end
  local ended = call('GET', P .. 'ended:' .. id)
  return ended and string.match(ended, '^[^\n]*\t(%d+)\n') == stamp
end

for i = 1, total do
  local at = (i - 1) * FIELDS
  local kind, id, stamp = ARGV[at + 1], ids[i], ARGV[at + 3]
  local r = run(runs[i])
  local held = records[i] and r.state == 'r' and r.stamp == stamp and dues[i]
    and tonumber(dues[i]) > now
  if not held then
    answers[i] = (kind ~= 'r' and is_told(id, r, stamp)) and 1 or 0
  elseif kind == 'r' and r.cancelled == '1' then
    answers[i] = 2
  else
    answers[i] = 1
    local j = job(records[i])
    count(j.queue, 'r', -1)
    if kind == 'f' then
      keep_ended(id, records[i], ARGV[at + 4], r, now, ARGV[at + 5], ARGV[at + 6])
      release_key(id, j)
      gone[#gone + 1] = id
      not_due[#not_due + 1] = id
    elseif kind == 'b' then
      r.state = 'x'
      call('HSET', P .. 'runs', id, packed(r))
      call('HSET', P .. 'outcomes', id, text(now) .. '\n' .. ARGV[at + 6])
      call('ZADD', P .. 'dead', place(), id)
      release_key(id, j)
      count(j.queue, 'x', 1)
      not_due[#not_due + 1] = id
    else
      local delay, retry = tonumber(ARGV[at + 4]), ARGV[at + 5] == '1'
      call('HSET', P .. 'jobs', id, string.match(records[i], '^[^\n]*\n') .. ARGV[at + 6])
      r.worker = ''
      if delay > 0 then
        r.state = retry and 't' or 'd'
        call('ZADD', P .. 'due', text(now + delay), id)
        count(j.queue, 'd', 1)
        ring(j.queue, j.name, 1)
      else
        r.state = retry and 't' or 'q'
        wait(id, j, retry and place() or j.seq, not retry)
        not_due[#not_due + 1] = id
      end
      call('HSET', P .. 'runs', id, packed(r))
    end
  end
end
if #not_due > 0 then
  all('ZREM', P .. 'due', not_due)
end
if #gone > 0 then
  all('HDEL', P .. 'jobs', gone)
  all('HDEL', P .. 'runs', gone)
end
flush()
return answers

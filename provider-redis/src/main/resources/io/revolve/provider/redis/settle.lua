-- ARGV: for each lease its kind, id, run, queue, unique key, and two more:
--   f  retention, what is kept of the end
--   b  nothing, outcome
--   r  delay, or "-" and the delay for a retry; parcel
-- Answers for each with 1 done, 0 lost, 2 cancelled.
local FIELDS = 7
local ids = {}
for at = 2, #ARGV, FIELDS do
  ids[#ids + 1] = ARGV[at]
end
local now = clock()
tick(now) -- So that a lease whose time is over is none.
forget_ended(now)
local runs = many('HMGET', P .. 'runs', ids)
local answers, gone, not_due, ended, endings = {}, {}, {}, {}, {}

-- Whether the same end was told before: its answer was lost on the way.
local function is_told(id, value, said)
  local stamp = run(said).stamp
  local r = run(value)
  if r.state == 'x' then
    return r.stamp == stamp
  end
  local end_of = call('HGET', P .. 'ended', id)
  return end_of and string.match(end_of, '^[^\n]*\t(%d+)\n') == stamp
end

local function release(id, r, queue, delay, parcel)
  local record = call('HGET', P .. 'jobs', id)
  local j = job(record)
  local retry = string.sub(delay, 1, 1) == '-'
  local millis = math.abs(tonumber(delay))
  call('HSET', P .. 'jobs', id, string.match(record, '^[^\n]*\n') .. parcel)
  r.worker = ''
  if millis > 0 then
    r.state = retry and 't' or 'd'
    call('ZADD', P .. 'due', text(now + millis), id)
    count(queue, 'd', 1)
    ring(queue, j.name, 1)
  else
    r.state = retry and 't' or 'q'
    wait(id, j, retry and place() or j.seq, not retry)
    not_due[#not_due + 1] = id
  end
  call('HSET', P .. 'runs', id, packed(r))
end

for i = 1, #ids do
  local at = 1 + (i - 1) * FIELDS
  local kind, id, said, queue = ARGV[at], ids[i], ARGV[at + 2], ARGV[at + 3]
  local cancelled = runs[i] ~= said and runs[i] == 'r1' .. string.sub(said, 3)
  if runs[i] ~= said and not cancelled then
    answers[i] = (kind ~= 'r' and is_told(id, runs[i], said)) and 1 or 0
  elseif kind == 'r' and cancelled then
    answers[i] = 2
  else
    answers[i] = 1
    count(queue, 'r', -1)
    if kind == 'f' then
      ended[#ended + 1] = id
      ended[#ended + 1] = ARGV[at + 6]
      endings[#endings + 1] = forgotten_at(now, ARGV[at + 5])
      endings[#endings + 1] = id
      release_key(id, ARGV[at + 4])
      gone[#gone + 1] = id
      not_due[#not_due + 1] = id
    elseif kind == 'b' then
      local r = run(runs[i])
      r.state = 'x'
      call('HSET', P .. 'runs', id, packed(r))
      call('HSET', P .. 'outcomes', id, text(now) .. '\n' .. ARGV[at + 6])
      call('ZADD', P .. 'dead', place(), id)
      release_key(id, ARGV[at + 4])
      count(queue, 'x', 1)
      not_due[#not_due + 1] = id
    else
      release(id, run(runs[i]), queue, ARGV[at + 5], ARGV[at + 6])
    end
  end
end
if #not_due > 0 then
  all('ZREM', P .. 'due', not_due)
end
if #gone > 0 then
  all('HDEL', P .. 'jobs', gone)
  all('HDEL', P .. 'runs', gone)
  all('HSET', P .. 'ended', ended)
  all('ZADD', P .. 'endings', endings)
end
flush()
return answers

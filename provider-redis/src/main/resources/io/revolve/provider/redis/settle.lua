-- with: records counts lanes leases ends logs
-- ARGV: as for append, then how many frames are appended before, and how many when all leases have
-- ended, then these, each with its address and the number of its letters; then, again and again:
-- kind, run, stamp, queue, and by kind
--   f  retention, unique key, how many, and for each its id and the record of its end
--   b  id, unique key, outcome
--   r  id, delay, or "-" and the delay for a retry, parcel
-- A unique key stands for one job only. Answers with 1, or 0 if there was no room for the frames, so
-- that nothing was settled; how many frames were appended behind; then the index and 0 for leases that
-- were lost, 2 for those of jobs that go back no more, since they were cancelled.
local LOST, CANCELLED = 0, 2
local now = clock()
tick(now) -- So that a lease whose time is over is none.
forget_ended(now)
local bound, read_kept, lifetime = tonumber(ARGV[1]), tonumber(ARGV[2]), ARGV[3]
local before, behind = tonumber(ARGV[5]), tonumber(ARGV[6])
if write(bound, read_kept, lifetime, false, 7, before) < before then
  flush()
  return {0, 0}
end
local index, at = 0, 7 + 3 * (before + behind)
local answers = {1, 0}

local function answer(i, what)
  answers[#answers + 1] = i
  answers[#answers + 1] = what
end

local function is_cancelled(value, said)
  return value == 'r1' .. string.sub(said, 3)
end

-- Whether the same end was told before: its answer was lost on the way.
local function is_told(id, value, stamp)
  if value then
    local r = run(value)
    return r.state == 'x' and r.stamp == stamp
  end
  local record = call('HGET', P .. 'jobs', id)
  return record and not is_open(record) and string.match(record, '^[^\n]*\t(%d+)\n') == stamp
end

local function finish(said, stamp, queue, retention, unique, jobs, first)
  local ids = {}
  for i = 1, jobs do
    ids[i] = ARGV[first + 2 * i - 2]
  end
  local runs = many('HMGET', P .. 'runs', ids)
  local gone, ends = {}, {}
  for i = 1, jobs do
    local id = ids[i]
    if runs[i] == said or is_cancelled(runs[i], said) then
      gone[#gone + 1] = id
      ends[#ends + 1] = id
      ends[#ends + 1] = ARGV[first + 2 * i - 1]
    elseif not is_told(id, runs[i], stamp) then
      answer(index + i - 1, LOST)
    end
  end
  if #gone > 0 then
    all('HSET', P .. 'jobs', ends)
    all('HDEL', P .. 'runs', gone)
    let_go(stamp, gone)
    forget_later(now, retention, gone)
    count(queue, 'r', -#gone)
    release_key(gone[1], unique)
  end
end

local function bury(id, said, stamp, queue, unique, outcome)
  local value = call('HGET', P .. 'runs', id)
  if value ~= said and not is_cancelled(value, said) then
    if not is_told(id, value, stamp) then
      answer(index, LOST)
    end
    return
  end
  local r = run(value)
  r.state = 'x'
  call('HSET', P .. 'runs', id, packed(r))
  call('HSET', P .. 'outcomes', id, text(now) .. '\n' .. outcome)
  call('ZADD', P .. 'dead', call('INCR', P .. 'seq'), id)
  let_go(stamp, {id})
  release_key(id, unique)
  count(queue, 'r', -1)
  count(queue, 'x', 1)
end

local function release(id, said, stamp, queue, delay, parcel)
  local value = call('HGET', P .. 'runs', id)
  if value ~= said then
    return answer(index, is_cancelled(value, said) and CANCELLED or LOST)
  end
  local record = call('HGET', P .. 'jobs', id)
  local j, r = job(record), run(value)
  local retry = string.sub(delay, 1, 1) == '-'
  local millis = math.abs(tonumber(delay))
  call('HSET', P .. 'jobs', id, string.match(record, '^[^\n]*\n') .. parcel)
  let_go(stamp, {id})
  count(queue, 'r', -1)
  r.worker = ''
  if millis > 0 then
    r.state = retry and 't' or 'd'
    call('ZADD', P .. 'due', text(now + millis), id)
    count(queue, 'd', 1)
    ring(queue, j.name, 1)
  else
    r.state = retry and 't' or 'q'
    wait(id, j, not retry)
  end
  call('HSET', P .. 'runs', id, packed(r))
end

while at < #ARGV do
  local kind, said, stamp, queue = unpack(ARGV, at, at + 3)
  if kind == 'f' then
    local jobs = tonumber(ARGV[at + 6])
    finish(said, stamp, queue, ARGV[at + 4], ARGV[at + 5], jobs, at + 7)
    index = index + jobs
    at = at + 7 + 2 * jobs
  else
    local step = kind == 'b' and bury or release
    step(ARGV[at + 4], said, stamp, queue, ARGV[at + 5], ARGV[at + 6])
    index = index + 1
    at = at + 7
  end
end
if #answers == 2 then
  answers[2] = write(bound, read_kept, lifetime, false, 7 + 3 * before, behind)
end
flush()
return answers

-- with: records counts lanes ends bundles leases logs
-- ARGV: as for append, then how many frames are appended before, and how many when all leases have
-- ended, then these, each with its address and the number of its letters; then, again and again:
-- kind, run, stamp, queue, and by kind
--   c  retention, bundle, the place of the first of some that have completed, how many, a line about
--      that, their outcomes in a frame
--   f  retention, unique key, how many, and for each its id and the record of its end
--   b  id, unique key, outcome
--   r  id, delay, or "-" and the delay for a retry, parcel
-- A unique key stands for one job only. Answers with 1; or 0 if there was no room for the frames, or
-- 2 if some bundle does not hold all that is said of it, so that nothing was settled; how many frames
-- were appended behind; then the index and 0 for leases that were lost, 2 for those of jobs that go back
-- no more, since they were cancelled. What has completed in bundles comes first, as the rest dissolves them.
local LOST, CANCELLED = 0, 2
local now = clock()
tick(now) -- So that a lease whose time is over is none.
local bound, read_kept, lifetime = tonumber(ARGV[1]), tonumber(ARGV[2]), ARGV[3]
local before, behind = tonumber(ARGV[5]), tonumber(ARGV[6])
local entries = 7 + 3 * (before + behind)

-- How many jobs an entry is about, and where in ARGV the next one begins.
local function entry(at)
  local kind = ARGV[at]
  if kind == 'f' then
    local jobs = tonumber(ARGV[at + 6])
    return jobs, at + 7 + 2 * jobs
  elseif kind == 'c' then
    return tonumber(ARGV[at + 7]), at + 10
  end
  return 1, at + 7
end

local bundles = {}

-- Whether those of a bundle that are said to have completed are all held, or were all told before.
local function is_plain(said, bundle, first, jobs)
  if not bundles[bundle] then
    local known = call('HMGET', P .. 'bundle:' .. bundle, 'run', 'open')
    bundles[bundle] = {run = known[1], open = known[2]}
  end
  local b = bundles[bundle]
  if b.run ~= said then
    return false
  end
  local some = string.sub(b.open, first, first + jobs - 1)
  return some == string.rep('1', jobs) or some == string.rep('0', jobs)
end

local at, all_jobs = entries, 0
while at < #ARGV do
  local jobs, next_at = entry(at)
  if ARGV[at] == 'c' and not is_plain(ARGV[at + 1], ARGV[at + 5], tonumber(ARGV[at + 6]), jobs) then
    flush()
    return {2, 0}
  end
  all_jobs, at = all_jobs + jobs, next_at
end
forget_ended(now, 4 + 2 * all_jobs) -- Faster than others end.
if write(bound, read_kept, lifetime, false, 7, before) < before then
  flush()
  return {0, 0}
end
local index = 0
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

local function complete(stamp, queue, retention, bundle, first, jobs, line, outcomes)
  local b = bundles[bundle]
  if string.sub(b.open, first, first) == '0' then
    return
  end
  b.open = string.sub(b.open, 1, first - 1) .. string.rep('0', jobs) .. string.sub(b.open, first + jobs)
  call('HSET', P .. 'bundle:' .. bundle, 'open', b.open, 'e' .. first, line .. '\n' .. outcomes)
  count(queue, 'r', -jobs)
  if not string.find(b.open, '1', 1, true) then
    let_go(stamp, {bundle})
    forget_later(now, retention, {bundle})
  end
end

local function finish(said, stamp, queue, retention, unique, jobs, first)
  local ids = {}
  for i = 1, jobs do
    ids[i] = ARGV[first + 2 * i - 2]
  end
  local runs = runs_of(ids)
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
  local value = runs_of({id})[1]
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
  local value = runs_of({id})[1]
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

at = entries
while at < #ARGV do
  local kind, said, stamp, queue = unpack(ARGV, at, at + 3)
  local jobs, next_at = entry(at)
  if kind == 'f' then
    finish(said, stamp, queue, ARGV[at + 4], ARGV[at + 5], jobs, at + 7)
  elseif kind == 'c' then
    complete(stamp, queue, ARGV[at + 4], ARGV[at + 5], tonumber(ARGV[at + 6]), jobs, ARGV[at + 8],
      ARGV[at + 9])
  else
    local step = kind == 'b' and bury or release
    step(ARGV[at + 4], said, stamp, queue, ARGV[at + 5], ARGV[at + 6])
  end
  index, at = index + jobs, next_at
end
if #answers == 2 then
  answers[2] = write(bound, read_kept, lifetime, false, 7 + 3 * before, behind)
end
flush()
return answers

-- What the scripts share. All keys of a namespace begin with KEYS[1], which holds the hash tag that
-- keeps them in one slot.
--
--   jobs        hash: id -> "seq at priority queue name unique retention" LF parcel
--   runs        hash: id -> "state, cancelled, stamp; deliveries worker", once it was handed out
--   lane:Q:P:N  list: "seq id" of the jobs that wait in queue Q with priority P under name N
--   lanes:Q     set:  the "P:N" of the lanes of queue Q that may have jobs
--   due         zset: id -> when its delay or its lease is over, in milliseconds
--   ended       hash: id -> "state deliveries retention worker stamp" LF head of the job LF outcome
--   endings     zset: id -> when the end is forgotten
--   dead        zset: id -> the order of burying; outcomes: hash: id -> when LF outcome
--   keys        hash: unique key -> id
--   counts      hash: "Q w|d|r|x" -> waiting, delayed, running, dead
--   queues      set:  all queues; paused: set: those that hand out nothing
--   recent      list: the ids of the newest jobs
--   bell:Q:N    list: tokens; who waits for jobs waits for one of these
--   seq         counter of places in queues, and of stamps of leases
--
-- States of runs: r running, q waiting, d delayed, t to be tried again, x dead. Whoever holds a lease
-- says the whole text of its run, so that one comparison is the fence.
-- Fields are separated by tabs, and percent-encoded where they are the user's.
local P = KEYS[1]
local call = redis.call
local TAB = '\t'
local MOST_TOKENS = 8

local function text(number)
  return string.format('%.0f', number)
end

local function micros()
  local time = call('TIME')
  return time[1] * 1000000 + time[2]
end

local function clock()
  return math.floor(micros() / 1000)
end

-- Hands a list to a command in pieces, since Lua's stack is bounded. Pairs stay together.
local function all(command, key, list)
  for from = 1, #list, 4000 do
    call(command, key, unpack(list, from, math.min(from + 3999, #list)))
  end
end

local function many(command, key, list)
  local answers = {}
  for from = 1, #list, 4000 do
    local some = call(command, key, unpack(list, from, math.min(from + 3999, #list)))
    for i = 1, #some do
      answers[from + i - 1] = some[i]
    end
  end
  return answers
end

local function job(record)
  local seq, at, priority, queue, name, unique =
    string.match(record, '^([^\t]*)\t([^\t]*)\t([^\t]*)\t([^\t]*)\t([^\t]*)\t([^\t\n]*)')
  return {seq = seq, at = at, priority = priority, queue = queue, name = name, unique = unique}
end

local function run(value)
  if not value then
    return {state = 'q', cancelled = '0', stamp = '0', deliveries = 0, worker = ''}
  end
  local state, cancelled, stamp, deliveries, worker =
    string.match(value, '^(%a)(%d)(%d+)\t(%d+)\t(.*)$')
  return {
    state = state,
    cancelled = cancelled,
    stamp = stamp,
    deliveries = tonumber(deliveries),
    worker = worker,
  }
end

local function packed(r)
  return r.state .. r.cancelled .. r.stamp .. TAB .. text(r.deliveries) .. TAB .. r.worker
end

-- Changes of counts, written at once by flush().
local counts = {}

local function count(queue, what, by)
  local field = queue .. TAB .. what
  counts[field] = (counts[field] or 0) + by
end

local bells = {}

local function ring(queue, name, jobs)
  local by_name = 'bell:' .. queue .. TAB .. name
  bells[by_name] = (bells[by_name] or 0) + jobs
  local by_queue = 'bell:' .. queue
  bells[by_queue] = (bells[by_queue] or 0) + jobs
end

local function flush()
  for field, by in pairs(counts) do
    if by ~= 0 then
      call('HINCRBY', P .. 'counts', field, text(by))
    end
  end
  for bell, jobs in pairs(bells) do
    local missing = math.min(jobs, MOST_TOKENS - call('LLEN', P .. bell))
    for _ = 1, missing do
      call('RPUSH', P .. bell, '1')
    end
  end
end

local function lane(queue, priority, name)
  return P .. 'lane:' .. queue .. TAB .. priority .. TAB .. name
end

-- Puts a job among those that wait: in front with its old place, or last with a new one.
local function wait(id, j, seq, in_front)
  call(in_front and 'LPUSH' or 'RPUSH', lane(j.queue, j.priority, j.name), seq .. ' ' .. id)
  call('SADD', P .. 'lanes:' .. j.queue, j.priority .. TAB .. j.name)
  count(j.queue, 'w', 1)
  ring(j.queue, j.name, 1)
end

local function place()
  return text(call('INCR', P .. 'seq'))
end

-- The first two lines of a job: its fields, and the parcel's header; all of it if there is no body.
local function head(record)
  return string.match(record, '^[^\n]*\n[^\n]*') or record
end

local function release_key(id, unique)
  if unique ~= '' and call('HGET', P .. 'keys', unique) == id then
    call('HDEL', P .. 'keys', unique)
  end
end

-- An ended job is kept a while longer than it is shown, so that an end that is told twice, or an
-- order that is given twice, is known.
local KNOWN = 60000

local function forgotten_at(now, retention)
  return text(now + math.max(tonumber(retention), KNOWN))
end

local function forget_ended(now)
  local old = call('ZRANGEBYSCORE', P .. 'endings', '-inf', text(now), 'LIMIT', 0, 500)
  if #old > 0 then
    all('HDEL', P .. 'ended', old)
    all('ZREM', P .. 'endings', old)
  end
end

-- Moves on what is due: delays that are over, and leases that were not extended.
local function tick(now)
  local ids = call('ZRANGEBYSCORE', P .. 'due', '-inf', text(now), 'LIMIT', 0, 500)
  if #ids == 0 then
    return
  end
  local records = many('HMGET', P .. 'jobs', ids)
  local runs = many('HMGET', P .. 'runs', ids)
  -- Leases first, the newest first, since each goes in front; then delays, in their order.
  for i = #ids, 1, -1 do
    local r = run(runs[i])
    if records[i] and r.state == 'r' then
      local j = job(records[i])
      count(j.queue, 'r', -1)
      wait(ids[i], j, j.seq, true)
      r.state, r.worker = 'q', ''
      call('HSET', P .. 'runs', ids[i], packed(r))
      records[i] = false
    end
  end
  for i = 1, #ids do
    if records[i] then
      local j, r = job(records[i]), run(runs[i])
      count(j.queue, 'd', -1)
      wait(ids[i], j, place(), false)
      if r.state == 'd' then
        r.state = 'q'
        call('HSET', P .. 'runs', ids[i], packed(r))
      end
    end
  end
  all('ZREM', P .. 'due', ids)
end

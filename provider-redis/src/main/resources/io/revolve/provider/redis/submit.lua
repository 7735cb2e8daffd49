-- with: records counts lanes
-- ARGV, again and again: queue, priority, name, delay, unique key, how many, and for each id and
-- record. A delay and a unique key stand for one job only. Where the delay is "#", the jobs are a
-- bundle: how many, about, parcels, ids; see bundles.lua.
-- Answers with the index and the known id of those that made no new job; or, if a bundle has an id
-- that is known, only with 0: then nothing was done, and all are to come one by one.
local FIELDS, BUNDLE_FIELDS = 6, 8
local now = nil
local index, at = 0, 1
local answers, here = {}, {}

-- How many jobs a group has, where they begin in ARGV, and where the next group does.
local function group(from)
  local jobs = tonumber(ARGV[from + 5])
  if ARGV[from + 3] == '#' then
    return jobs, from + BUNDLE_FIELDS, from + BUNDLE_FIELDS + jobs
  end
  return jobs, from + FIELDS, from + FIELDS + 2 * jobs
end

local function is_any_known()
  local from = 1
  while from < #ARGV do
    local jobs, first, behind = group(from)
    if ARGV[from + 3] == '#' then
      local known = call('HMGET', P .. 'jobs', unpack(ARGV, first, first + jobs - 1))
      for i = 1, jobs do
        if known[i] then
          return true
        end
      end
    end
    from = behind
  end
end

-- Jobs wait from now on.
local function enter(queue, priority, name, elements, jobs)
  all('RPUSH', lane(queue, priority, name), elements)
  call('SADD', P .. 'lanes:' .. queue, priority .. TAB .. name)
  count(queue, 'w', jobs)
end

local function bundle(from, jobs, first)
  local about, parcels = ARGV[from + 6], ARGV[from + 7]
  local name = '#' .. call('INCR', P .. 'seq')
  local places = {}
  for i = 1, jobs do
    places[2 * i - 1], places[2 * i] = ARGV[first + i - 1], name
  end
  local ids = table.concat(ARGV, TAB, first, first + jobs - 1)
  call('HSET', P .. 'jobs', unpack(places))
  call('HSET', P .. 'bundle:' .. name, 'about', about, 'ids', ids, 'parcels', parcels, 'jobs', jobs)
  call('RPUSH', P .. 'recent', ids)
  enter(ARGV[from], ARGV[from + 1], ARGV[from + 2], {name}, jobs)
end

-- Jobs that stand alone; returns how many are new.
local function singles(from, jobs, first)
  local queue, priority, name, delay, unique = unpack(ARGV, from, from + 4)
  local ids = {}
  for i = 1, jobs do
    ids[i] = ARGV[first + 2 * i - 2]
  end
  local known = many('HMGET', P .. 'jobs', ids)
  local fresh, records = {}, {}
  for i = 1, jobs do
    local id = ids[i]
    local same = (known[i] or here[id]) and id
    if not same and unique ~= '' then
      same = call('HGET', P .. 'keys', unique)
      if not same then
        call('HSET', P .. 'keys', unique, id)
      end
    end
    if same then
      answers[#answers + 1] = index + i - 1
      answers[#answers + 1] = same
    else
      here[id] = true
      fresh[#fresh + 1] = id
      records[#records + 1] = id
      records[#records + 1] = ARGV[first + 2 * i - 1]
    end
  end
  if #fresh == 0 then
    return 0
  end
  all('HSET', P .. 'jobs', records)
  all('RPUSH', P .. 'recent', fresh)
  if delay == '0' then
    enter(queue, priority, name, fresh, #fresh)
  else
    now = now or clock()
    call('ZADD', P .. 'due', text(now + tonumber(delay)), fresh[1])
    count(queue, 'd', 1)
  end
  return #fresh
end

if is_any_known() then
  return {0}
end
while at < #ARGV do
  local jobs, first, behind = group(at)
  local new = jobs
  if ARGV[at + 3] == '#' then
    bundle(at, jobs, first)
  else
    new = singles(at, jobs, first)
  end
  if new > 0 then
    call('SADD', P .. 'queues', ARGV[at])
    -- For a delay too: who sleeps until something else is due must look anew.
    ring(ARGV[at], ARGV[at + 2], new)
  end
  index, at = index + jobs, behind
end
call('LTRIM', P .. 'recent', -1000, -1)
flush()
return answers

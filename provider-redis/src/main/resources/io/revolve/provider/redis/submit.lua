-- with: records counts lanes
-- ARGV, again and again: queue, priority, name, delay, unique key, how many, and for each id and
-- record. A delay and a unique key stand for one job only.
-- Answers with the index and the known id of those that made no new job.
local now = nil
local index, at = 0, 1
local answers, here, newest = {}, {}, {}

while at < #ARGV do
  local queue, priority, name, delay, unique = unpack(ARGV, at, at + 4)
  local jobs = tonumber(ARGV[at + 5])
  local first = at + 6
  at = first + 2 * jobs
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
  if #fresh > 0 then
    all('HSET', P .. 'jobs', records)
    all('RPUSH', P .. 'recent', fresh)
    call('SADD', P .. 'queues', queue)
    if delay == '0' then
      all('RPUSH', lane(queue, priority, name), fresh)
      call('SADD', P .. 'lanes:' .. queue, priority .. TAB .. name)
      count(queue, 'w', #fresh)
    else
      now = now or clock()
      call('ZADD', P .. 'due', text(now + tonumber(delay)), fresh[1])
      count(queue, 'd', 1)
    end
    -- For a delay too: who sleeps until something else is due must look anew.
    ring(queue, name, #fresh)
  end
  index = index + jobs
end
call('LTRIM', P .. 'recent', -1000, -1)
flush()
return answers

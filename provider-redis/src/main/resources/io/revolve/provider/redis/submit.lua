-- ARGV: how many lanes, for each its queue, priority and name; then for each job its id, the number of
-- its lane, its delay, its unique key, and what its record holds behind the time.
-- Answers with the index and the known id of those that made no new job.
local FIELDS = 5
local lanes = {}
for i = 1, tonumber(ARGV[1]) do
  local queue, priority, name = ARGV[3 * i - 1], ARGV[3 * i], ARGV[3 * i + 1]
  lanes[tostring(i)] = {
    queue = queue, name = name, key = lane(queue, priority, name), entry = priority .. TAB .. name,
    jobs = {}, delayed = 0}
end
local first = 2 + 3 * tonumber(ARGV[1])
local ids = {}
for at = first, #ARGV, FIELDS do
  ids[#ids + 1] = ARGV[at]
end
local known = many('HMGET', P .. 'jobs', ids)
local ended = many('ZMSCORE', P .. 'endings', ids)
local now = clock()
local seq = call('INCRBY', P .. 'seq', #ids) - #ids
local middle = TAB .. text(now) .. TAB
local answers, records, due, fresh, here = {}, {}, {}, {}, {}
for i = 1, #ids do
  local at = first + (i - 1) * FIELDS
  local id, l, delay, unique = ids[i], lanes[ARGV[at + 1]], ARGV[at + 2], ARGV[at + 3]
  local same = nil
  if known[i] or ended[i] or here[id] then
    same = id
  elseif unique ~= '' then
    same = call('HGET', P .. 'keys', unique)
    if not same then
      call('HSET', P .. 'keys', unique, id)
    end
  end
  if same then
    answers[#answers + 1] = i - 1
    answers[#answers + 1] = same
  else
    here[id] = true
    local number = text(seq + i)
    fresh[#fresh + 1] = id
    records[#records + 1] = id
    records[#records + 1] = number .. middle .. ARGV[at + 4]
    if delay == '0' then
      l.jobs[#l.jobs + 1] = number .. ' ' .. id
    else
      l.delayed = l.delayed + 1
      due[#due + 1] = text(now + tonumber(delay))
      due[#due + 1] = id
    end
  end
end
if #fresh > 0 then
  all('HSET', P .. 'jobs', records)
  for _, l in pairs(lanes) do
    if #l.jobs > 0 then
      all('RPUSH', l.key, l.jobs)
      call('SADD', P .. 'lanes:' .. l.queue, l.entry)
      count(l.queue, 'w', #l.jobs)
    end
    call('SADD', P .. 'queues', l.queue)
    count(l.queue, 'd', l.delayed)
    -- For a delay too: who sleeps until something else is due must look anew.
    ring(l.queue, l.name, #l.jobs + l.delayed)
  end
  if #due > 0 then
    all('ZADD', P .. 'due', due)
  end
  all('RPUSH', P .. 'recent', fresh)
  call('LTRIM', P .. 'recent', -1000, -1)
end
flush()
return answers

-- ARGV: for each job its id, queue, name, priority, delay, unique key, retention, parcel.
-- Answers with the index and the known id of those that made no new job.
local FIELDS = 8
local total = #ARGV / FIELDS
local ids, ended = {}, {}
for i = 1, total do
  ids[i] = ARGV[(i - 1) * FIELDS + 1]
  ended[i] = P .. 'ended:' .. ids[i]
end
local known = many('HMGET', P .. 'jobs', ids)
local any_ended = false
for from = 1, total, 4000 do
  any_ended = call('EXISTS', unpack(ended, from, math.min(from + 3999, total))) > 0 or any_ended
end
local now = clock()
local seq = call('INCRBY', P .. 'seq', total) - total
local answers, records, due, fresh = {}, {}, {}, {}
local lanes, order = {}, {}
local here = {}
for i = 1, total do
  local at = (i - 1) * FIELDS
  local id, queue, name, priority = ids[i], ARGV[at + 2], ARGV[at + 3], ARGV[at + 4]
  local delay, unique = tonumber(ARGV[at + 5]), ARGV[at + 6]
  local same = nil
  if known[i] or here[id] or (any_ended and call('EXISTS', ended[i]) == 1) then
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
    seq = seq + 1
    local number = text(seq)
    fresh[#fresh + 1] = id
    records[#records + 1] = id
    records[#records + 1] = number .. TAB .. text(now) .. TAB .. priority .. TAB .. queue .. TAB
      .. name .. TAB .. unique .. TAB .. ARGV[at + 7] .. '\n' .. ARGV[at + 8]
    if delay > 0 then
      due[#due + 1] = text(now + delay)
      due[#due + 1] = id
      count(queue, 'd', 1)
      call('SADD', P .. 'queues', queue)
    else
      local key = lane(queue, priority, name)
      local jobs = lanes[key]
      if not jobs then
        jobs = {queue = queue, priority = priority, name = name}
        lanes[key] = jobs
        order[#order + 1] = key
      end
      jobs[#jobs + 1] = number .. ' ' .. id
    end
  end
end
if #fresh > 0 then
  all('HSET', P .. 'jobs', records)
  for _, key in ipairs(order) do
    local jobs = lanes[key]
    all('RPUSH', key, jobs)
    call('SADD', P .. 'lanes:' .. jobs.queue, jobs.priority .. TAB .. jobs.name)
    call('SADD', P .. 'queues', jobs.queue)
    count(jobs.queue, 'w', #jobs)
    ring(jobs.queue, jobs.name, #jobs)
  end
  if #due > 0 then
    all('ZADD', P .. 'due', due)
    -- Who sleeps until something else is due must look anew.
    for i = 1, total do
      local at = (i - 1) * FIELDS
      if tonumber(ARGV[at + 5]) > 0 then
        ring(ARGV[at + 2], ARGV[at + 3], 1)
      end
    end
  end
  all('RPUSH', P .. 'recent', fresh)
  call('LTRIM', P .. 'recent', -1000, -1)
end
flush()
return answers

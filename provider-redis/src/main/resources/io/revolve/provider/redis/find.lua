-- with: records counts lanes leases
-- ARGV: "ids" and ids, or "recent" or "dead" and how many. Answers with the time, then for each job
-- its id, its record or that of its end, its run, whether it is due later, and its outcome if it is
-- dead.
local now = clock()
tick(now)
flush()
local ids = {}
if ARGV[1] == 'ids' then
  for i = 2, #ARGV do
    ids[#ids + 1] = ARGV[i]
  end
elseif ARGV[1] == 'recent' then
  ids = call('LRANGE', P .. 'recent', -tonumber(ARGV[2]), -1)
else
  ids = call('ZRANGE', P .. 'dead', 0, tonumber(ARGV[2]) - 1)
end
local answers = {text(now)}
if #ids == 0 then
  return answers
end
local records = many('HMGET', P .. 'jobs', ids)
local runs = many('HMGET', P .. 'runs', ids)
local dues = many('ZMSCORE', P .. 'due', ids)
for i, id in ipairs(ids) do
  answers[#answers + 1] = id
  answers[#answers + 1] = records[i] or ''
  answers[#answers + 1] = runs[i] or ''
  answers[#answers + 1] = dues[i] and '1' or ''
  local dead = runs[i] and string.find(runs[i], '^x') and call('HGET', P .. 'outcomes', id)
  answers[#answers + 1] = dead or ''
end
return answers

-- with: records
-- ARGV: queue, how many at most. Answers with the ids of jobs that wait in it, delayed ones last.
local queue, most = ARGV[1], tonumber(ARGV[2])
local found = {}
local function add(ids)
  if #ids == 0 then
    return
  end
  local records = many('HMGET', P .. 'jobs', ids)
  local runs = many('HMGET', P .. 'runs', ids)
  for i, id in ipairs(ids) do
    local state = run(runs[i]).state
    if #found < most and is_open(records[i]) and state ~= 'r' and state ~= 'x'
      and job(records[i]).queue == queue then
      found[#found + 1] = id
    end
  end
end
for _, entry in ipairs(call('SMEMBERS', P .. 'lanes:' .. queue)) do
  add(call('LRANGE', P .. 'lane:' .. queue .. TAB .. entry, 0, most - 1))
end
local from = 0
while #found < most do
  local ids = call('ZRANGE', P .. 'due', from, from + 999)
  if #ids == 0 then
    break
  end
  add(ids)
  from = from + 1000
end
return found

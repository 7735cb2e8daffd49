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
    local state, record = run(runs[i]).state, records[i]
    if #found < most and is_open(record) and state ~= 'r' and state ~= 'x'
      and (is_bundle(record) or job(record).queue == queue) then
      found[#found + 1] = id
    end
  end
end
for _, entry in ipairs(call('SMEMBERS', P .. 'lanes:' .. queue)) do
  local ids = {}
  for _, id in ipairs(call('LRANGE', P .. 'lane:' .. queue .. TAB .. entry, 0, most - 1)) do
    if not is_bundle(id) then
      ids[#ids + 1] = id
    elseif #ids < most then
      split(call('HGET', P .. 'bundle:' .. id, 'ids'), ids)
    end
  end
  add(ids)
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

-- with: records counts lanes ends bundles leases
-- ARGV: "ids" and ids, or "recent" or "dead" and how many. Answers with the time, then for each job
-- its id, its record or that of its end, its run, whether it is due later, and its outcome if it is
-- dead.

-- The newest ids, oldest first. What was submitted in a bundle is one element of the list.
local function newest(most)
  local groups, found, last = {}, 0, -1
  repeat
    local some = call('LRANGE', P .. 'recent', last - 31, last)
    for i = #some, 1, -1 do
      if found < most then
        groups[#groups + 1] = split(some[i], {})
        found = found + #groups[#groups]
      end
    end
    last = last - 32
  until found >= most or #some == 0
  local ids = {}
  for i = #groups, 1, -1 do
    for _, id in ipairs(groups[i]) do
      ids[#ids + 1] = id
    end
  end
  return {unpack(ids, math.max(1, #ids - most + 1))}
end

-- What a bundle says of its jobs, by id: their records, and the run of those that run.
local bundles = {}
local function in_bundle(bundle, id)
  if not bundles[bundle] then
    local by_id = {}
    local jobs, b = contents(bundle)
    for _, j in ipairs(jobs) do
      by_id[j.id] = {j.record, not j.ended and b.run or ''}
    end
    bundles[bundle] = by_id
  end
  return unpack(bundles[bundle][id] or {'', ''})
end

local now = clock()
tick(now)
flush()
local ids = {}
if ARGV[1] == 'ids' then
  for i = 2, #ARGV do
    ids[#ids + 1] = ARGV[i]
  end
elseif ARGV[1] == 'recent' then
  ids = newest(tonumber(ARGV[2]))
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
  local record, said = records[i] or '', runs[i] or ''
  if is_bundle(record) then
    record, said = in_bundle(record, id)
  end
  answers[#answers + 1] = id
  answers[#answers + 1] = record
  answers[#answers + 1] = said
  answers[#answers + 1] = dues[i] and '1' or ''
  local dead = runs[i] and string.find(runs[i], '^x') and call('HGET', P .. 'outcomes', id)
  answers[#answers + 1] = dead or ''
end
return answers

-- with: records counts lanes ends bundles leases
-- ARGV: worker, lease, stamp, how many at most, how many queues, for each its name and its share,
-- then the names, none for all. Answers with the milliseconds until something is due (-1 for never);
-- the run of those that were handed out for the first time; the ids and the records of single jobs, and
-- the index and run of those of them that were handed out before; then for each bundle its name, how many
-- of the single jobs come before it, about, ids and parcels.
local AT_ONCE = 64 -- So many are popped, as some may have to go back.
local worker, lease, stamp = ARGV[1], tonumber(ARGV[2]), ARGV[3]
local most, queues = tonumber(ARGV[4]), tonumber(ARGV[5])
local names, first_name = nil, 6 + 2 * queues
if #ARGV >= first_name then
  names = {}
  for i = first_name, #ARGV do
    names[ARGV[i]] = true
  end
end
local now = clock()
tick(now)

take_back(stamp) -- The call is made again if its answer did not come.

local is_void = call('EXISTS', P .. 'void:' .. stamp) == 1 -- Who called has left.
if is_void then
  most = 0
end

local first_run = 'r0' .. stamp .. TAB .. '1' .. TAB .. worker
local ids, records, runs_before, found, bundles, held = {}, {}, {}, {}, {}, {}
local taken = 0
local rest = {}

local function lanes_of(queue)
  local by_priority = {}
  for _, entry in ipairs(call('SMEMBERS', P .. 'lanes:' .. queue)) do
    local priority, name = string.match(entry, '^([^\t]*)\t(.*)$')
    if names == nil or names[name] then
      by_priority[priority] = by_priority[priority] or {}
      table.insert(by_priority[priority], {
        key = lane(queue, priority, name), entry = entry, name = name, queue = queue})
    end
  end
  return by_priority
end

-- When the first job of a lane was accepted; nil if the lane is empty.
local function age(l)
  local first = call('LINDEX', l.key, 0)
  local record = first and (is_bundle(first) and call('HGET', P .. 'bundle:' .. first, 'about')
    or call('HGET', P .. 'jobs', first))
  return first and (record and string.match(record, '^[^\t]*') or '')
end

-- Puts back what was popped from a lane.
local function put_in_front(l, elements)
  local reversed = {}
  for i = #elements, 1, -1 do
    reversed[#reversed + 1] = elements[i]
  end
  call('LPUSH', l.key, unpack(reversed))
end

-- Takes the next bundle of a lane as a whole, unless it has more jobs than are wanted: then these take
-- its place one by one, if that is allowed. Returns how many were taken; nil if it stays.
local function take_bundle(l, bundle, wanted, may_cut)
  local key = P .. 'bundle:' .. bundle
  local about, ids_of_all, parcels, jobs =
    unpack(call('HMGET', key, 'about', 'ids', 'parcels', 'jobs'))
  if about and tonumber(jobs) <= wanted then
    held[#held + 1] = bundle
    call('HSET', key, 'run', first_run, 'open', string.rep('1', jobs))
    for _, part in ipairs({bundle, #ids, about, ids_of_all, parcels}) do
      bundles[#bundles + 1] = part
    end
    return tonumber(jobs)
  end
  if about and not may_cut then
    put_in_front(l, {bundle})
    return nil
  end
  dissolve(bundle)
  put_in_front(l, split(ids_of_all, {}))
  call('DEL', key)
  return 0
end

-- The lane whose first job is the oldest.
local function oldest_of(queue, lanes)
  local oldest = nil
  for i = #lanes, 1, -1 do
    local l = lanes[i]
    l.age = l.age or age(l)
    if not l.age then
      call('SREM', P .. 'lanes:' .. queue, l.entry)
      table.remove(lanes, i)
    elseif not oldest or l.age < oldest.age then
      oldest = l
    end
  end
  return oldest
end

-- The next of some lanes of one priority, the oldest job first: single ids, and how many were taken
-- in bundles; nil if the next is a bundle that stays.
local function pop(queue, lanes, wanted, may_cut)
  local l = #lanes > 1 and oldest_of(queue, lanes) or lanes[1]
  if not l then
    return {}, 0
  end
  l.age = nil
  local first = call('LPOP', l.key)
  if not first then
    call('SREM', P .. 'lanes:' .. queue, l.entry)
    table.remove(lanes, 1)
    return {}, 0
  end
  if is_bundle(first) then
    return {}, take_bundle(l, first, wanted, may_cut)
  end
  local popped = {first}
  if #lanes == 1 and wanted > 1 then
    local more, behind = call('LPOP', l.key, math.min(wanted - 1, AT_ONCE)) or {}, {}
    for _, element in ipairs(more) do
      local list = (#behind > 0 or is_bundle(element)) and behind or popped
      list[#list + 1] = element
    end
    if #behind > 0 then
      put_in_front(l, behind)
    end
  end
  return popped, 0
end

-- Takes those of some ids that still wait here; returns how many.
local function take_singles(popped)
  local some = many('HMGET', P .. 'jobs', popped)
  local runs = many('HMGET', P .. 'runs', popped)
  local got = 0
  for i, id in ipairs(popped) do
    local record, value = some[i], runs[i]
    -- What was cancelled while it waited, or waits elsewhere by now, has left its place here.
    if is_open(record) and not found[id] and (not value or string.find(value, '^[qt]')) then
      found[id] = true
      got = got + 1
      local n = #ids + 1
      ids[n], records[n], runs_before[n] = id, record, value
    end
  end
  return got
end

-- Takes up to so many jobs of a queue; returns how many. Bundles are cut for an exact number, or if
-- there would be nothing else.
local function take(queue, wanted, exactly)
  rest[queue] = rest[queue] or lanes_of(queue)
  local got, stays = 0, false
  for _, priority in ipairs({'0', '1', '2'}) do
    local lanes = rest[queue][priority]
    while lanes and #lanes > 0 and got < wanted and not stays do
      local popped, bundled = pop(queue, lanes, wanted - got, exactly or got + taken == 0)
      stays = not bundled
      got = got + (bundled or 0)
      if #popped > 0 then
        got = got + take_singles(popped)
      end
    end
    if stays then
      break
    end
  end
  count(queue, 'w', -got)
  count(queue, 'r', got)
  taken = taken + got
end

local open = {}
for i = 1, queues do
  local queue = ARGV[4 + 2 * i]
  if call('SISMEMBER', P .. 'paused', queue) == 0 then
    open[#open + 1] = {name = queue, share = tonumber(ARGV[5 + 2 * i])}
  end
end
for _, queue in ipairs(open) do
  take(queue.name, math.min(queue.share, most - taken), #open > 1)
end
for _, queue in ipairs(open) do
  take(queue.name, most - taken, false)
end

local before = {}
if taken > 0 then
  local runs = {}
  for i, id in ipairs(ids) do
    local value = first_run
    if runs_before[i] then
      local r = run(runs_before[i])
      r.state, r.stamp, r.deliveries, r.worker = 'r', stamp, r.deliveries + 1, worker
      value = packed(r)
      before[#before + 1] = i - 1
      before[#before + 1] = value
    end
    runs[2 * i - 1], runs[2 * i] = id, value
    held[#held + 1] = id
  end
  if #ids > 0 then
    all('HSET', P .. 'runs', runs)
  end
  all('SADD', P .. 'held:' .. stamp, held)
  call('ZADD', P .. 'due', text(now + lease), '#' .. stamp)
end

-- What is left is for others: one is called, who calls the next. Where nothing is left, neither is
-- a reason to come.
for _, queue in ipairs(open) do
  for _, lanes in pairs(rest[queue.name] or is_void and lanes_of(queue.name) or {}) do
    for _, l in ipairs(lanes) do
      if call('LLEN', l.key) > 0 then
        ring(queue.name, l.name, 1)
      end
    end
  end
  if taken == 0 and not is_void then
    if names == nil then
      call('DEL', P .. 'bell:' .. queue.name)
    else
      for name in pairs(names) do
        call('DEL', P .. 'bell:' .. queue.name .. TAB .. name)
      end
    end
  end
end
if taken == 0 then
  forget_ended(now, 500)
end
flush()
local next_due = call('ZRANGE', P .. 'due', 0, 0, 'WITHSCORES')[2]
return {next_due and math.max(0, tonumber(next_due) - now) or -1, first_run, ids, records, before,
  bundles}

-- with: records counts lanes leases
-- ARGV: worker, lease, stamp, how many at most, how many queues, for each its name and its share,
-- then the names, none for all. Answers with the milliseconds until something is due (-1 for never), the run
-- of those that were handed out for the first time, the ids, the records, and the index and run of
-- those that were handed out before.
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

local ids, records, runs_before, found = {}, {}, {}, {}
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
  local id = call('LINDEX', l.key, 0)
  local record = id and call('HGET', P .. 'jobs', id)
  return id and (record and string.match(record, '^[^\t]*') or '')
end

-- The next ids of some lanes of one priority, the oldest job first.
local function pop(queue, lanes, wanted)
  if #lanes == 1 then
    local popped = call('LPOP', lanes[1].key, wanted) or {}
    if #popped < wanted then
      call('SREM', P .. 'lanes:' .. queue, lanes[1].entry)
      table.remove(lanes, 1)
    end
    return popped
  end
  local popped = {}
  while #popped < wanted and #lanes > 0 do
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
    if oldest then
      popped[#popped + 1] = call('LPOP', oldest.key)
      oldest.age = nil
    end
  end
  return popped
end

-- Takes up to so many jobs of a queue; returns how many.
local function take(queue, wanted)
  if wanted <= 0 then
    return 0
  end
  rest[queue] = rest[queue] or lanes_of(queue)
  local got = 0
  for _, priority in ipairs({'0', '1', '2'}) do
    local lanes = rest[queue][priority]
    while lanes and #lanes > 0 and got < wanted do
      local popped = pop(queue, lanes, wanted - got)
      if #popped > 0 then
        local some = many('HMGET', P .. 'jobs', popped)
        local runs = many('HMGET', P .. 'runs', popped)
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
      end
    end
  end
  count(queue, 'w', -got)
  count(queue, 'r', got)
  return got
end

local open = {}
for i = 1, queues do
  local queue = ARGV[4 + 2 * i]
  if call('SISMEMBER', P .. 'paused', queue) == 0 then
    open[#open + 1] = {name = queue, share = tonumber(ARGV[5 + 2 * i])}
  end
end
for _, queue in ipairs(open) do
  take(queue.name, math.min(queue.share, most - #ids))
end
for _, queue in ipairs(open) do
  take(queue.name, most - #ids)
end

local first_run, before = '', {}
if #ids > 0 then
  first_run = 'r0' .. stamp .. TAB .. '1' .. TAB .. worker
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
  end
  all('HSET', P .. 'runs', runs)
  all('SADD', P .. 'held:' .. stamp, ids)
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
  if #ids == 0 and not is_void then
    if names == nil then
      call('DEL', P .. 'bell:' .. queue.name)
    else
      for name in pairs(names) do
        call('DEL', P .. 'bell:' .. queue.name .. TAB .. name)
      end
    end
  end
end
flush()
local next_due = call('ZRANGE', P .. 'due', 0, 0, 'WITHSCORES')[2]
return {next_due and math.max(0, tonumber(next_due) - now) or -1, first_run, ids, records, before}

-- ARGV: worker, lease, how many at most, how many queues, for each its name and its share, then the
-- names, none for all. Answers with the milliseconds until something is due (-1 for never), then for
-- each job its id, its record and its run.
local worker, lease, most, queues = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
local names, first_name = nil, 5 + 2 * queues
if #ARGV >= first_name then
  names = {}
  for i = first_name, #ARGV do
    names[ARGV[i]] = true
  end
end
local now = clock()
tick(now)

local answers = {-1}
local taken = 0
local ids, records_taken, runs_before, found = {}, {}, {}, {}
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

local function forget_lane(queue, l)
  call('SREM', P .. 'lanes:' .. queue, l.entry)
end

-- The next ids of some lanes of one priority, in the order of their places.
local function pop(queue, lanes, wanted)
  local popped = {}
  if #lanes == 1 then
    popped = call('LPOP', lanes[1].key, wanted) or {}
    if #popped < wanted then
      forget_lane(queue, lanes[1])
      table.remove(lanes, 1)
    end
  else
    while #popped < wanted and #lanes > 0 do
      local best, best_place = nil, nil
      for i = #lanes, 1, -1 do
        local l = lanes[i]
        if not l.head then
          l.head = call('LINDEX', l.key, 0)
          if l.head then
            l.place = tonumber(string.match(l.head, '^%d+'))
          else
            forget_lane(queue, l)
            table.remove(lanes, i)
            if best and best > i then
              best = best - 1
            end
          end
        end
        if l.head and (best_place == nil or l.place < best_place) then
          best, best_place = i, l.place
        end
      end
      if best then
        popped[#popped + 1] = call('LPOP', lanes[best].key)
        lanes[best].head = nil
      end
    end
  end
  for i = 1, #popped do
    popped[i] = string.match(popped[i], '^%d+ (.*)$')
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
      local records = many('HMGET', P .. 'jobs', popped)
      local runs = many('HMGET', P .. 'runs', popped)
      for i, id in ipairs(popped) do
        local waits = not runs[i] or string.find(runs[i], '^[qt]')
        -- What was cancelled while it waited, or waits elsewhere by now, has left its place here.
        if records[i] and waits and not found[id] then
          found[id] = true
          got = got + 1
          ids[#ids + 1] = id
          records_taken[#ids] = records[i]
          runs_before[#ids] = runs[i]
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
  local queue = ARGV[3 + 2 * i]
  if call('SISMEMBER', P .. 'paused', queue) == 0 then
    open[#open + 1] = {name = queue, share = tonumber(ARGV[4 + 2 * i])}
  end
end
for _, queue in ipairs(open) do
  taken = taken + take(queue.name, math.min(queue.share, most - taken))
end
for _, queue in ipairs(open) do
  taken = taken + take(queue.name, most - taken)
end

if taken > 0 then
  local stamp = call('INCRBY', P .. 'seq', taken) - taken
  local runs, due, until_when = {}, {}, text(now + lease)
  local for_the_first_time = TAB .. '1' .. TAB .. worker
  for i, id in ipairs(ids) do
    stamp = stamp + 1
    -- With the time: a server that forgot some of its last steps must not give a stamp again.
    local stamp_of_this = text(now) .. text(stamp)
    local value
    if runs_before[i] then
      local r = run(runs_before[i])
      r.state, r.stamp, r.deliveries, r.worker = 'r', stamp_of_this, r.deliveries + 1, worker
      value = packed(r)
    else
      value = 'r0' .. stamp_of_this .. for_the_first_time
    end
    answers[#answers + 1] = id
    answers[#answers + 1] = records_taken[i]
    answers[#answers + 1] = value
    runs[#runs + 1] = id
    runs[#runs + 1] = value
    due[#due + 1] = until_when
    due[#due + 1] = id
  end
  all('HSET', P .. 'runs', runs)
  all('ZADD', P .. 'due', due)
end

-- What is left is for others: one is called, who calls the next. Where nothing is left, neither is
-- a reason to come.
for _, queue in ipairs(open) do
  for _, lanes in pairs(rest[queue.name] or {}) do
    for _, l in ipairs(lanes) do
      if call('LLEN', l.key) > 0 then
        ring(queue.name, l.name, 1)
      end
    end
  end
  if taken == 0 then
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
local next_due = call('ZRANGE', P .. 'due', 0, 0, 'WITHSCORES')
if next_due[2] then
  answers[1] = math.max(0, tonumber(next_due[2]) - now)
end
return answers

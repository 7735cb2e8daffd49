-- Who has jobs, and until when. What is handed out in one go has one stamp, and one time at which
-- it is over: an element '#' and the stamp of "due". A lease that was extended has its own: its id.

-- Ends leases of one stamp.
local function let_go(stamp, ids)
  local held = P .. 'held:' .. stamp
  if all('SREM', held, ids) < #ids then
    all('ZREM', P .. 'due', ids)
  end
  if call('EXISTS', held) == 0 then
    call('ZREM', P .. 'due', '#' .. stamp)
  end
end

-- The ids that are held under a stamp, each standing alone from now on.
local function held_under(stamp)
  local held = P .. 'held:' .. stamp
  local members = call('SMEMBERS', held)
  local dissolved = false
  for _, member in ipairs(members) do
    if is_bundle(member) then
      dissolve(member)
      dissolved = true
    end
  end
  return dissolved and call('SMEMBERS', held) or members
end

-- Puts jobs whose leases are over in front of those that wait.
local function put_back(lost)
  -- The newest first, since each goes in front.
  table.sort(lost, function(a, b) return a.j.at > b.j.at end)
  for _, e in ipairs(lost) do
    count(e.j.queue, 'r', -1)
    wait(e.id, e.j, true)
    e.r.state, e.r.worker = 'q', ''
    if e.r.deliveries == 0 and e.r.cancelled == '0' then
      call('HDEL', P .. 'runs', e.id)
    else
      call('HSET', P .. 'runs', e.id, packed(e.r))
    end
  end
end

-- Undoes a handing out whose answer did not come.
local function take_back(stamp)
  local ids = held_under(stamp)
  if #ids == 0 then
    return
  end
  call('DEL', P .. 'held:' .. stamp)
  call('ZREM', P .. 'due', '#' .. stamp)
  local records, runs = many('HMGET', P .. 'jobs', ids), many('HMGET', P .. 'runs', ids)
  local lost = {}
  for i, id in ipairs(ids) do
    local r = run(runs[i])
    r.deliveries = r.deliveries - 1
    lost[i] = {id = id, r = r, j = job(records[i])}
  end
  put_back(lost)
end

-- Moves on what is due: delays that are over, and leases that were not extended.
local function tick(now)
  local due = call('ZRANGEBYSCORE', P .. 'due', '-inf', text(now), 'LIMIT', 0, 500)
  if #due == 0 then
    return
  end
  local ids, done = {}, {}
  for _, member in ipairs(due) do
    if #ids < 1000 then
      done[#done + 1] = member
      if string.byte(member) == 35 then -- #
        local stamp = string.sub(member, 2)
        for _, id in ipairs(held_under(stamp)) do
          ids[#ids + 1] = id
        end
        call('DEL', P .. 'held:' .. stamp)
      else
        ids[#ids + 1] = member
      end
    end
  end
  all('ZREM', P .. 'due', done)
  if #ids == 0 then
    return
  end
  local records = many('HMGET', P .. 'jobs', ids)
  local runs = many('HMGET', P .. 'runs', ids)
  local lost, over = {}, {}
  for i, id in ipairs(ids) do
    if is_open(records[i]) then
      local r, j = run(runs[i]), job(records[i])
      local list = r.state == 'r' and lost or over
      list[#list + 1] = {id = id, r = r, j = j}
    end
  end
  put_back(lost)
  for _, e in ipairs(over) do
    count(e.j.queue, 'd', -1)
    wait(e.id, e.j, false)
    if e.r.state == 'd' then
      e.r.state = 'q'
      call('HSET', P .. 'runs', e.id, packed(e.r))
    end
  end
end

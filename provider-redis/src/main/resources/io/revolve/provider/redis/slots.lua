-- Limits: slots that are leased, and the queue of those who wait for one.
-- ARGV begins with the limit's name, encoded.
local KEPT = 24 * 60 * 60 * 1000
local NAME = ARGV[1]
local ABOUT = P .. 'limit:' .. NAME
local SLOTS = P .. 'limit-slots:' .. NAME
local QUEUE = P .. 'limit-queue:' .. NAME
local WAITERS = P .. 'limit-waiters:' .. NAME
local USERS = P .. 'limit-users:' .. NAME
local now = clock()

local function bell(id)
  return P .. 'limit-bell:' .. id
end

local function size()
  return tonumber(call('HGET', ABOUT, 'size') or '0')
end

local function lapse()
  call('ZREMRANGEBYSCORE', SLOTS, '-inf', text(now))
  call('ZREMRANGEBYSCORE', USERS, '-inf', text(now))
  local gone = call('ZRANGEBYSCORE', WAITERS, '-inf', text(now))
  if #gone > 0 then
    all('ZREM', QUEUE, gone)
    all('ZREM', WAITERS, gone)
  end
end

-- Who uses the limit says so with whatever it says, also to a server that has lost all.
local function live(user, with_size, lease)
  call('ZADD', USERS, text(now + lease), user)
  call('HSETNX', ABOUT, 'size', with_size)
end

-- Calls those who may take what is free, and sees to it that nothing lies here for ever.
local function finish(lease)
  local free = size() - call('ZCARD', SLOTS)
  if free > 0 then
    for _, id in ipairs(call('ZRANGE', QUEUE, 0, free - 1)) do
      if call('EXISTS', bell(id)) == 0 then
        call('RPUSH', bell(id), '1')
        call('PEXPIRE', bell(id), text(lease))
      end
    end
  end
  for _, key in ipairs({ABOUT, SLOTS, QUEUE, WAITERS, USERS}) do
    call('PEXPIRE', key, text(KEPT))
  end
end

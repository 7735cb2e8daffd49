-- with: slots
-- ARGV: limit, user, lease, size, id, mode: 'try', 'wait' for a place in the queue, and 'again' for
-- one who has that. Answers with 1 taken; 0 and the milliseconds to the end of the first lease; or
-- 2, the place was lost.
local user, lease, id, mode = ARGV[2], tonumber(ARGV[3]), ARGV[5], ARGV[6]
lapse()
live(user, ARGV[4], lease)
local place = call('ZRANK', QUEUE, id)
local has = call('ZSCORE', SLOTS, id)
-- Who has given up is in no queue: a look of its own that comes later must take nothing.
if mode == 'again' and not place and not has then
  finish(lease)
  return {2, 0}
end
local free = size() - call('ZCARD', SLOTS)
if has or free > (place or call('ZCARD', QUEUE)) then
  call('ZADD', SLOTS, text(now + lease), id)
  call('ZREM', QUEUE, id)
  call('ZREM', WAITERS, id)
  call('DEL', bell(id))
  finish(lease)
  return {1, 0}
end
if mode ~= 'try' then
  if not place then
    call('ZADD', QUEUE, call('HINCRBY', ABOUT, 'n', 1), id)
  end
  call('ZADD', WAITERS, text(now + lease), id)
end
finish(lease)
local first = call('ZRANGE', SLOTS, 0, 0, 'WITHSCORES')[2]
return {0, first and tonumber(first) - now or lease}

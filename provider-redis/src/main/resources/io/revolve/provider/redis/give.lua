-- with: slots
-- ARGV: limit, user that leaves or nothing, lease, ids of slots or of places in the queue.
lapse()
for at = 4, #ARGV do
  call('ZREM', SLOTS, ARGV[at])
  call('ZREM', QUEUE, ARGV[at])
  call('ZREM', WAITERS, ARGV[at])
  call('DEL', bell(ARGV[at]))
end
if ARGV[2] ~= '' then
  call('ZREM', USERS, ARGV[2])
end
finish(tonumber(ARGV[3]))
return 1

-- with: slots
-- ARGV: limit, user, lease, size. Answers with the size that holds; 0 if none is known; with the
-- others' size below zero if they have another.
local user, lease, asked = ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4])
lapse()
call('ZREM', USERS, user)
local known = size()
if asked > 0 and known > 0 and asked ~= known and call('EXISTS', USERS) == 1 then
  return -known
end
if asked == 0 and known == 0 then
  return 0
end
if asked > 0 then
  call('HSET', ABOUT, 'size', text(asked))
end
live(user, text(size()), lease)
finish(lease)
return size()

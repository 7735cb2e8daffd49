-- ARGV: worker, lifetime (0 to forget it), note.
--
--   workers  hash: worker -> note; lives: zset: worker -> when the note is forgotten
local worker, lifetime = ARGV[1], tonumber(ARGV[2])
if lifetime > 0 then
  call('HSET', P .. 'workers', worker, ARGV[3])
  call('ZADD', P .. 'lives', text(clock() + lifetime), worker)
else
  call('HDEL', P .. 'workers', worker)
  call('ZREM', P .. 'lives', worker)
end
return 1

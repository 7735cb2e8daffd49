-- ARGV: address, the number of the last letter that was read.
local mail = P .. 'mail:' .. ARGV[1]
local known = call('HMGET', mail, 'n', 'r')
if known[1] and (not known[2] or tonumber(known[2]) < tonumber(ARGV[2])) then
  call('HSET', mail, 'r', ARGV[2])
end
return 1

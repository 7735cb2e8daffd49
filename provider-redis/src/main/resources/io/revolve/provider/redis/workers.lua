-- ARGV: how many at most. Answers with the notes of workers that live.
local dead = call('ZRANGEBYSCORE', P .. 'lives', '-inf', text(clock()), 'LIMIT', 0, 1000)
if #dead > 0 then
  all('HDEL', P .. 'workers', dead)
  all('ZREM', P .. 'lives', dead)
end
local living = call('ZRANGE', P .. 'lives', 0, tonumber(ARGV[1]) - 1)
return #living == 0 and {} or many('HMGET', P .. 'workers', living)

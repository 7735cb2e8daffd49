-- ARGV: how many unread letters an address keeps, how many read ones, how long, 1 to make room by
-- dropping unread ones, then for each address its name, how many letters, and these in a frame.
-- Answers with the number of addresses that were written, in their order: the next one is full.
--
--   log:A   stream: the id is the number of the last letter of a frame
--   mail:A  hash: n the last number, b the first number less 1, r up to where it was read
local bound, read_kept, lifetime, force = tonumber(ARGV[1]), tonumber(ARGV[2]), ARGV[3], ARGV[4] == '1'
local written = 0

for at = 5, #ARGV, 3 do
  local address, letters = ARGV[at], tonumber(ARGV[at + 1])
  local mail, log = P .. 'mail:' .. address, P .. 'log:' .. address
  local known = call('HMGET', mail, 'n', 'b', 'r')
  -- Numbers begin with the time, so that those of a log that was lost are never used again: two for
  -- each microsecond, more than any server gives, and below what Lua counts exactly.
  local base = tonumber(known[2]) or micros() * 2
  local last = tonumber(known[1]) or base
  local read = math.max(tonumber(known[3]) or base, base)
  if not force and last > read and last + letters - read > bound then
    break
  end
  last = last + letters
  local id = text(last)
  local first_kept = math.max(last - bound, read - read_kept) + 1
  call('XADD', log, 'MINID', '~', text(math.max(first_kept, 1)), id .. '-1', 'f', ARGV[at + 2])
  call('HSET', mail, 'n', id, 'b', text(base))
  call('PEXPIRE', log, lifetime)
  call('PEXPIRE', mail, lifetime)
  written = written + 1
end
return written

-- Logs of messages: each entry is a frame of letters, and its id the number of its last letter.

-- Writes frames, each behind its address and the number of its letters, from some argument on.
-- Returns how many were written: the next one's log is full.
local function write(bound, read_kept, lifetime, force, at, frames)
  for i = 0, frames - 1 do
    local address, letters = ARGV[at + 3 * i], tonumber(ARGV[at + 3 * i + 1])
    local mail, log = P .. 'mail:' .. address, P .. 'log:' .. address
    local known = call('HMGET', mail, 'n', 'b', 'r')
    -- Numbers begin with the time, so that those of a log that was lost are never used again: two
    -- for each microsecond, more than any server gives, and below what Lua counts exactly.
    local base = tonumber(known[2]) or micros() * 2
    local last = tonumber(known[1]) or base
    local read = math.max(tonumber(known[3]) or base, base)
    if not force and last > read and last + letters - read > bound then
      return i
    end
    last = last + letters
    local id = text(last)
    local first_kept = math.max(last - bound, read - read_kept) + 1
    local frame = ARGV[at + 3 * i + 2]
    call('XADD', log, 'MINID', '~', text(math.max(first_kept, 1)), id .. '-1', 'f', frame)
    call('HSET', mail, 'n', id, 'b', text(base))
    call('PEXPIRE', log, lifetime)
    call('PEXPIRE', mail, lifetime)
  end
  return frames
end

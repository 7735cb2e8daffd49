-- with: logs
-- ARGV: how many unread letters an address keeps, how many read ones, how long, 1 to make room by
-- dropping unread ones, then for each address its name, how many letters, and these in a frame.
-- Answers with the number of addresses that were written, in their order: the next one is full.
local bound, read_kept, lifetime, force = tonumber(ARGV[1]), tonumber(ARGV[2]), ARGV[3], ARGV[4] == '1'
return write(bound, read_kept, lifetime, force, 5, (#ARGV - 4) / 3)

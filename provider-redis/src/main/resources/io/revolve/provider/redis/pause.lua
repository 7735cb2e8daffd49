-- with: counts
-- ARGV: queue, 1 to pause it and 0 to resume it.
local queue = ARGV[1]
call('SADD', P .. 'queues', queue)
if ARGV[2] == '1' then
  call('SADD', P .. 'paused', queue)
else
  call('SREM', P .. 'paused', queue)
  for _, entry in ipairs(call('SMEMBERS', P .. 'lanes:' .. queue)) do
    ring(queue, string.match(entry, '^[^\t]*\t(.*)$'), MOST_TOKENS)
  end
  flush()
end
return 1

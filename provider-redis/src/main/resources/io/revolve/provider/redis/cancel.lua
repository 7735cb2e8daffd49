-- ARGV: id, outcome. Answers with 1 ended, 2 marked, 0 too late.
local id = ARGV[1]
local now = clock()
tick(now)
local record = call('HGET', P .. 'jobs', id)
if not record then
  flush()
  return 0
end
local r = run(call('HGET', P .. 'runs', id))
local answer = 0
if r.state == 'r' then
  r.cancelled = '1'
  call('HSET', P .. 'runs', id, packed(r))
  answer = 2
elseif r.state ~= 'x' then
  local j = job(record)
  count(j.queue, call('ZREM', P .. 'due', id) == 1 and 'd' or 'w', -1)
  local retention = string.match(record, '^[^\n]*\t(%d+)\n')
  call('HSET', P .. 'ended', id, 'X' .. TAB .. text(r.deliveries) .. TAB .. retention .. TAB .. TAB
    .. r.stamp .. '\n' .. head(record) .. '\n' .. ARGV[2])
  call('ZADD', P .. 'endings', forgotten_at(now, retention), id)
  release_key(id, j.unique)
  call('HDEL', P .. 'jobs', id)
  call('HDEL', P .. 'runs', id)
  answer = 1
end
flush()
return answer

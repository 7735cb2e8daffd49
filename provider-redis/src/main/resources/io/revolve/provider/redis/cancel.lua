-- with: records counts lanes ends bundles leases
-- ARGV: id, outcome. Answers with 1 ended, 2 marked, 0 too late.
local id = ARGV[1]
local now = clock()
tick(now)
local r = run(runs_of({id})[1])
local record = call('HGET', P .. 'jobs', id)
local answer = 0
if not is_open(record) then
  answer = 0
elseif r.state == 'r' then
  r.cancelled = '1'
  call('HSET', P .. 'runs', id, packed(r))
  answer = 2
elseif r.state ~= 'x' then
  local j = job(record)
  count(j.queue, call('ZREM', P .. 'due', id) == 1 and 'd' or 'w', -1)
  local line = table.concat({'X', text(r.deliveries), j.retention, '', text(now), r.stamp}, TAB)
  call('HSET', P .. 'jobs', id, line .. '\n' .. head(record) .. '\n' .. ARGV[2])
  call('HDEL', P .. 'runs', id)
  forget_later(now, j.retention, {id})
  release_key(id, j.unique)
  answer = 1
end
flush()
return answer

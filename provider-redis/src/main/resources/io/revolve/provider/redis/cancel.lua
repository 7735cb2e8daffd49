-- with: records counts lanes leases ends
-- ARGV: id, outcome. Answers with 1 ended, 2 marked, 0 too late.
local id = ARGV[1]
local now = clock()
tick(now)
local record = call('HGET', P .. 'jobs', id)
local r = run(call('HGET', P .. 'runs', id))
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
  -- The first two lines of the job: its fields, and the parcel's header.
  local head = string.match(record, '^[^\n]*\n[^\n]*') or record
  local line = table.concat({'X', text(r.deliveries), j.retention, '', text(now), r.stamp}, TAB)
  call('HSET', P .. 'jobs', id, line .. '\n' .. head .. '\n' .. ARGV[2])
  call('HDEL', P .. 'runs', id)
  forget_later(now, j.retention, {id})
  release_key(id, j.unique)
  answer = 1
end
flush()
return answer

-- with: records counts lanes
-- ARGV: "replay", id, parcel; or "delete", id. Answers with 1 if the job was buried.
local id = ARGV[2]
local record = call('HGET', P .. 'jobs', id)
local r = run(call('HGET', P .. 'runs', id))
if not record or r.state ~= 'x' then
  return 0
end
local j = job(record)
local again = ARGV[1] == 'replay'
if again and j.unique ~= '' then
  if call('HGET', P .. 'keys', j.unique) then
    return 0
  end
  call('HSET', P .. 'keys', j.unique, id)
end
count(j.queue, 'x', -1)
call('ZREM', P .. 'dead', id)
call('HDEL', P .. 'outcomes', id)
call('HDEL', P .. 'runs', id)
if again then
  call('HSET', P .. 'jobs', id, string.match(record, '^[^\n]*\n') .. ARGV[3])
  wait(id, j, false)
else
  call('HDEL', P .. 'jobs', id)
end
flush()
return 1

-- Where jobs wait in a row.
local function lane(queue, priority, name)
  return P .. 'lane:' .. queue .. TAB .. priority .. TAB .. name
end

-- Puts a job among those that wait: last, or first if it was there before.
local function wait(id, j, in_front)
  call(in_front and 'LPUSH' or 'RPUSH', lane(j.queue, j.priority, j.name), id)
  call('SADD', P .. 'lanes:' .. j.queue, j.priority .. TAB .. j.name)
  count(j.queue, 'w', 1)
  ring(j.queue, j.name, 1)
end

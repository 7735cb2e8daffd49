-- Reads and writes what is kept of a job. Fields are separated by tabs, and percent-encoded where
-- they are the user's.

-- The record of a job that has not ended begins with a digit or a small letter.
local function is_open(record)
  return record and string.byte(record) ~= 67 and string.byte(record) ~= 88 -- C and X
end

local function job(record)
  local at, priority, queue, name, retention, unique =
    string.match(record, '^([^\t]*)\t([^\t]*)\t([^\t]*)\t([^\t]*)\t([^\t\n]*)\t?([^\n]*)')
  return {
    at = at, priority = priority, queue = queue, name = name, retention = retention, unique = unique}
end

local function run(value)
  if not value then
    return {state = 'q', cancelled = '0', stamp = '0', deliveries = 0, worker = ''}
  end
  local state, cancelled, stamp, deliveries, worker =
    string.match(value, '^(%a)(%d)(%d+)\t(%d+)\t(.*)$')
  return {
    state = state,
    cancelled = cancelled,
    stamp = stamp,
    deliveries = tonumber(deliveries),
    worker = worker,
  }
end

local function packed(r)
  return r.state .. r.cancelled .. r.stamp .. TAB .. text(r.deliveries) .. TAB .. r.worker
end

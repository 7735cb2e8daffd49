-- Reads and writes what is kept of a job. Fields are separated by tabs, and percent-encoded where
-- they are the user's.

-- The record of a job that has not ended begins with a digit or a small letter.
local function is_open(record)
  return record and string.byte(record) ~= 67 and string.byte(record) ~= 88 -- C and X
end

-- A job that is in a bundle has only the bundle's name in the place of its record.
local function is_bundle(text)
  return text and string.byte(text) == 35 -- #
end

-- Adds the ids of a text, where they are separated by tabs, to a list.
local function split(text, list)
  for id in string.gmatch(text, '[^\t]+') do
    list[#list + 1] = id
  end
  return list
end

-- The first two lines of a job: its fields, and the parcel's header.
local function head(record)
  return string.match(record, '^[^\n]*\n[^\n]*') or record
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

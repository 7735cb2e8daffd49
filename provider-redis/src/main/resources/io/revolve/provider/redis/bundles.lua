-- Bundles: jobs of one lane that were submitted together stay together while they go the plain way,
-- that is, wait, are handed out in one go, and complete. "jobs" says of each only which bundle has it.
-- Whatever else happens to one of them dissolves the bundle, and from then on each stands alone.
--
--   bundle:#N  hash: about (the first line of the first job's record; the others came a microsecond
--              after each other, nearly), ids, parcels (a frame), jobs (how many);
--              once handed out: run, open (for each 1, or 0 when it has ended);
--              e and the place of the first of some that ended together: a line, and a frame of outcomes
local DIGITS = '0123456789abcdefghijklmnopqrstuvwxyz'

local function base36(number)
  local text = ''
  repeat
    local digit = number % 36
    text = string.sub(DIGITS, digit + 1, digit + 1) .. text
    number = (number - digit) / 36
  until number == 0
  return text
end

-- Calls back with each block of a frame, which begins somewhere in a text.
local function unframe(text, at, each)
  while at <= #text do
    local length = struct.unpack('>I4', text, at)
    each(string.sub(text, at + 4, at + 3 + length))
    at = at + 4 + length
  end
end

-- The jobs of a bundle as they would stand alone, with whether they have ended; and the bundle itself.
local function contents(bundle)
  local b, list, jobs = {}, call('HGETALL', P .. 'bundle:' .. bundle), {}
  for i = 1, #list, 2 do
    b[list[i]] = list[i + 1]
  end
  if not b.about then
    return jobs, b
  end
  for i, id in ipairs(split(b.ids, {})) do
    jobs[i] = {id = id}
  end
  local at, rest = string.match(b.about, '^([^\t]*)(.*)$')
  local accepted, i = tonumber(at, 36), 0
  unframe(b.parcels, 1, function(parcel)
    i = i + 1
    jobs[i].record = base36(accepted + i - 1) .. rest .. '\n' .. parcel
  end)
  for field, value in pairs(b) do
    local place = tonumber(string.match(field, '^e(%d+)$'))
    if place then
      local line, first = string.match(value, '^([^\n]*\n)()')
      unframe(value, first, function(outcome)
        local j = jobs[place]
        j.record, j.ended = line .. head(j.record) .. '\n' .. outcome, true
        place = place + 1
      end)
    end
  end
  return jobs, b
end

-- Lets the jobs of a bundle stand alone. One that waits has its place in the lane until it is met there.
local function dissolve(bundle)
  local key, records, open, ended, runs = P .. 'bundle:' .. bundle, {}, {}, {}, {}
  local jobs, b = contents(bundle)
  if #jobs == 0 then
    return
  end
  for _, j in ipairs(jobs) do
    records[#records + 1] = j.id
    records[#records + 1] = j.record
    local list = j.ended and ended or open
    list[#list + 1] = j.id
  end
  all('HSET', P .. 'jobs', records)
  call('DEL', key)
  if not b.run then
    call('HSET', key, 'ids', b.ids)
    return
  end
  for _, id in ipairs(open) do
    runs[#runs + 1] = id
    runs[#runs + 1] = b.run
  end
  if #open > 0 then
    local held = P .. 'held:' .. run(b.run).stamp
    all('HSET', P .. 'runs', runs)
    all('SADD', held, open)
    call('SREM', held, bundle)
  end
  if #ended > 0 then
    forget_later(clock(), job(b.about).retention, ended)
  end
end

-- The runs of jobs, each standing alone from now on.
local function runs_of(ids)
  local runs = many('HMGET', P .. 'runs', ids)
  local others = {}
  for i, id in ipairs(ids) do
    if not runs[i] then
      others[#others + 1] = id
    end
  end
  if #others == 0 then
    return runs
  end
  local dissolved = false
  for _, record in ipairs(many('HMGET', P .. 'jobs', others)) do
    if is_bundle(record) then
      dissolve(record)
      dissolved = true
    end
  end
  return dissolved and many('HMGET', P .. 'runs', ids) or runs
end

-- Jobs that have ended are kept a while longer than they are shown, so that an end that is told
-- twice, or an order that is given twice, is known. They are forgotten together: those of some
-- seconds are in one list.
local KNOWN = 60000
local TOGETHER = 10000

local function release_key(id, unique)
  if unique ~= '' and call('HGET', P .. 'keys', unique) == id then
    call('HDEL', P .. 'keys', unique)
  end
end

local function forget_later(now, retention, ids)
  local kept = math.max(tonumber(retention, 36), KNOWN)
  local width = math.max(TOGETHER, math.floor(kept / 1000))
  local list = text(math.ceil((now + kept) / width) * width)
  all('RPUSH', P .. 'ends:' .. list, ids)
  call('ZADD', P .. 'endings', list, list)
end

-- Forgets about so many that have ended: few at a time, or a call that wants little else waits for it.
local function forget_ended(now, most)
  local list = call('ZRANGEBYSCORE', P .. 'endings', '-inf', text(now), 'LIMIT', 0, 1)[1]
  if not list then
    return
  end
  local ids, some = {}, nil
  repeat
    some = call('LPOP', P .. 'ends:' .. list, math.max(1, math.floor(most / 64))) or {}
    for _, id in ipairs(some) do
      if is_bundle(id) then
        -- None if it was dissolved meanwhile.
        split(call('HGET', P .. 'bundle:' .. id, 'ids') or '', ids)
        call('DEL', P .. 'bundle:' .. id)
      else
        ids[#ids + 1] = id
      end
    end
  until #ids >= most or #some == 0
  if #ids > 0 then
    all('HDEL', P .. 'jobs', ids)
  elseif #some == 0 then
    call('ZREM', P .. 'endings', list)
  end
end

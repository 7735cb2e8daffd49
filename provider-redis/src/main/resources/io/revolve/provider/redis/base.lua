-- What every script has. All keys of a namespace begin with KEYS[1], which holds the hash tag that
-- keeps them in one slot; keys.txt beside this file lists them.
local P = KEYS[1]
local call = redis.call
local TAB = '\t'

local function text(number)
  return string.format('%.0f', number)
end

local function micros()
  local time = call('TIME')
  return time[1] * 1000000 + time[2]
end

local function clock()
  return math.floor(micros() / 1000)
end

-- Hands a list to a command in pieces, since Lua's stack is bounded. Pairs stay together.
local function all(command, key, list)
  if #list <= 4000 then
    return call(command, key, unpack(list))
  end
  local changed = 0
  for from = 1, #list, 4000 do
    changed = changed + call(command, key, unpack(list, from, math.min(from + 3999, #list)))
  end
  return changed
end

local function many(command, key, list)
  if #list <= 4000 then
    return call(command, key, unpack(list))
  end
  local answers = {}
  for from = 1, #list, 4000 do
    local some = call(command, key, unpack(list, from, math.min(from + 3999, #list)))
    for i = 1, #some do
      answers[from + i - 1] = some[i]
    end
  end
  return answers
end

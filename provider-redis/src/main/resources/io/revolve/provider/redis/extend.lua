-- ARGV: lease, then for each its id and stamp. Answers with 1 held, 0 lost, 2 cancelled.
local ids = {}
for i = 2, #ARGV, 2 do
  ids[#ids + 1] = ARGV[i]
end
local runs = many('HMGET', P .. 'runs', ids)
local dues = many('ZMSCORE', P .. 'due', ids)
local now = clock()
local until_when = text(now + tonumber(ARGV[1]))
local answers, due = {}, {}
for i, id in ipairs(ids) do
  local r = run(runs[i])
  if r.state == 'r' and r.stamp == ARGV[2 * i + 1] and dues[i] and tonumber(dues[i]) > now then
    due[#due + 1] = until_when
    due[#due + 1] = id
    answers[i] = r.cancelled == '1' and 2 or 1
  else
    answers[i] = 0
  end
end
if #due > 0 then
  all('ZADD', P .. 'due', due)
end
return answers

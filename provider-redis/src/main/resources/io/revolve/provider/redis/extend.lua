-- ARGV: lease, then for each its id and run. Answers with 1 held, 0 lost, 2 cancelled.
local ids = {}
for i = 2, #ARGV, 2 do
  ids[#ids + 1] = ARGV[i]
end
local now = clock()
tick(now)
flush()
local runs = many('HMGET', P .. 'runs', ids)
local until_when = text(now + tonumber(ARGV[1]))
local answers, due = {}, {}
for i, id in ipairs(ids) do
  local said = ARGV[2 * i + 1]
  if runs[i] == said then
    answers[i] = 1
  elseif runs[i] == 'r1' .. string.sub(said, 3) then
    answers[i] = 2
  else
    answers[i] = 0
  end
  if answers[i] > 0 then
    due[#due + 1] = until_when
    due[#due + 1] = id
  end
end
if #due > 0 then
  all('ZADD', P .. 'due', due)
end
return answers

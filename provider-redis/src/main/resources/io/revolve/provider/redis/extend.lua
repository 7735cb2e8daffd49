-- with: records counts lanes ends bundles leases
-- ARGV: lease, then for each its id, run and stamp. Answers with 1 held, 0 lost, 2 cancelled.
local FIELDS = 3
local ids = {}
for at = 2, #ARGV, FIELDS do
  ids[#ids + 1] = ARGV[at]
end
local now = clock()
tick(now)
flush()
local runs = runs_of(ids)
local until_when = text(now + tonumber(ARGV[1]))
local answers, due = {}, {}
for i, id in ipairs(ids) do
  local said, stamp = ARGV[FIELDS * i], ARGV[FIELDS * i + 1]
  if runs[i] == said then
    answers[i] = 1
  elseif runs[i] == 'r1' .. string.sub(said, 3) then
    answers[i] = 2
  else
    answers[i] = 0
  end
  if answers[i] > 0 then
    let_go(stamp, {id})
    due[#due + 1] = until_when
    due[#due + 1] = id
  end
end
if #due > 0 then
  all('ZADD', P .. 'due', due)
end
return answers

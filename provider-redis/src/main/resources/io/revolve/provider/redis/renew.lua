-- with: slots
-- ARGV: limit, user, lease, size, ids of slots. Answers for each with 1 held, 0 lost.
local user, lease = ARGV[2], tonumber(ARGV[3])
lapse()
live(user, ARGV[4], lease)
local answers = {}
for at = 5, #ARGV do
  if call('ZSCORE', SLOTS, ARGV[at]) then
    call('ZADD', SLOTS, text(now + lease), ARGV[at])
    answers[#answers + 1] = 1
  else
    answers[#answers + 1] = 0
  end
end
finish(lease)
return answers

-- with: records counts lanes ends bundles leases
-- Answers for each queue with its name, its four counts and whether it is paused.
tick(clock())
flush()
local answers = {}
for _, queue in ipairs(call('SMEMBERS', P .. 'queues')) do
  local fields = {}
  for _, what in ipairs({'w', 'd', 'r', 'x'}) do
    fields[#fields + 1] = queue .. TAB .. what
  end
  local numbers = call('HMGET', P .. 'counts', unpack(fields))
  answers[#answers + 1] = queue
  for i = 1, 4 do
    answers[#answers + 1] = numbers[i] or '0'
  end
  answers[#answers + 1] = text(call('SISMEMBER', P .. 'paused', queue))
end
return answers

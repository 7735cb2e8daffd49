-- Counts of queues, and bells for those who wait for jobs: both are gathered, and done by flush().
local MOST_TOKENS = 8
local counts, bells = {}, {}

local function count(queue, what, by)
  local field = queue .. TAB .. what
  counts[field] = (counts[field] or 0) + by
end

local function ring(queue, name, jobs)
  local by_name = 'bell:' .. queue .. TAB .. name
  bells[by_name] = (bells[by_name] or 0) + jobs
  local by_queue = 'bell:' .. queue
  bells[by_queue] = (bells[by_queue] or 0) + jobs
end

local function flush()
  for field, by in pairs(counts) do
    if by ~= 0 then
      call('HINCRBY', P .. 'counts', field, text(by))
    end
  end
  for bell, jobs in pairs(bells) do
    local missing = math.min(jobs, MOST_TOKENS - call('LLEN', P .. bell))
    if missing > 0 then
      call('RPUSH', P .. bell, unpack({'1', '1', '1', '1', '1', '1', '1', '1'}, 1, missing))
    end
  end
  counts, bells = {}, {}
end

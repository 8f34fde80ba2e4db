-- For wrk: asks for the addresses of a file, the n-th one n times less often than the first.
-- Its argument is the file. At the end it prints one line, SUMMARY and a JSON object.

local threads = {}

function setup(thread)
  thread:set("number", #threads + 1)
  table.insert(threads, thread)
end

function init(arguments)
  math.randomseed(20260101 + number)
  paths, shares, whole = {}, {}, 0
  for line in io.lines(arguments[1]) do
    table.insert(paths, line)
    whole = whole + 1 / #paths
    table.insert(shares, whole)
  end
end

function request()
  local drawn, low, high = math.random() * whole, 1, #paths
  while low < high do
    local middle = math.floor((low + high) / 2)
    if shares[middle] < drawn then low = middle + 1 else high = middle end
  end
  return wrk.format("GET", paths[low])
end

function done(summary, latency, requests)
  local failed = summary.errors
  local errors = failed.connect + failed.read + failed.write + failed.status + failed.timeout
  print(string.format(
    'SUMMARY {"requests": %d, "duration_us": %d, "errors": %d, "p50_us": %.0f, "p99_us": %.0f}',
    summary.requests, summary.duration, errors,
    latency:percentile(50), latency:percentile(99)))
end

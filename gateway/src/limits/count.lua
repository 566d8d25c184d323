-- Counts a call of one caller, if fewer than the quota were admitted within the window.
-- KEYS[1]: his admitted calls, scored by their instants; ARGV: the quota, the window in milliseconds, and a
-- name for this call. Answers whether it is admitted, how many are left, and when one more will be.
local key, quota, window = KEYS[1], tonumber(ARGV[1]), tonumber(ARGV[2])
-- The time of this one server, so that the gateways' clocks need not agree.
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
redis.call('ZREMRANGEBYSCORE', key, '-inf', now - window)
local count, admitted = redis.call('ZCARD', key), 0
if count < quota then
    redis.call('ZADD', key, now, ARGV[3])
    redis.call('PEXPIRE', key, window)
    count, admitted = count + 1, 1
end
-- With a quota that was lowered meanwhile, more must pass than the oldest.
local first = math.max(0, count - quota)
local oldest = redis.call('ZRANGE', key, first, first, 'WITHSCORES')
return { admitted, math.max(0, quota - count), tonumber(oldest[2]) + window - now }

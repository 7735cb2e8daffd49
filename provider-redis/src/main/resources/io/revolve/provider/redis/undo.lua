-- with: records counts lanes ends bundles leases
-- ARGV: stamps. What was handed out under them did not arrive. Nothing is handed out under them any
-- more: the call itself may still come, as its connection was cut.
for _, stamp in ipairs(ARGV) do
  call('SET', P .. 'void:' .. stamp, '', 'PX', 60000)
  take_back(stamp)
end
flush()
return 1

# English. A no-break space stands between a number and its unit.

bytes = { $count } B
kilobytes = { $count } kB
megabytes = { $count } MB
gigabytes = { $count } GB
milliseconds = { $count } ms
seconds = { $count } s
minutes = { $count } min
hours = { $count } h
days = { $count } d

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

cause-denied = permission denied
cause-not-found = no such file or directory
cause-exists = it is there already
cause-is-directory = is a directory
cause-not-directory = not a directory
cause-no-space = no space left on the device
cause-timed-out = no answer in time
cause-cut-short = it ended too early
cause-connection-refused = connection refused
cause-reset = connection reset
cause-read-only = the file system is read-only
cause-too-large = the file is too large
cause-interrupted = interrupted
cause-name-too-long = the name is too long
cause-loop = too many links
cause-descriptors = too many open files
cause-io = input/output error
cause-aborted = connection aborted
cause-not-connected = not connected
cause-no-such-address = this machine has no such address
cause-address-in-use = address in use
cause-no-host = no route to that machine
cause-no-network = network unreachable
cause-memory = out of memory
cause-busy = in use by another program
cause-invalid = a value that the system refuses
cause-unsupported = not possible on this system
cause-not-empty = the directory is not empty
cause-other-disk = on another disk

damage-seal-misfits = the seal does not fit its block
damage-no-seal = a block without a seal
damage-no-record = bytes that are no record
damage-no-header = the header is missing
damage-no-seal-before = no seal where a block has to end
damage-no-place = no block can stand there

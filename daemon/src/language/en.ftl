# English.

# Options and configuration.
config-unread = cannot read the configuration file { $path }
config-too-large = the configuration file { $path } is larger than { $most } bytes: is it the right file?
config-wrong = the configuration file { $path } is not right:
    { $reason }
config-unfinished = it could not be read

# Ports.
port-in-use = port { $port } is in use: stop that program, or listen on another port with --listen PORT
port-in-use-by = port { $port } is in use by { $name } (process { $pid }): stop that program, or listen on another port with --listen PORT
port-in-time-wait = port { $port } is held by finished connections of an earlier server (TIME_WAIT); waiting up to { $seconds } s
start-interrupted = the start was interrupted while port { $port } was waited for
cannot-listen = cannot listen on { $address }: { $why }
no-such-address = this machine has no such address; leave the address out to listen on all
port-not-allowed = not allowed; take a port from 1024 up

# The runtime directory and the control sockets.
runtime-dir-unusable = cannot use the runtime directory { $path }: give another one with --runtime-dir
runtime-dir-none = the runtime directory { $path } is no directory: remove it, or give another one with --runtime-dir
runtime-dir-foreign = the runtime directory { $path } belongs to user { $owner }, not to this one: give another one with --runtime-dir
runtime-dir-open = others can write in the runtime directory { $path } (mode { $mode }): run chmod 0700 { $path }, or give another one with --runtime-dir
socket-alive = another tp-relais answers on { $path }: stop it, or give this one its own --runtime-dir
socket-foreign = { $path } is no socket: remove it, or give another directory with --runtime-dir
socket-unmade = cannot make the control socket { $path }: give another directory with --runtime-dir
socket-not-for-group = { $path } stays closed to the group { $group }: { $why }
socket-replaced = { $path } is left from an earlier run: replaced
sessions-refused = cannot accept a control session ({ $times ->
    [one] once
   *[other] { $times } times
}): { $why }

# What a service manager passes.
passed-variable = { $variable } is { $value } and no number: it is for a service manager to set, so take it out of the environment
passed-too-many = LISTEN_FDS says that { $count } descriptors were passed, and at most { $most } can be: is it a service manager that set it?
passed-closed = LISTEN_FDS says that descriptor { $number } ({ $name }) was passed, and it is not open
passed-foreign = descriptor { $number } ({ $name }) that was passed is { $kind }, and a relay listens on TCP sockets alone: take it out of the unit that passes it (ListenStream= with a port is what is wanted)
kind-no-socket = no socket
kind-udp = a UDP socket
kind-unix = a Unix socket
kind-other = a socket of another kind
kind-idle = a TCP socket that neither listens nor was ever connected
passed-mode = descriptor { $number } that was passed for port { $port } is named { $name }
passed-port = descriptor { $number } that was passed listens on port { $port } and is named { $name }: correct FileDescriptorName= of its unit
passed-two-modes = port { $port } is { $mode } by configuration or by another listener, and descriptor { $number } that was passed for it is named { $name }: let them say the same
passed-twice = descriptors { $first } ({ $first_name }) and { $second } ({ $second_name }) that were passed both listen on { $address }: leave one out
passed-options = descriptor { $number } ({ $name }) that was passed for { $address } cannot be set up
connection-of-nobody = the connection { $name } of { $peer } was kept, and no client of this number is there: closed
nobody = nobody

# The frame log, when it cannot be used.
log-no-directory = cannot make the log directory { $path }: give another one with --log-dir
log-unread = cannot read { $path }: the frame log has to be readable and writable for this user; mend its rights or give another one with --log-dir
log-locked = another tp-relais writes the frame log in { $path }: stop it, or give this one its own --log-dir
log-locked-by = another tp-relais (process { $pid }) writes the frame log in { $path }: stop it, or give this one its own --log-dir
log-version = { $path } was written by a later tp-relais (frame-log format { $version }): use that one, or give this one its own --log-dir
log-not-begun = cannot begin the segment { $path }: make room or mend the rights there
log-unwritten = cannot write the frame log { $path }: check the disk, then start tp-relais again
log-unsynced = cannot bring { $path } to disk: check the disk, then start tp-relais again
key-unusable = cannot use the key { $path } for the hashes of payloads: mend its rights, or set payload to another value
key-bad = { $path } { $why }, so it is no key for the hashes of payloads: put the right one there, or remove it and have a new one made
key-is-link = is a link
key-is-no-file = is no file
key-is-open = can be read or written by others (run chmod 0600 on it if nobody has)
key-is-short = is shorter than 32 bytes
key-is-long = is longer than 1024 bytes
log-no-space-to-end = no space to end the segment { $path }: every whole frame in it is kept; make room there, then start tp-relais again
log-frame-numbers = the next frame after { $path } would have the number { $number }, and no relay counts that far: move that file out of the frame log, then start tp-relais again
log-client-numbers = the next client after { $path } would have the number { $number }, and no relay counts that far: move that file out of the frame log, then start tp-relais again
log-no-name = no name is left for a segment behind { $path }: move that file out of the frame log, then start tp-relais again
system-unread = cannot read { $path }
start-refused = the system refused what the relay needs to start
thread-ended = the { $thread } thread ended unexpectedly: please report what stands above this line
diagnostics-no-directory = cannot make the directory of the diagnostics { $path }; change diagnostics.directory in the configuration
diagnostics-no-file = cannot begin a file with diagnostics in { $path }; change diagnostics.directory in the configuration

# Files that the relay keeps and people may edit.
state-unread = cannot read { $path }
state-unwritten = cannot write { $path }
state-foreign = { $path } is not as tp-relais keeps it ({ $reason }): mend it, or remove it
names-unused = names of peers and addresses: { $what }
bans-lost = the bans of earlier runs do not hold: { $what }
bans-unkept = the bans do not outlast a restart: { $what }
set-aside = it is set aside as { $path }

# When the relay is ready.
greeting-room = room { $room } ({ $mode }):
greeting-room-paused = room { $room } ({ $mode }, paused: nothing is read until `tp-ctl resume`):
greeting-here = (this machine only)
greeting-frame-log = frame log: { $path }

# How the relay is, for a service manager.
status-clients = { $count ->
    [one] { $count } client
   *[other] { $count } clients
}
status-half-closed = { $count } half-closed
status-log = log { $size }
status-disk = disk { $percent } % free
status-paused = room { $room } is paused (tp-ctl resume)
status-unused = the configuration is used as it was: { $why }
status-stopping = stopping: sending what is still queued
stopping = stopping: sending what is still queued; a second signal stops at once
stopped-at-once = stopped at once
slow-farewell = some clients did not take what was theirs in { $seconds } s
manager-untold = the service manager could not be told ({ $times ->
    [one] once
   *[other] { $times } times
}): { $why }
manager-unusable = the service manager cannot be used: { $why }
manager-full = the service manager does not keep every client's connection ({ $times ->
    [one] once
   *[other] { $times } times
}): { $why }; a restart disconnects those
manager-takes-no-more = it does not take any more of them

# The configuration, when it is used.
reloaded = the configuration is reloaded
reloaded-waiting = the configuration is reloaded; what changed of { $keys } waits for a restart
not-reloaded = the configuration is not reloaded, and what held before goes on: { $why }
mode-stays = room { $room }: the mode stays { $mode }, as was ordered, and is not { $configured } before a stop
pause-stays = room { $room } is paused, as { $by } ordered: nothing is read from its clients until `tp-ctl resume`
user-unknown = uid unknown
no-such-room = the configuration has a section [room.{ $room }], and there is no room on that port
fewer-clients = only { $allowed ->
    [one] { $allowed } client
   *[other] { $allowed } clients
} at once and not { $wanted }: this process may open { $descriptors } files (raise it with ulimit -n)

# Clients.
refused-clients = refused { $times ->
    [one] { $times } client, { $peer }
   *[other] { $times } clients, { $peer } the last
}: { $why }
refused-denied = the address filter (limits.allow, limits.deny)
refused-banned = a ban (tp-ctl ban lists them)
refused-full = as many are connected as may be (limits.clients)
refused-of-address = too many of one address are connected (limits.clients-per-address)
refused-too-often = one address connects too often (limits.connects-per-second-per-address)
cannot-accept = cannot accept clients ({ $times ->
    [one] once
   *[other] { $times } times
}, { $clients } turned away now): { $why }
more-descriptors = { $what }; more files may be open with a higher LimitNOFILE or ulimit -n
gave-up = room { $room }: gave up { $times ->
    [one] { $times } client, peer { $number }
   *[other] { $times } clients, peer { $number } the last
} ({ $why }): { $bytes ->
    [one] { $bytes } byte for it was not taken
   *[other] { $bytes } bytes for it were not taken
}
cut-slow = slow
cut-stalled = stalled
cut-timeout = timeout
resumed = resumed: { $clients ->
    [one] { $clients } client goes on
   *[other] { $clients } clients go on
}, { $closed ->
    [one] { $closed } is closed
   *[other] { $closed } are closed
}
cannot-go-on = room { $room }: client { $number } ({ $peer }) cannot go on and is closed: { $why }
unplaced-unknown = the kernel does not say how far its connection is
unplaced-address = its connection is from { $peer } to { $local }, and not the one of the frame log
unplaced-written = { $written ->
    [one] { $written } byte was
   *[other] { $written } bytes were
} written to it, and the frame log has { $due } for it
unplaced-read = { $read ->
    [one] { $read } byte was
   *[other] { $read } bytes were
} read from it, and the frame log has { $logged }
unplaced-missing = { $backlog ->
    [one] { $backlog } byte is owed to it, and the frame log does not have it any more
   *[other] { $backlog } bytes are owed to it, and the frame log does not have them whole any more
}
unplaced-consume = its last frame is logged and cannot be taken from its connection
unplaced-leaving = it was leaving ({ $why }), and a later version has to say what that means
unplaced-unanswered = its message was logged, and no answer to it

# The frame log, while it works.
log-no-space = the frame log in { $path } has no space
log-room-unlogged = { $what }; room { $room }: frames are relayed without being logged until it has ({ $why })
log-room-waits = { $what }; room { $room }: nothing is read from clients until it has ({ $why })
log-space-again = the frame log has space again, after { $ms } ms
log-gap = room { $room }: frames { $first } to { $last }, { $bytes ->
    [one] { $bytes } byte
   *[other] { $bytes } bytes
}, were relayed without being logged ({ $times ->
    [one] { $times } gap
   *[other] { $times } gaps
} since this was last said)
log-last-words = no space for the last records of { $path } ({ $frames ->
    [one] { $frames } frame
   *[other] { $frames } frames
} relayed without being logged): { $why }
log-last-frames = room { $room }: the last frames could not be logged, so nobody got them
log-removed = removed the oldest segments of the frame log, { $bytes } bytes: { $why }
removed-total = { $count } over retain-bytes
removed-age = { $count } over retain-age
removed-free = { $count } to keep some of the disk free
removed-full = { $count } because the disk is full
log-untidy = the frame log cannot be tidied ({ $times ->
    [one] once
   *[other] { $times } times
}): { $what }
log-not-removed = { $path } is to be removed and cannot be: { $why }
log-no-next = room { $room }: the next segment cannot be begun yet: { $why }
times = { $what } ({ $times ->
    [one] once
   *[other] { $times } times
})
key-made = made a key for the hashes of payloads: { $path }

# What an earlier run left in the frame log.
found-damaged = { $path }: damaged at offset { $offset } ({ $what }); left as it is, tp-ctl verify says what else can be read
damage-no-label = the label is missing
damage-newer = the header is of a later format
found-unreadable = { $path }: cannot be read at offset { $offset } ({ $why }): check the disk
found-unsealed = { $path }: damaged at offset { $offset }, { $bytes ->
    [one] { $bytes } byte is
   *[other] { $bytes } bytes are
} not as { $bytes ->
    [one] it was
   *[other] they were
} sealed; left as it is, going on in a new segment with frame { $next }
found-open = { $path }: the last run left it open: { $clients ->
    [one] { $clients } client is
   *[other] { $clients } clients are
} still there
found-torn = { $path }: the last run did not end in order: { $frames ->
    [one] { $frames } frame
   *[other] { $frames } frames
} kept unsealed, { $bytes ->
    [one] { $bytes } byte
   *[other] { $bytes } bytes
} cut off, { $clients ->
    [one] { $clients } client
   *[other] { $clients } clients
} closed
found-continued = { $path }: the last run did not come to end it: it goes on in { $next }
found-empty = { $path } is empty: removed
found-foreign = { $path } is no frame log (it has no seal): set aside as { $aside }

audit-mode = mode by { $by }: room { $room } is { $mode }, and was { $before }
audit-ban = ban by { $by }: { $net } is refused for { $seconds } s, { $clients ->
    [one] { $clients } client of it is cut
   *[other] { $clients } clients of it are cut
}
audit-lift = lift by { $by }: { $net } is not banned any more
audit-rotate = rotate by { $by }: room { $room } goes on in { $segment }
audit-stop = stop by { $by }
audit-reload = reload by { $by }
audit-say = say by { $by }: frame { $number } of room { $room }, { $bytes ->
    [one] { $bytes } byte
   *[other] { $bytes } bytes
} to { $whom }
audit-kick = kick by { $by }: peer { $number } ({ $peer }) of room { $room }, { $bytes ->
    [one] { $bytes } byte for it was not taken
   *[other] { $bytes } bytes for it were not taken
}
audit-pause = { $verb } by { $by }: room { $room }
audit-as-before = { $verb } by { $by }: room { $room }, as it was before
audit-named = name by { $by }: { $who } has another name now
audit-unnamed = name by { $by }: { $who } has no name any more
audit-refused = { $verb } by { $by }: refused: { $why }
audit-peers = { $peers ->
    [one] { $peers } peer
   *[other] { $peers } peers
}
audit-peer = peer { $number }

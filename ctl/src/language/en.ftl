# English. A no-break space stands between a number and its unit.

date = { $day } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
} { $year }
period-of-day = { $day }, { $from } to { $to }
period-of-days = { $first }, { $from } to { $last }, { $to }

server = server
peer = peer { $number }
others = { $count ->
    [one] other
   *[other] others
}
room-title = Room { $room }, mode { $mode }
quoted = “{ $text }”
frames-of = { $count ->
    [one] 1 frame, { $size }
   *[other] { $count } frames, { $size }
}
frames-numbered = { $numbers }: { $frames }
not-in-the-log = { $count ->
    [one] Frame { $numbers } is not in the log
   *[other] Frames { $numbers } are not in the log
}
missing = { $count ->
    [one] 1 frame not in the log
   *[other] { $count } frames not in the log
}
for-nobody = (for nobody)
joins = joins
leaves = leaves ({ $why })
many-join = { $count ->
    [one] 1 joins
   *[other] { $count } join
}
many-leave = { $count ->
    [one] 1 leaves ({ $why })
   *[other] { $count } leave ({ $why })
}
many-gone = { $count ->
    [one] 1 leaves
   *[other] { $count } leave
}
note-lanes = { $together ->
   *[other] { $all } clients: { $own } have a lane, the quietest { $together } share one.
}
note-frames = { $together ->
   *[other] { $all } frames: { $single } are drawn one by one, { $together } between them are grouped.
}
nothing-here = Nothing happened here.

why-left = left
why-reset = reset by the client
why-timeout = no longer reachable
why-slow = too slow
why-stalled = stopped reading
why-kicked = sent away
why-end-word = said the end word
why-answered = answered
why-shutdown = server stopped
why-idle = silent for too long
why-restart = server restarted
why-not-resumed = lost when the server restarted

copy-taken = copy accepted by the kernel
copy-never = copy that the kernel never accepted
copy-some = copies of which the kernel accepted some
copy-waiting = copy on its way
copy-unknown = copy of unknown fate

ladder-heading = Who said what, and who got it
ladder-desc = Sequence diagram, part { $part } of { $parts }: the server in the middle, a lane for each client, time running down. Each frame is an arrow from its sender to the server, and from there an arrow to each recipient.
ladder-legend = Time runs down. Each frame goes to the server first, and from there to its recipients.
star-heading = The server and its clients
star-desc = { $count ->
    [one] The server in the middle and 1 client beside it.
   *[other] The server in the middle and { $count } clients or groups of clients around it.
} The thicker a line, the more bytes went along it; the table below has the figures.
star-legend = No client talks to another directly. The thicker the line, the more bytes went along it.
client-traffic = sent { $sent ->
    [one] 1 frame
   *[other] { $sent } frames
} ({ $sent_size }), was sent { $got ->
    [one] 1 frame
   *[other] { $got } frames
} ({ $got_size })
chart-heading = Traffic over time
chart-desc = Two rows of bars, { $span } each: { $frames ->
    [one] 1 frame
   *[other] { $frames } frames
} received in all, { $copies ->
    [one] 1 copy
   *[other] { $copies } copies
} relayed.
chart-received = Received by the server: frames every { $span }
chart-relayed = Relayed by the server: copies every { $span }
chart-bar = { $time }: { $count } ({ $size })
legend-in = to the server
legend-out = from the server
legend-present = connected when the log ends
legend-gone = has left

report-title = What went through the server
mode-others = each frame goes to all the other clients
mode-all = each frame goes to everybody, its sender too
mode-echo = each frame goes back to its sender
mode-ack = the server answers each client and closes
tile-clients = { $count ->
    [one] client
   *[other] clients
}
tile-frames = { $count ->
    [one] frame received
   *[other] frames received
}
tile-copies = { $count ->
    [one] copy to deliver
   *[other] copies to deliver
}
tile-bytes = received in all
verdict-ok = Nothing was lost
verdict-lost = Something was lost
verdict-unknown = The log cannot tell
verdict-nothing = Nothing was said
verdict-counts = The clients sent { $received ->
    [one] 1 frame
   *[other] { $received } frames
}; the server had { $deliveries ->
    [one] 1 copy
   *[other] { $deliveries } copies
} of them to pass on.
verdict-every-copy = Every copy for a client that stayed was accepted whole by the kernel.
verdict-sent = { $count ->
    [one] 1 copy accepted by the kernel
   *[other] { $count } copies accepted by the kernel
}
verdict-pending = { $count ->
    [one] 1 copy still on its way
   *[other] { $count } copies still on their way
}
verdict-gone = { $count ->
    [one] 1 copy for a client that left by itself first
   *[other] { $count } copies for clients that left by themselves first
}
verdict-losses = { $count ->
    [one] 1 copy lost: the server gave its recipient up
   *[other] { $count } copies lost: the server gave their recipients up
}
verdict-unknowns = { $count ->
    [one] 1 copy of which the log does not say whether it went out
   *[other] { $count } copies of which the log does not say whether they went out
}
verdict-orphans = { $count ->
    [one] 1 sign of bytes that were relayed and not logged
   *[other] { $count } signs of bytes that were relayed and not logged
}
verdict-gaps = { $count ->
    [one] 1 place where the log does not hold what happened
   *[other] { $count } places where the log does not hold what happened
}
verdict-first = The log begins with frame { $number }.
verdict-whole-log = This is about the whole log of the room, not only the time shown here.
table-heading = Client by client
table-caption = Every client with its address, its times and its traffic
column-number = No.
column-name = Name
column-address = Address
column-joined = Joined
column-left = Left
column-why = Why
column-sent = Sent
column-got = Was sent
column-missing = Missing
column-frames = frames
column-bytes = bytes
before = before { $time }
still-there = there when the log ends
left-unseen = gone, the log does not say when
footer = Made by tp-ctl { $version } from the frame log, { $time }.
footer-kernel = “Accepted by the kernel” means that the server’s system has taken the bytes to send them; whether a person has read them, no server knows.
footer-zone = Times are local ({ $offset }).
kicked-in-order = peer { $number } ({ $who }) of room { $room }: closed in order
kicked-at-once = peer { $number } ({ $who }) of room { $room }: cut at once, { $bytes ->
    [one] 1 byte for it was not taken
   *[other] { $bytes } bytes for it were not taken
}
kicked-more = { $count ->
    [one] and 1 more peer
   *[other] and { $count } more peers
}
said = frame { $number } of room { $room }: to { $count ->
    [one] 1 peer
   *[other] { $count } peers
}
room-paused = room { $room }: paused, nothing is read from its clients until `tp-ctl resume`
room-paused-before = room { $room }: is paused already
room-read-again = room { $room }: its clients are read again
room-not-paused = room { $room }: is not paused
mode-changed = room { $room }: { $mode } from its next frame on, { $before } until now
mode-as-before = room { $room }: { $mode }, as before
reloaded = the configuration is reloaded; new from now on: { $keys }
reloaded-same = the configuration is reloaded; nothing is new from now on
reload-waits = what changed of these waits for a restart: { $keys }
stopping = tp-relais is stopping (process { $pid }, { $clients ->
    [one] 1 client
   *[other] { $clients } clients
})
stopping-managed = a service manager started it, and starts it again where its unit says so (Restart=always): `systemctl stop tp-relais` stops it for good
name-none = nobody has a name
name-given = { $who } is called { $name } now
name-kept = { $who } is called { $name } already
name-changed = { $who } is called { $name } now, and no longer { $before }
name-taken = { $who } is no longer called { $before }

why-banned = banned
ban-done = { $net } is banned for { $time }, until { $until }
ban-renewed = { $net } was banned already; now it is for { $time }, until { $until }
ban-cut = { $count ->
    [one] 1 client of it was cut
   *[other] { $count } clients of it were cut
}
ban-lifted = { $net } is not banned any more
ban-within = it is refused all the same: it lies in { $net }, which is banned
ban-none = no bans
ban-row = { $left } left, until { $until }, by { $by }
ban-this-machine = warning: { $net } is this machine, too: clients that run on the server itself are refused
ban-unkept = warning: it holds now, but the next start of the daemon will not know of it: cannot write { $path }: { $why }
event-started = tp-relais { $version } is ready
event-joined = peer { $number } joins room { $room } from { $address }
event-left = peer { $number } leaves room { $room }, { $address }: { $why }
event-cut = peer { $number } is cut from room { $room }, { $address }: { $why }
event-undelivered = { $count ->
    [one] 1 byte for it was not taken
   *[other] { $count } bytes for it were not taken
}
event-refused = { $count ->
    [one] 1 client refused
   *[other] { $count } clients refused
}: { $why }
event-last = the last from { $address }
event-paused = room { $room }: nothing is read from clients ({ $why })
event-unlogged = room { $room }: frames are relayed without being logged ({ $why })
event-resumed = room { $room } goes on as usual
event-rotated = room { $room }: the log goes on in { $segment } ({ $why })
event-banned = { $net } is banned for { $time }
event-reloaded = the configuration is read again and used
event-waiting = a restart is needed for { $keys }
event-not-reloaded = the configuration was read again and is not used: { $why }
event-ordered = { $by } ordered { $order }
event-order-failed = { $by } ordered { $order }, in vain: { $why }
user-unknown = uid unknown
event-stopping = tp-relais stops
event-unknown = something that this tp-ctl does not know: use the one that came with the daemon
events-missed = { $count ->
    [one] 1 event before this one is lost: more happened than could be told
   *[other] { $count } events before this one are lost: more happened than could be told
}
events-none = nothing has happened yet
rotated-size = the segment was full
rotated-age = the segment was old enough
rotated-order = by order
top-clients = { $count ->
    [one] 1 client
   *[other] { $count } clients
}
top-to-server = in { $arrow } { $frames ->
    [one] 1 frame/s
   *[other] { $frames } frames/s
}, { $size }/s
top-from-server = out { $arrow } { $frames ->
    [one] 1 copy/s
   *[other] { $frames } copies/s
}, { $size }/s
top-log-ok = frame log: { $size } in { $count ->
    [one] 1 segment
   *[other] { $count } segments
}
top-log-paused = frame log: NO SPACE, nothing is read from clients
top-log-degraded = frame log: NO SPACE, frames are relayed without being logged
top-refused = { $count ->
    [one] 1 client refused
   *[other] { $count } clients refused
}
top-paused = PAUSED, not read: { $rooms }
top-is-paused = PAUSED
top-rooms = { $count ->
    [one] { $count } room
   *[other] { $count } rooms
}
top-gone = The daemon has gone, waiting for it: { $why }
top-waiting = Waiting for the daemon
top-nobody = Nobody is connected.
top-nobody-any-more = Nobody was there any more.
top-choose-first = Choose a client first, with the arrows.
top-room-first = Choose a room first, with r.
top-no-match = No client is like that.
top-star = { $count ->
    [one] 1 client
   *[other] { $count } clients
}
top-no-star = { $count ->
    [one] A star of { $count } client needs a larger window.
   *[other] A star of { $count } clients needs a larger window.
}
top-table = clients { $first } to { $last } of { $count }
top-sorted = by { $sort }
top-filtered = with “{ $text }”
top-in-room = in room { $room }
top-frames = last frames
top-no-frames = Nothing was said yet.
top-no-log = The frame log cannot be read: { $why }
top-help = ? help  q quit  s sort  / filter  r room  t table  k kick  b ban  p pause
top-help-title = keys
top-help-arrows = arrows
top-help-choose = choose a client; PgUp, PgDn, Home and End go further
top-help-kick = kick the client that is chosen, after a question
top-help-ban = ban its address for a time, after a question
top-help-pause = pause the room, or read from its clients again, after a question
top-help-sort = sort by the next of: number, address, in, out, backlog, state
top-help-filter = only clients with a text in number, address, name or room
top-help-room = the next room alone, and in the end all rooms again
top-help-table = a table where there would be a star, and back
top-help-escape = nobody is chosen any more, and all clients are shown
top-help-help = these words; any key ends them
top-help-quit = quit; so does Ctrl-C
top-help-signs = { $up } to the server, { $down } from the server; backlog: bytes that wait for a client that reads slowly
top-any-key = any key: back
top-filter = Only clients with: { $text }
top-ask-kick = Send peer { $number } ({ $address }) away?
top-ban-net = { $address } stands for its /64, { $net }: all in it are refused
top-ban-cuts = { $count ->
    [one] 1 client is cut: { $who }
   *[other] { $count } clients are cut: { $who }
}
top-ask-ban = Ban { $net } for { $time }?
top-ask-pause = Read nothing from the clients of room { $room } any more?
top-ask-resume = Read from the clients of room { $room } again?
top-yes-no = y/n
top-done = Done.
top-server = server
top-backlog = backlog { $size }
top-sort-number = number
top-sort-address = address
top-sort-in = what they send
top-sort-out = what they are sent
top-sort-backlog = backlog
top-sort-state = state
top-column-number = NO
top-column-client = CLIENT
top-column-name = NAME
top-column-room = ROOM
top-column-frames = FRAMES
top-column-backlog = BACKLOG
top-column-state = STATE
top-state-open = open
top-state-half-closed = half-closed
top-state-slow = slow
top-state-leaving = leaving
top-small = too small

count-bytes = { $count ->
    [one] { $digits } byte
   *[other] { $digits } bytes
}
count-clients = { $count ->
    [one] { $digits } client
   *[other] { $digits } clients
}
count-peers = { $count ->
    [one] { $digits } peer
   *[other] { $digits } peers
}
count-copies = { $count ->
    [one] { $digits } copy
   *[other] { $digits } copies
}
count-segments = { $count ->
    [one] { $digits } segment
   *[other] { $digits } segments
}
count-lines = { $count ->
    [one] { $digits } line
   *[other] { $digits } lines
}
number-run = { $first } to { $last }
room-says = room { $room }: { $what }
path-says = { $path }: { $what }
not-kept = (not kept)

title-number = NO
title-room = ROOM
title-client = CLIENT
title-server = SERVER
title-name = NAME
title-who = WHO
title-since = SINCE
title-until = UNTIL
title-why = WHY
title-idle = IDLE
title-state = STATE
title-backlog = BACKLOG
title-undelivered = UNDELIVERED
title-in = IN
title-out = OUT
title-bytes = BYTES
title-frames-in = FRAMES IN
title-bytes-in = BYTES IN
title-frames-out = FRAMES OUT
title-bytes-out = BYTES OUT
title-mode = MODE
title-peers = PEERS
title-frames = FRAMES
title-listens = LISTENS ON
title-time = TIME
title-from = FROM
title-to = TO
title-length = LEN
title-text = TEXT
title-clients = CLIENTS
title-numbers = NUMBERS

other-scheme = `{ $scheme }://` is another protocol than the relay's: write { $instead }
two-ports = two ports are given, { $own } behind the host and { $other } after it: write one of them
no-daemon = no daemon is running: tried { $tried }; start one with `systemctl start tp-relais` (or just `tp-relais` as yourself), or name the directory of its sockets with --runtime-dir
may-not-use = not allowed to use { $path }: { $way }
way-in-by-group = join the group { $group } (`sudo usermod -aG { $group } $USER`, then log in again)
way-in-of-another = it is another user's own; run a tp-relais of yours, or ask for the system's
cannot-connect = cannot connect to { $path }
broken-session = the daemon at { $path } did not answer as it should; `systemctl status tp-relais` may say why
other-protocol = the daemon is tp-relais { $version } with protocol { $protocol }, this tp-ctl speaks { $ours }: use the tp-ctl that came with it
daemon-gone = the daemon at { $path } has ended the session: it was stopped, or started anew
refused = the daemon refused: { $text }
refused-because = the daemon refused: { $reason } ({ $text })
wrong-answer = the daemon answered something else than it was asked: use the tp-ctl that came with it
refusal-unknown-request = it does not know this request
refusal-bad-message = it did not understand the message
refusal-not-allowed = that is not allowed here
refusal-busy = it has no session left, try again in a moment
refusal-no-such-room = there is no such room
refusal-not-now = it cannot be done now
refusal-internal = something is wrong with it
refusal-no-such-peer = there is no such peer
refusal-ambiguous = that means several peers or several rooms
refusal-bad-value = this value will not do
refusal-no-such-ban = this address is not banned

cause-closed = the connection was closed
message-length = a message of { $bytes ->
    [one] { $bytes } byte
   *[other] { $bytes } bytes
}; 1 to { $most } are allowed
message-body = a message that cannot be understood: { $what }
message-trailing = { $bytes ->
    [one] { $bytes } byte
   *[other] { $bytes } bytes
} too many at the end of a message
block-unread = reading failed at offset { $offset }
block-no-label = not a frame log: the label is missing at offset 0
block-newer = frame-log format { $version } is newer than this program reads ({ $ours })
block-damaged = damaged at offset { $offset }: { $what }
record-shape = a { $kind } record of another shape: { $reason }
block-torn = cut off or damaged at offset { $offset }: no seal covers what follows
block-empty = no frame log: the file is empty at offset 0
by-its-header = { $what }, by its header at offset { $offset }; left out
and-rest-left-out = { $what }; the rest left out
and-left-out = { $what }; { $bytes } left out
and-more = { $what }; { $more }
no-frame-log = no frame log in { $dir }: name the directory that holds `frames` with --log-dir, or a segment, or start tp-relais, which writes one
no-frame-log-but-room = no frame log in { $dir }: a room is named by --room { $dir }
no-room-in-log = no room { $room } in { $dir }: it has { $rooms }
no-room-yet-in-log = no room { $room } in { $dir }: it has none yet
cannot-read = cannot read { $path }
may-not-read = cannot read { $path }; its owner may, and its group where it lets it: join that, then log in again
or-name-the-log = { $what }; or name the log itself with --log-dir
no-file-directory = it is a directory and no file
no-file-pipe = it is a pipe and no file
no-file-socket = it is a socket and no file
no-file-device = it is a device and no file
hole-gone = room { $room }: { $count ->
    [one] frame { $first } is
   *[other] frames { $first } to { $last }, { $digits } frames, are
} not in the log any more
hole-unreadable = room { $room }: { $count ->
    [one] frame { $first }
   *[other] frames { $first } to { $last }, { $digits } frames,
} cannot be read
hole-not-logged = room { $room }: { $count ->
    [one] frame { $first } was
   *[other] frames { $first } to { $last }, { $digits } frames, were
} relayed but not logged: { $why }
no-space = no space

raw-on-terminal = --raw writes what peers sent as it is, which a terminal would obey: send it to a file or a pipe
no-terminal = top draws on a terminal, and here is none: status and peers tell a pipe the same
watcher-ended = the thread that asks the daemon has ended
output-failed = the output could not be written
output-failed-json = the output could not be written as JSON
output-failed-csv = the output could not be written as comma-separated values
target-exists = { $file } is there already: choose another name, or write over it with --force
target-frame-log = { $file } holds a frame log, and that is never written over: choose another name
target-unwritten = cannot write { $file }
target-interrupted = interrupted: { $file } was not written
capture-on-terminal = a capture is not for a terminal: name a FILE, or send it on, as in --pcapng - | wireshark -k -i -
capture-is-whole = { $option } chooses single frames, and a capture holds whole conversations: leave it out, choose with --room, --since and --until, or let Wireshark filter what is shown
time-wanted = a time is wanted: 10:15, 2026-01-31 10:15, RFC 3339, or a time ago, as 10 min ago
size-wanted = a size is wanted, 100, or a range, 100.. or ..100 or 100..200
net-wanted = an address is wanted, 192.168.1.20, or a net, 192.168.1.0/24
ban-net-wanted = an address or a net is wanted: 192.168.1.20, 192.168.1.0/24, 2001:db8::1
ban-time-wanted = a time from 1s to { $days } days is wanted: 90s, 10min, 2h, 1day 12h
regex-wanted = no regular expression: { $what }
regex-other = it cannot be understood
regex-unclosed-group = unclosed group
regex-unopened-group = unopened group
regex-unclosed-class = unclosed character class
regex-nothing-to-repeat = repetition operator missing expression
regex-escape-cut = incomplete escape sequence, reached end of pattern prematurely
regex-escape-unknown = unrecognized escape sequence
regex-unclosed-count = unclosed counted repetition
regex-count-no-number = repetition quantifier expects a valid decimal
regex-count-backwards = invalid repetition count range, the start must be <= the end
regex-class-backwards = invalid character class range, the start must be <= the end
regex-look-around = look-around, including look-ahead and look-behind, is not supported
regex-back-reference = backreferences are not supported
regex-too-large = the regular expression is too large
text-shorter = a shorter text is wanted
interval-wanted = seconds are wanted, from 0.1 to 86400

status-first = tp-relais { $version }, process { $pid }, since { $since }
moment = { $day }, { $time } ({ $offset })
addresses-to-type = Addresses to type:
frame-log-is = Frame log: { $state }; { $segments }, { $size }, in { $directory }
mode-paused = { $mode } (paused)
log-ok = ok
log-paused = paused, it cannot be written: nothing is read from clients until it can
log-degraded = degraded, it cannot be written: frames are relayed without being logged
dropped-lines = Diagnostics dropped since the start: { $lines } (they came faster than they could be written)
status-refused = Refused since the start: { $clients } ({ $reasons })
gate-denied = by the address filter
gate-banned = { $clients ->
   *[other] banned
}
gate-clients = for want of a place
gate-address-clients = too many from one address
gate-address-rate = too fast from one address
gate-descriptors = for want of descriptors
goes-on-in = room { $room }: goes on in { $segment }

no-peers = no peers
no-such-peers = no such peers, of { $count ->
    [one] the one
   *[other] the { $count }
} there now
no-leavers = nobody has left, as far as the log goes back
peer-not-left = no peer { $who } has left, as far as the log goes back: { $left }
nobody-called-left = nobody called "{ $who }" has left, as far as the log goes back: { $left }
nobody-left = nobody has
left-last = { $count ->
    [one] the last to leave was { $peers }
   *[other] the last to leave were { $peers }
}
peer-not-logged = there is no peer { $who } in the log: { $logged }
nobody-called-logged = nobody in the log is called "{ $who }": { $logged }
nobody-logged = nobody is in it
logged-last = { $count ->
    [one] the only one to come was { $peers }
   *[other] the last to come were { $peers }
}
no-such-leavers = nobody of that kind has left, as far as the log goes back
no-room-of-daemon = no room { $room }: there are { $rooms }
no-column-here = there is no column { $column } in this view: it has { $columns }
state-open = open
state-slow = slow
state-half-closed = half-closed
state-leaving = leaving
state-idle = idle, nothing for { $span }
state-idle-short = idle { $span }
state-waiting = waiting for an answer for { $span }, probably
state-waiting-short = waiting { $span }?
joined-before = before
when-unknown = unknown
watch-heading = { $time }, { $count ->
    [one] { $count } peer
   *[other] { $count } peers
}; every { $span }, Ctrl-C ends
watch-lost = since { $time } without an answer, still trying: { $why }
watch-back = the daemon is there again
and-rows-more = { $count ->
    [one] and { $count } row more, the screen is too low: see --sort, --state or tp-ctl top
   *[other] and { $count } rows more, the screen is too low: see --sort, --state or tp-ctl top
}

legend-of-number = its number, never given twice
legend-of-room = the room: the server’s port
legend-of-client = the client’s address and port
legend-of-server = the address and port it connected to
legend-of-name = what people call it
legend-of-since = when it connected
legend-of-until = when it left
legend-of-why = why it left
legend-of-idle = how long nothing came from it or went to it
legend-of-frames-in = frames that it sent
legend-of-bytes-in = bytes that it sent
legend-of-frames-out = frames that the kernel took for it
legend-of-bytes-out = bytes that the kernel took for it
legend-of-backlog = bytes that wait for it
legend-of-undelivered = bytes for it that were never taken
legend-of-state = what it is doing:
legend-of-open-state = open: it sends, and takes what is for it
legend-of-idle-state = idle: nothing from it or to it for { $span } or more
legend-of-waiting-state = waiting: a guess (“?”, “probably”): it spoke and got nothing since
legend-of-slow-state = slow: it does not take what waits for it
legend-of-half-closed-state = half-closed: it sends no more, and still takes
legend-of-leaving-state = leaving: it gets what is left, then it is closed

hints-heading = Hints, by the last frames that each has sent; they are guesses:
hints-none = No hints: nothing strikes the eye in the last frames that each has sent.
hint-of = peer { $number }: { $what }
hint-of-named = peer { $number } ({ $name }): { $what }
hint-bytes-repr = frame { $n } is b'...' as text: perhaps str(message) or an f-string was sent where message.encode() was meant
hint-not-utf8 = frame { $n } is no UTF-8, perhaps Latin-1: encode("utf-8") on one side and decode("utf-8") on the other go together
hint-utf16 = frame { $n } looks like UTF-16 or begins with a byte order mark: plain encode() sends neither
hint-http = frame { $n } is an HTTP request: perhaps a browser was pointed at this port
hint-tls = frame { $n } begins a TLS session: perhaps https:// or an ssl socket, and here nobody answers to that
hint-telnet = frame { $n } negotiates as telnet does: the bytes are passed on like any others, `nc` is quieter
hint-repeated = the same frame { $times } times within { $span }: perhaps a loop that sends without waiting, a recv() or an input() may be missing in it
hint-long = frame { $n } has { $len } bytes: whoever reads with recv(1024) gets it in pieces, and has to read until it has all
hint-glued = frame { $n } holds the same message several times: perhaps several send() without waiting between them, TCP keeps no borders
hint-near-end-word = frame { $n } is { $text }, which is not quite the word { $word }: it ends nothing
hints-blind = { $count ->
    [one] Of { $count } peer
   *[other] Of { $count } peers
} the log does not keep all bytes, or does not hold the last frames any more: what they say cannot be judged in full.

verify-received = { $count ->
   *[other] { $digits } received
}
verify-pending = { $count } on their way
verify-gone = { $count ->
    [one] { $digits } for a client that had left
   *[other] { $digits } for clients that had left
}
verify-unknown = { $count } of unknown fate
verify-gaps = { $count ->
    [one] { $digits } gap in the log
   *[other] { $digits } gaps in the log
}
verify-orphans = { $count ->
    [one] { $digits } orphan
   *[other] { $digits } orphans
}
verify-lost = { $count ->
   *[other] { $digits } lost
}
verify-from = (from frame { $first } on)
verify-verdict = { $counts }: { $verdict }
verify-word-ok = OK
verify-word-lost = LOST
verify-word-unknown = UNKNOWN
finding-no-segment = room { $room }: the log goes on with { $name }, which is not there
finding-undelivered = room { $room }: { $copies } behind frame { $through } never reached peer { $conn } ({ $why }): see trace { $next }
finding-left-out = room { $room }: frame { $n } was not relayed to { $peers } { $count ->
   *[other] that should have got it
}
finding-more = room { $room }: and { $digits } more like { $count ->
    [one] this
   *[other] these
}

no-frames-yet = no frames yet in { $path }
no-such-frames = no such frames in { $path }
raw-holes = the log keeps { $kept } of the { $len ->
    [one] { $len } byte
   *[other] { $len } bytes
} of frame { $n }: the output has holes
tail-to = to
tail-nobody = nobody
tail-others = others ({ $count })
tail-all = all ({ $count })

trace-heading = frame { $n } of room { $room }
label-received = received
label-from = from
label-on = on
label-length = length
label-text = text
label-for = for
trace-for-none-ack = none: in mode ack the server answers, see frame { $n }
trace-for-none = none: nobody else was there to get it
trace-brief = { $time }, from { $source }, { $length }: { $text }
trace-server = the server itself
trace-peer = peer { $conn }, { $address }
trace-peer-named = peer { $conn }, { $name }, { $address }
trace-ambiguous = there is a frame { $n } in { $count } rooms, name one with --room: { $rooms }
fate-accepted = accepted by the kernel within { $span }
fate-waiting = still waiting after { $span }; { $taken }
fate-waiting-behind = still waiting after { $span }; { $taken }; backlog { $backlog }
fate-never = never accepted: { $reason } ({ $why }) after { $span }; { $taken }
fate-unknown = not known: { $lack }
taken-none = none of its { $length } went
taken-some = { $taken } of its { $length } went, { $missing } missing
ended-left = the client left first
ended-reset = the client reset its connection
ended-timeout = the client was not heard of any more
ended-slow = the client was cut for being slow
ended-stalled = the client was cut because it took nothing
ended-kicked = the client was sent away
ended-banned = the client’s address was banned
ended-end-word = the client left with the end word
ended-answered = the client had its answer
ended-shutdown = the server stopped
ended-other = the connection ended
lack-restart = the server ended without a word, and the kernel may have taken more than is on record
lack-stranger = the log does not hold that this client was there
lack-vanished = the client has gone, and the log does not hold when and why
lack-damage = the log cannot be read where it would say so
lack-log-ends = what is there of the log ends before it says so
absent-removed = frame { $n } is not in the log of room { $room }: what is there begins with frame { $first }
absent-none-yet = there is no frame { $n } in room { $room }: none yet
absent-not-yet = there is no frame { $n } in room { $room } yet: the last one is { $last }
absent-behind = frame { $n } is not in what is there of room { $room }: it ends before frame { $next }
absent-missing = frame { $n } is not in the log of room { $room } any more: frames { $first } to { $last } are missing
absent-unreadable = frame { $n } of room { $room } is where the log cannot be read
absent-not-logged = frame { $n } of room { $room } was relayed but not logged; so were { $frames }: { $why }
not-logged-run = frames { $first } to { $last }, { $bytes }, between { $from } and { $to }

banner-title = Room { $room }, mode { $mode }. Type this address:
banner-loopback = Only this machine reaches it; `tp-relais --listen PORT` is for all.
banner-paused = PAUSED: nothing that is sent there is read until `tp-ctl resume`.
banner-others = If nobody answers there, one of these:
banner-rooms = Other rooms, for --room: { $rooms }
banner-python = A client in Python (`tp-ctl banner --python > client.py`):
banner-qr = The same address for telephones: { $uri }
banner-more-client = A client in Python: `tp-ctl banner --python`, or a larger window.
banner-more-code = A code for telephones: a larger window.

semicolon = {"; "}{ $more }

comment-section = What a tp-relais relayed, from its frame log. Addresses, ports, times and payloads are as the relay logged them: a packet from a client is a frame, what one read of its socket returned; a packet to a client is a copy that the kernel took for it, shown at the time of its original. TCP and IP headers, handshakes, acknowledgements and closes are reconstructed: nobody captured them. Every connection is closed with FIN here; where it really ended in a reset, a comment says so.
comment-peer = peer { $conn }
comment-peer-named = peer { $conn } ({ $name })
comment-interface = peer { $conn } { $address } in room { $room }, mode { $mode }
comment-joins = { $who } joins
comment-before = { $who } was there before the log begins: { $rx } from it and { $tx } to it are not here
comment-stranger = { $who } joined in a part of the log that cannot be read
comment-original = frame { $n } from { $who }, relayed to { $to }
comment-to-nobody = nobody
comment-copy = copy of frame { $n } from { $who }
comment-of-server = frame { $n }, the server's own words
comment-continued = frame { $n }, continued
comment-partly = the kernel took { $taken } of its { $length } and no more
comment-kept = the log keeps { $kept } of its { $length }, the rest here is filler
comment-hash = hash { $hash }
comment-leaves = { $who } leaves: { $why }
comment-undelivered = { $count ->
    [one] { $digits } byte for it was
   *[other] { $digits } bytes for it were
} not delivered
comment-broken = this FIN stands for a connection that broke or was reset
comment-vanished = { $who } has gone: the log does not hold when and why, and this FIN stands for it
comment-gap = before this, { $count ->
    [one] frame { $first } ({ $bytes }) was
   *[other] frames { $first } to { $last } ({ $bytes }) were
} relayed and not logged: { $why }
comment-missing = before this, { $count ->
    [one] frame { $first } is not in the log any more or cannot be read
   *[other] frames { $first } to { $last } are not in the log any more or cannot be read
}

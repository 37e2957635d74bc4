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
bytes = { $count } B
kilobytes = { $count } kB
megabytes = { $count } MB
gigabytes = { $count } GB
milliseconds = { $count } ms
seconds = { $count } s
minutes = { $count } min
hours = { $count } h
days = { $count } d

server = server
peer = peer { $number }
and-others = { $count ->
    [one] and 1 other
   *[other] and { $count } others
}
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
name-of-peer = peer { $number } ({ $address })
name-of-address = the address { $address }
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
ban-unkept = warning: it holds now, but the next start of the daemon will not know of it: { $why }
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
event-stopping = tp-relais stops
event-unknown = something that this tp-ctl does not know: use the one that came with the daemon
events-missed = { $count ->
    [one] 1 event before this one is lost: more happened than could be told
   *[other] { $count } events before this one are lost: more happened than could be told
}
events-none = nothing has happened yet
refused-denied = the address filter
refused-banned = banned
refused-clients = all places are taken
refused-address-clients = too many of one address
refused-address-rate = one address comes too often
refused-descriptors = the daemon may open no more files
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
top-paused = paused: { $rooms }
top-gone = The daemon has gone, waiting for it: { $why }
top-waiting = Waiting for the daemon
top-nobody = Nobody is connected.
top-no-match = No client is like that.
top-star = { $count ->
    [one] 1 client
   *[other] { $count } clients
}
top-table = clients { $first } to { $last } of { $count }
top-sorted = by { $sort }
top-filtered = with “{ $text }”
top-in-room = in room { $room }
top-frames = last frames
top-no-frames = Nothing was said yet.
top-no-log = The frame log cannot be read: { $why }
top-help = q quit  s sort  / filter  r room  t table  arrows choose  k kick  b ban  p pause
top-filter = Only clients with: { $text }
top-ask-kick = Send peer { $number } ({ $address }) away?
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

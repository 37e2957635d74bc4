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

banner-title = Room { $room }, mode { $mode }. Type this address:
banner-loopback = Only this machine reaches it; `tp-relais --listen PORT` is for all.
banner-others = If nobody answers there, one of these:
banner-python = A client in Python (`tp-ctl banner --python > client.py`):
banner-qr = The same address for telephones: { $uri }

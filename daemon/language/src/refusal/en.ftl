# What a relay refuses, and what goes with it.
and-others = { $count ->
    [one] and 1 other
   *[other] and { $count } others
}
name-of-peer = peer { $number } ({ $address })
name-of-address = the address { $address }
because = { $what }: { $cause }
refusal-bad-configuration = the configuration is not right, and what held before goes on
refusal-other = it cannot be done
refusal-unknown = tp-relais { $version } does not know this request: use the tp-ctl that came with it
refusal-late = the request was not whole within { $seconds } s
refusal-cut-short = the request ended before it was whole
refusal-no-message = the request is no message: that is its length, four bytes, and one CBOR item of that length
refusal-read-only = { $verb } changes something, and this socket only reads: use { $socket } beside it
refusal-sessions = all control sessions are taken: try again in a moment
refusal-followers = { $most ->
   *[other] { $most } follow the events already: end one of them
}
refusal-fault = the request could not be carried out; the daemon's diagnostics may say why
refusal-stopping = the relay is stopping
refusal-no-room = there is no room "{ $room }": the rooms are { $rooms }
refusal-which-room = there are several rooms: name one with --room, of { $rooms }
refusal-no-space = room { $room }: the frame log has no space
refusal-no-segment = room { $room }: the next segment cannot be begun yet: { $cause }
refusal-partly = { $why } (done before: { $done })
refusal-done-rooms = { $count ->
    [one] room { $rooms }
   *[other] rooms { $rooms }
}
refusal-done-peers = { $count ->
    [one] peer { $peers }
   *[other] peers { $peers }
}
refusal-no-peer = there is no peer { $who }: { $there }
refusal-nobody-called = nobody is called "{ $who }": { $there }
refusal-nobody-connected = nobody is connected
refusal-connected = connected are { $peers }
refusal-which-peer = { $who } is more than one peer: say which by its number, { $peers }
refusal-which-peers = { $who } is more than one peer: say which, { $peers }, or all of them with --all
refusal-nobody-named = nobody is named
refusal-has-left = whoever was meant has left by itself meanwhile
refusal-nobody-there = nobody is in room { $room }
say-length = a text of { $bytes ->
    [one] { $bytes } byte
   *[other] { $bytes } bytes
}, and 1 to { $most } can be said at once
refusal-not-a-net = { $net } is no address and no net: 192.168.1.20, 192.168.1.0/24 and 2001:db8::/32 are
refusal-ban-time = { $days ->
   *[other] a ban lasts 1 s to { $days } days, not { $seconds } s
}: who is never to come in belongs in limits.deny
refusal-too-many-bans = { $most ->
   *[other] there are { $most } bans already
}: lift one, or ban the net that several are in
refusal-no-bans = { $net } is not banned: there are no bans
refusal-not-banned = { $net } is not banned: the bans are { $bans }
refusal-ban-within = { $net } is not banned by itself, it lies in { $within }: lift that
refusal-name-taken = "{ $name }" is { $who } already: take it away there first, or find another name
refusal-too-many-names = { $most ->
   *[other] there are { $most } names already
}: take one away first
refusal-no-name = { $who } has no name
refusal-no-name-there = { $who } has no name, and nobody is connected from there
refusal-name-of-address = { $who } has no name of its own: "{ $name }" is the name of its address { $address }
refusal-names-unread = cannot read the names in { $path }: { $cause }
refusal-names-unwritten = cannot write the names to { $path }: { $cause }
refusal-names-foreign = { $path } does not hold names as they are kept ({ $cause }): mend it, or remove it
misread-unread = cannot read { $path }: { $cause }
misread-too-long = { $path } is larger than { $most } bytes: is it the right file?
misread-mistake = in { $path }: { $what }
misread-unfinished = it could not be read
bad-name-empty = a name cannot be empty: to take a name away, use --remove
bad-name-long = a name has { $most } bytes at most, and this one has { $bytes }
bad-name-hidden = a name cannot hold control characters or invisible ones, as '{ $which }' is
bad-name-bracket = a name cannot hold '{ $which }': labels have brackets around them
bad-name-address = a name cannot be a number or an address, for these say who is meant

# English.

found = Found:
probably = Probably:
perhaps = Perhaps:
next = Next:

seen-unknown = `{ $host }` has no address.
seen-slow = No name server has said what address `{ $host }` has.
tenths = { $seconds } s
seen-silent = { $address } accepted the connection after { $after }, and waits for somebody to speak.
seen-spoke = { $address } accepted the connection and said: { $text }
seen-closed = { $address } accepted the connection and closed it at once.
seen-refused = { $address } refused the connection after { $after }.
seen-timed-out = { $address } did not answer within { $after }.
seen-host-unreachable = { $address }: "no route to host" after { $after }.
seen-network-unreachable = { $address }: "network is unreachable".
seen-denied = { $address }: this machine did not let the connection out.
seen-other = { $address }: { $why }

reached = a server can be reached at { $address }, and it behaves as a relay does.
reached-silent = a relay can be reached at { $address }: the server there accepts connections and waits to be spoken to, as a relay does, but as a web server does too.
reached-speaking = a relay can be reached at { $address }, and what it said came from one of its clients: no kind of server that is known greets so.
reached-step = `tp-client { $address }`.
paused = the relay is there, and its room on port { $port } is paused: nothing that is sent to it is read.
paused-step = have it go on: `tp-ctl resume --room { $port }`.
foreign = the server there is no relay: it greets as { $name } does.
foreign-step = check the port; a relay's is 12345 where nobody said otherwise.
other-program = { $name } (process { $pid }) has port { $port }, and it is no tp-relais.
other-program-step = if it is your own server, all is well; else end it and start the relay, or give the relay another port.
closed-at-once = the relay is full, or does not let this machine's address in (`clients`, `allow` and `deny` in its configuration, or `tp-ctl ban`).
closed-at-once-step = ask whoever runs it for `tp-ctl status`: it counts whom it refused and why.
nothing-listens = no program of this machine listens on port { $port }.
nothing-listens-step = start one: `tp-relais --listen { $port }`.
not-running-there = that machine is there, and no program of it listens on port { $port }.
not-running-there-step = start one over there: `tp-relais --listen { $port }`; or check address and port with `tp-ctl banner` over there.
program = { $name } (process { $pid })
unnamed-program = a program that this user may not see
other-address = { $program } listens on port { $port }, but at another address: { $place }.
other-address-step = use { $place }, or have it listen at all addresses: `tp-relais --listen { $port }`, or in Python `bind(("0.0.0.0", { $port }))`.
loopback-only = the program that listens does so on { $place }, which only this machine itself can reach.
loopback-only-step = start it for all addresses: `tp-relais --listen { $port }`, or in Python `bind(("0.0.0.0", { $port }))`.
loopback-there = over there a program listens on 127.0.0.1 alone, which only that machine itself can reach.
loopback-there-step = over there, `ss -ltn` has 0.0.0.0:{ $port } or *:{ $port } when all can reach it.
loopback-typed = { $host } always means the machine that one sits at, and the relay runs on another one.
loopback-typed-step = type the relay's own address: `tp-ctl banner` over there shows it.
unspecified-typed = { $host } is where a server listens ("on all addresses"); a client cannot count on it.
unspecified-typed-step = type the relay's own address, or 127.0.0.1:{ $port } on the same machine.
time-wait = { $count ->
    [one] a server ended here a moment ago: one finished connection still holds port { $port }
   *[other] a server ended here a moment ago: { $count } finished connections still hold port { $port }
}, which keeps a server without SO_REUSEADDR from starting.
time-wait-step = wait a minute and start it again, or set SO_REUSEADDR; tp-relais needs neither.
other-port = a tp-relais of this machine listens on another port: { $ports }.
other-port-step = if it is the one that is meant, use port { $port }.
other-ports = relays of this machine listen on other ports: { $ports }.
other-ports-step = use one of these, if the relay that is meant is among them.
stopped = { $name } (process { $pid }) has the port and is stopped, as by Ctrl-Z.
stopped-step = have it go on: `fg` in its terminal, or `kill -CONT { $pid }`.
stalled = { $name } listens on port { $port } and takes no connections: it is busy, or waits for something else (a server that serves one client at a time).
stalled-step = look at what it is doing, or start it again.
firewall-drops = the machine is there, it answers on port { $other }; a firewall swallows what is for port { $port }.
firewall-rejects = a firewall turns the connection back: this machine's, that one's or one between them.
firewall-step = on the server: `sudo ufw allow { $port }/tcp` or `sudo firewall-cmd --add-port={ $port }/tcp`; on Windows allow the program when it asks.
firewall-perhaps = a firewall swallows everything that comes from here.
firewall-perhaps-step = try `ping { $host }`, and once with the firewalls of both machines off.
nobody-there = no machine with this address answers: it is off, it has another address by now, or it is on another network (another Wi-Fi, a guest network).
nobody-there-step = check the address with `tp-ctl banner` or `ip address` over there, and that both machines are on the same network.
no-route = this machine has no way to that network.
no-route-step = check this machine's cable or Wi-Fi and its address (`ip address`): the first three numbers are mostly the same within a class.
denied = a firewall or a rule of this machine does not let it out.
denied-step = look at this machine's own firewall and routes (`ip route`).
unknown-host = `{ $host }` is misspelt, or known elsewhere only.
unknown-host-step = type the relay's IP address instead: `tp-ctl banner` over there shows it.
slow-names = this machine has no network, or its name server is not there.
slow-names-step = type the relay's IP address instead, and check this machine's network.
other = the connection failed for the reason that the system gives.
other-step = try 127.0.0.1 on the relay's own machine first, then its address, then from here.

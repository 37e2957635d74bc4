# English.

connected = connected to { $peer } from { $local }
server-closed = the server closed the connection
again-in = trying again in { $seconds } s (Ctrl-C ends)
outbox-full = the server takes nothing at the moment: press Enter again later to send this line

unknown-host = no address is known for `{ $host }` ({ $why }): check the spelling, or use the server's IP address, which it prints when it starts
slow-lookup = no address for `{ $host }` within { $seconds } s: check this machine's network, or use the server's IP address
refused = { $address } refused the connection: no server listens there; start one with `tp-relais`, or check the port; more with `tp-client --doctor { $address }`
refused-there = { $address } refused the connection: probably no server listens there; check the port, or ask whoever runs that machine to start one; more with `tp-client --doctor { $address }`
timed-out = { $address } did not answer within { $seconds } s: check the address, that both machines are on one network, and that no firewall is between them; more with `tp-client --doctor { $address }`
unreachable = { $address } is unreachable ({ $why }): check this machine's network connection, and that the address belongs to the same network; more with `tp-client --doctor { $address }`
not-connected = cannot connect to { $address }: { $why }

closed-at-once = { $peer } accepted the connection and closed it at once: it may be full, or not admit this address; try again later, or ask who runs it
cut = the connection to { $peer } was cut ({ $why }), so the last lines may not have arrived: check the network and the server, then connect again
unanswered = { $peer } closed the connection without an answer: it may relay to others and not answer, or expect another message
no-answer = no answer from { $peer } within { $seconds } s: it may relay to others and not answer; else give it longer with --timeout
no-output = cannot write to standard output: { $why }
no-input = cannot read standard input: { $why }
no-terminal = cannot use the terminal: { $why }; with input or output in a pipe the terminal is not needed
no-start = cannot start: { $why }

empty-message = an empty message cannot be sent: give it at least one character
bad-seconds = give a number of seconds above 0 and up to { $most }
no-host = no host is named: write HOST or HOST:PORT, for example 192.168.1.10:12345
bad-port = `{ $port }` is no port: give a number from 1 to 65535
port-alone = `{ $port }` is a port without a host: write 127.0.0.1:{ $port }
bad-ipv6 = `{ $address }` is no IPv6 address: write it like [fe80::1]:12345 or 2001:db8::1
bad-name = `{ $name }` is no host name: write a name without spaces, of { $most } bytes at most
other-scheme = `{ $scheme }://` is another protocol than the relay's: write { $instead }

why-unknown-name = the name is not known
why-no-name-server = no name server answers

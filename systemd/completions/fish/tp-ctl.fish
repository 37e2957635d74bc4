# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_tp_ctl_global_optspecs
    string join \n runtime-dir= log-dir= h/help V/version
end

function __fish_tp_ctl_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_tp_ctl_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_tp_ctl_using_subcommand
    set -l cmd (__fish_tp_ctl_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c tp-ctl -n "__fish_tp_ctl_needs_command" -l runtime-dir -d 'Directory of the daemon\'s sockets [default: the user\'s own, then /run/tp-relais]' -r -F
complete -c tp-ctl -n "__fish_tp_ctl_needs_command" -l log-dir -d 'Directory of the frame log [default: what the daemon says, then the user\'s own, then /var/log/tp-relais]' -r -F
complete -c tp-ctl -n "__fish_tp_ctl_needs_command" -s h -l help -d 'Print help'
complete -c tp-ctl -n "__fish_tp_ctl_needs_command" -s V -l version -d 'Print version'
complete -c tp-ctl -n "__fish_tp_ctl_needs_command" -f -a "status" -d 'How the daemon is: its addresses, rooms and frame log'
complete -c tp-ctl -n "__fish_tp_ctl_needs_command" -f -a "peers" -d 'Who is connected now'
complete -c tp-ctl -n "__fish_tp_ctl_needs_command" -f -a "tail" -d 'The last frames of the log, one line each'
complete -c tp-ctl -n "__fish_tp_ctl_needs_command" -f -a "trace" -d 'One frame\'s whole life: who sent it, who got it and when, or why not'
complete -c tp-ctl -n "__fish_tp_ctl_needs_command" -f -a "verify" -d 'Whether every frame in the log reached everyone it was for'
complete -c tp-ctl -n "__fish_tp_ctl_needs_command" -f -a "diagram" -d 'The ladder of each room\'s frames: the server in the middle, its clients beside it'
complete -c tp-ctl -n "__fish_tp_ctl_needs_command" -f -a "report" -d 'A page with a chapter about each room, to be projected or printed'
complete -c tp-ctl -n "__fish_tp_ctl_needs_command" -f -a "export" -d 'The log for other programs: Wireshark, JSON, a spreadsheet'
complete -c tp-ctl -n "__fish_tp_ctl_needs_command" -f -a "rotate" -d 'Have the daemon go on in a new segment of the frame log'
complete -c tp-ctl -n "__fish_tp_ctl_needs_command" -f -a "kick" -d 'Close peers\' connections'
complete -c tp-ctl -n "__fish_tp_ctl_needs_command" -f -a "say" -d 'Have the server say something to its peers'
complete -c tp-ctl -n "__fish_tp_ctl_needs_command" -f -a "pause" -d 'Read nothing from the clients until `resume`; what is logged still goes out'
complete -c tp-ctl -n "__fish_tp_ctl_needs_command" -f -a "resume" -d 'Read from the clients again'
complete -c tp-ctl -n "__fish_tp_ctl_needs_command" -f -a "mode" -d 'Whom a room relays to, from its next frame on'
complete -c tp-ctl -n "__fish_tp_ctl_needs_command" -f -a "reload" -d 'Have the daemon read its configuration again'
complete -c tp-ctl -n "__fish_tp_ctl_needs_command" -f -a "stop" -d 'Have the daemon end'
complete -c tp-ctl -n "__fish_tp_ctl_needs_command" -f -a "name" -d 'Call a peer or an address by a name, or list the names'
complete -c tp-ctl -n "__fish_tp_ctl_needs_command" -f -a "ban" -d 'Refuse an address for a time, or list who is refused'
complete -c tp-ctl -n "__fish_tp_ctl_needs_command" -f -a "events" -d 'What happened lately: who came and went and why, refusals, rotations, orders'
complete -c tp-ctl -n "__fish_tp_ctl_needs_command" -f -a "metrics" -d 'Counters for a monitoring system, as OpenMetrics text'
complete -c tp-ctl -n "__fish_tp_ctl_needs_command" -f -a "top" -d 'The clients round the server and the frames that pass, on a full screen'
complete -c tp-ctl -n "__fish_tp_ctl_needs_command" -f -a "banner" -d 'For the projector: the address to type, huge, and a client to copy'
complete -c tp-ctl -n "__fish_tp_ctl_needs_command" -f -a "doctor" -d 'Why a relay cannot be reached, and what to try next'
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand status" -l runtime-dir -d 'Directory of the daemon\'s sockets [default: the user\'s own, then /run/tp-relais]' -r -F
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand status" -l log-dir -d 'Directory of the frame log [default: what the daemon says, then the user\'s own, then /var/log/tp-relais]' -r -F
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand status" -l json -d 'One JSON object, schema 1'
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand status" -s h -l help -d 'Print help'
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand peers" -l sort -d 'In the order of this column' -r -f -a "number\t'The peer\'s number'
room\t'Its room'
client\t'The client\'s end'
server\t'The server\'s end'
name\t'What people call it'
since\t'When it connected'
until\t'When it left'
why\t'Why it left'
idle\t'How long it has been silent'
frames-in\t'Frames read from it'
bytes-in\t'Bytes read from it'
frames-out\t'Frames that the kernel took for it'
bytes-out\t'Bytes that the kernel took for it'
backlog\t'Bytes that wait for it'
undelivered\t'Bytes for it that were never taken'
state\t'What it is doing'"
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand peers" -l columns -d 'These columns of those that --sort knows, in this order, with commas between them' -r -f -a "number\t'The peer\'s number'
room\t'Its room'
client\t'The client\'s end'
server\t'The server\'s end'
name\t'What people call it'
since\t'When it connected'
until\t'When it left'
why\t'Why it left'
idle\t'How long it has been silent'
frames-in\t'Frames read from it'
bytes-in\t'Bytes read from it'
frames-out\t'Frames that the kernel took for it'
bytes-out\t'Bytes that the kernel took for it'
backlog\t'Bytes that wait for it'
undelivered\t'Bytes for it that were never taken'
state\t'What it is doing'"
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand peers" -l watch -d 'Again and again, every 2 seconds or as many as are named, until interrupted' -r
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand peers" -s n -l lines -d 'Only so many of those who left last [default: 20, or all with --since]' -r
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand peers" -l room -d 'Only this room, named by its port' -r
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand peers" -l state -d 'Only in this state; may be repeated' -r -f -a "open\t'It sends and takes'
idle\t'Nothing came from it or went to it for a while'
waiting\t'It may be waiting for an answer'
slow\t'It does not take what is for it as fast as it comes'
half-closed\t'It will send no more'
leaving\t'It gets what it is owed and is closed'"
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand peers" -l peer -d 'Only the peer with this number; may be repeated' -r
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand peers" -l name -d 'Only with this name' -r
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand peers" -l ip -d 'Only from this address, or this net as ADDR/LENGTH' -r
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand peers" -l port -d 'Only with this port of the client\'s' -r
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand peers" -l since -d 'From this time on: `10:15`, `2026-01-31 10:15`, RFC 3339 or `10 min ago`' -r
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand peers" -l until -d 'Up to this time' -r
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand peers" -l runtime-dir -d 'Directory of the daemon\'s sockets [default: the user\'s own, then /run/tp-relais]' -r -F
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand peers" -l log-dir -d 'Directory of the frame log [default: what the daemon says, then the user\'s own, then /var/log/tp-relais]' -r -F
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand peers" -s r -l reverse -d 'The other way round'
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand peers" -s v -l verbose -d 'With a legend over the table'
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand peers" -l hints -d 'With hints below the table: guesses at what is wrong with what a client sends'
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand peers" -l closed -d 'Those who have left instead, by the frame log: when and why'
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand peers" -l json -d 'One JSON object, schema 1'
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand peers" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand tail" -s n -l lines -d 'How many of the last frames [default: 10, or all with --since]' -r
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand tail" -l since -d 'From this time on: `10:15`, `2026-01-31 10:15`, RFC 3339 or `10 min ago`' -r
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand tail" -l until -d 'Up to this time' -r
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand tail" -l peer -d 'From or to the peer with this number; may be repeated' -r
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand tail" -l name -d 'From or to the peer with this name' -r
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand tail" -l ip -d 'From or to this address, or this net as ADDR/LENGTH' -r
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand tail" -l port -d 'From or to a client with this port' -r
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand tail" -l direction -d 'Whether --peer, --name, --ip and --port mean who sent a frame or who received it' -r -f -a "any\t'Either'
sent\t'Who sent it'
received\t'Who received it'"
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand tail" -l size -d 'So many bytes: `100`, `100..`, `..100` or `100..200`' -r
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand tail" -l text -d 'With this text in it' -r
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand tail" -l regex -d 'With a match of this regular expression in it' -r
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand tail" -l room -d 'Only this room, named by its port' -r
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand tail" -l runtime-dir -d 'Directory of the daemon\'s sockets [default: the user\'s own, then /run/tp-relais]' -r -F
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand tail" -l log-dir -d 'Directory of the frame log [default: what the daemon says, then the user\'s own, then /var/log/tp-relais]' -r -F
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand tail" -s f -l follow -d 'Follow: show each frame as it comes in, until interrupted'
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand tail" -l json -d 'One JSON object a line'
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand tail" -l csv -d 'Comma-separated values, with a line of headings'
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand tail" -l hex -d 'Each frame\'s bytes in hexadecimal below its line'
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand tail" -l raw -d 'The frames\' bytes and nothing else, as they were sent; not on a terminal'
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand tail" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand trace" -l room -d 'Only this room, named by its port' -r
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand trace" -l runtime-dir -d 'Directory of the daemon\'s sockets [default: the user\'s own, then /run/tp-relais]' -r -F
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand trace" -l log-dir -d 'Directory of the frame log [default: what the daemon says, then the user\'s own, then /var/log/tp-relais]' -r -F
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand trace" -l all -d 'Each copy on a line of its own, however many there are'
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand trace" -l json -d 'One JSON object, schema 1'
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand trace" -s h -l help -d 'Print help'
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand verify" -l room -d 'Only this room, named by its port' -r
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand verify" -l runtime-dir -d 'Directory of the daemon\'s sockets [default: the user\'s own, then /run/tp-relais]' -r -F
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand verify" -l log-dir -d 'Directory of the frame log [default: what the daemon says, then the user\'s own, then /var/log/tp-relais]' -r -F
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand verify" -l json -d 'One JSON object, schema 1'
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand verify" -s h -l help -d 'Print help'
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand diagram" -s n -l lines -d 'Only the last N frames' -r
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand diagram" -l format -d 'How it is drawn' -r -f -a "text\t'Text for a terminal'
mermaid\t'Mermaid; several rooms as Markdown'
svg\t'SVG'"
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand diagram" -s o -l output -d 'Into this file [default: standard output]' -r -F
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand diagram" -l width -d 'Columns of the text [default: the terminal\'s, else 80]' -r
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand diagram" -l lang -d 'The language [default: the locale\'s]' -r -f -a "en\t'English'
fr\t'French'"
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand diagram" -l since -d 'From this time on: `10:15`, `2026-01-31 10:15`, RFC 3339 or `10 min ago`' -r
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand diagram" -l until -d 'Up to this time' -r
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand diagram" -l peer -d 'From or to the peer with this number; may be repeated' -r
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand diagram" -l name -d 'From or to the peer with this name' -r
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand diagram" -l ip -d 'From or to this address, or this net as ADDR/LENGTH' -r
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand diagram" -l port -d 'From or to a client with this port' -r
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand diagram" -l direction -d 'Whether --peer, --name, --ip and --port mean who sent a frame or who received it' -r -f -a "any\t'Either'
sent\t'Who sent it'
received\t'Who received it'"
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand diagram" -l size -d 'So many bytes: `100`, `100..`, `..100` or `100..200`' -r
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand diagram" -l text -d 'With this text in it' -r
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand diagram" -l regex -d 'With a match of this regular expression in it' -r
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand diagram" -l room -d 'Only this room, named by its port' -r
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand diagram" -l runtime-dir -d 'Directory of the daemon\'s sockets [default: the user\'s own, then /run/tp-relais]' -r -F
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand diagram" -l log-dir -d 'Directory of the frame log [default: what the daemon says, then the user\'s own, then /var/log/tp-relais]' -r -F
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand diagram" -l force -d 'Overwrite the file if it is there'
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand diagram" -l ascii -d 'Text in nothing but ASCII, as where the locale is not UTF-8'
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand diagram" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand report" -l html -d 'The page to write; `-` is standard output' -r -F
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand report" -l lang -d 'The language [default: the locale\'s]' -r -f -a "en\t'English'
fr\t'French'"
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand report" -l since -d 'From this time on: `10:15`, `2026-01-31 10:15`, RFC 3339 or `10 min ago`' -r
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand report" -l until -d 'Up to this time' -r
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand report" -l room -d 'Only this room, named by its port' -r
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand report" -l runtime-dir -d 'Directory of the daemon\'s sockets [default: the user\'s own, then /run/tp-relais]' -r -F
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand report" -l log-dir -d 'Directory of the frame log [default: what the daemon says, then the user\'s own, then /var/log/tp-relais]' -r -F
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand report" -l force -d 'Overwrite the file if it is there'
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand report" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand export" -l pcapng -d 'A capture for Wireshark, a TCP connection a client; of the filters --since and --until' -r -F
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand export" -l jsonl -d 'One JSON object a line, as tail --json' -r -F
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand export" -l csv -d 'Comma-separated values with a line of headings, as tail --csv' -r -F
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand export" -l since -d 'From this time on: `10:15`, `2026-01-31 10:15`, RFC 3339 or `10 min ago`' -r
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand export" -l until -d 'Up to this time' -r
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand export" -l peer -d 'From or to the peer with this number; may be repeated' -r
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand export" -l name -d 'From or to the peer with this name' -r
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand export" -l ip -d 'From or to this address, or this net as ADDR/LENGTH' -r
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand export" -l port -d 'From or to a client with this port' -r
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand export" -l direction -d 'Whether --peer, --name, --ip and --port mean who sent a frame or who received it' -r -f -a "any\t'Either'
sent\t'Who sent it'
received\t'Who received it'"
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand export" -l size -d 'So many bytes: `100`, `100..`, `..100` or `100..200`' -r
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand export" -l text -d 'With this text in it' -r
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand export" -l regex -d 'With a match of this regular expression in it' -r
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand export" -l room -d 'Only this room, named by its port' -r
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand export" -l runtime-dir -d 'Directory of the daemon\'s sockets [default: the user\'s own, then /run/tp-relais]' -r -F
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand export" -l log-dir -d 'Directory of the frame log [default: what the daemon says, then the user\'s own, then /var/log/tp-relais]' -r -F
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand export" -l force -d 'Write over FILE if it is there; as FILE, `-` is the standard output'
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand export" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand rotate" -l room -d 'Only this room, named by its port' -r
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand rotate" -l runtime-dir -d 'Directory of the daemon\'s sockets [default: the user\'s own, then /run/tp-relais]' -r -F
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand rotate" -l log-dir -d 'Directory of the frame log [default: what the daemon says, then the user\'s own, then /var/log/tp-relais]' -r -F
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand rotate" -l json -d 'One JSON object, schema 1'
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand rotate" -s h -l help -d 'Print help'
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand kick" -l runtime-dir -d 'Directory of the daemon\'s sockets [default: the user\'s own, then /run/tp-relais]' -r -F
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand kick" -l log-dir -d 'Directory of the frame log [default: what the daemon says, then the user\'s own, then /var/log/tp-relais]' -r -F
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand kick" -l all -d 'All peers that an address or a name means, and not only one'
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand kick" -l json -d 'One JSON object, schema 1'
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand kick" -s h -l help -d 'Print help'
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand say" -l room -d 'In this room, named by its port [default: the only one there is]' -r
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand say" -l peer -d 'To this peer alone: its number, its address with or without its port, or its name' -r
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand say" -l runtime-dir -d 'Directory of the daemon\'s sockets [default: the user\'s own, then /run/tp-relais]' -r -F
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand say" -l log-dir -d 'Directory of the frame log [default: what the daemon says, then the user\'s own, then /var/log/tp-relais]' -r -F
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand say" -l json -d 'One JSON object, schema 1'
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand say" -s h -l help -d 'Print help'
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand pause" -l room -d 'Only this room, named by its port' -r
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand pause" -l runtime-dir -d 'Directory of the daemon\'s sockets [default: the user\'s own, then /run/tp-relais]' -r -F
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand pause" -l log-dir -d 'Directory of the frame log [default: what the daemon says, then the user\'s own, then /var/log/tp-relais]' -r -F
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand pause" -l json -d 'One JSON object, schema 1'
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand pause" -s h -l help -d 'Print help'
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand resume" -l room -d 'Only this room, named by its port' -r
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand resume" -l runtime-dir -d 'Directory of the daemon\'s sockets [default: the user\'s own, then /run/tp-relais]' -r -F
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand resume" -l log-dir -d 'Directory of the frame log [default: what the daemon says, then the user\'s own, then /var/log/tp-relais]' -r -F
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand resume" -l json -d 'One JSON object, schema 1'
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand resume" -s h -l help -d 'Print help'
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand mode" -l room -d 'In this room, named by its port [default: the only one there is]' -r
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand mode" -l runtime-dir -d 'Directory of the daemon\'s sockets [default: the user\'s own, then /run/tp-relais]' -r -F
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand mode" -l log-dir -d 'Directory of the frame log [default: what the daemon says, then the user\'s own, then /var/log/tp-relais]' -r -F
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand mode" -l json -d 'One JSON object, schema 1'
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand mode" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand reload" -l runtime-dir -d 'Directory of the daemon\'s sockets [default: the user\'s own, then /run/tp-relais]' -r -F
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand reload" -l log-dir -d 'Directory of the frame log [default: what the daemon says, then the user\'s own, then /var/log/tp-relais]' -r -F
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand reload" -l json -d 'One JSON object, schema 1'
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand reload" -s h -l help -d 'Print help'
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand stop" -l runtime-dir -d 'Directory of the daemon\'s sockets [default: the user\'s own, then /run/tp-relais]' -r -F
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand stop" -l log-dir -d 'Directory of the frame log [default: what the daemon says, then the user\'s own, then /var/log/tp-relais]' -r -F
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand stop" -l json -d 'One JSON object, schema 1'
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand stop" -s h -l help -d 'Print help'
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand name" -l runtime-dir -d 'Directory of the daemon\'s sockets [default: the user\'s own, then /run/tp-relais]' -r -F
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand name" -l log-dir -d 'Directory of the frame log [default: what the daemon says, then the user\'s own, then /var/log/tp-relais]' -r -F
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand name" -l remove -d 'Take the name away'
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand name" -l json -d 'One JSON object, schema 1'
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand name" -s h -l help -d 'Print help'
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand ban" -l for -d 'For how long: 1s to 30days, as `90s`, `10min`, `2h`, `1day 12h` [default: 10min]' -r
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand ban" -l lift -d 'End the ban of this address or net' -r
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand ban" -l runtime-dir -d 'Directory of the daemon\'s sockets [default: the user\'s own, then /run/tp-relais]' -r -F
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand ban" -l log-dir -d 'Directory of the frame log [default: what the daemon says, then the user\'s own, then /var/log/tp-relais]' -r -F
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand ban" -l json -d 'One JSON object, schema 1'
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand ban" -s h -l help -d 'Print help'
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand events" -s n -l lines -d 'How many of the last events, of the 1024 that the daemon keeps [default: 10]' -r
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand events" -l runtime-dir -d 'Directory of the daemon\'s sockets [default: the user\'s own, then /run/tp-relais]' -r -F
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand events" -l log-dir -d 'Directory of the frame log [default: what the daemon says, then the user\'s own, then /var/log/tp-relais]' -r -F
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand events" -s f -l follow -d 'Follow: show each event as it happens, until interrupted; a daemon that goes is waited for'
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand events" -l json -d 'One JSON object a line'
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand events" -s h -l help -d 'Print help'
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand metrics" -s o -l output -d 'Into this file, in one step: whoever reads it finds all of it or what was there before [default: standard output]' -r -F
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand metrics" -l runtime-dir -d 'Directory of the daemon\'s sockets [default: the user\'s own, then /run/tp-relais]' -r -F
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand metrics" -l log-dir -d 'Directory of the frame log [default: what the daemon says, then the user\'s own, then /var/log/tp-relais]' -r -F
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand metrics" -s h -l help -d 'Print help'
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand top" -l room -d 'Only this room, named by its port' -r
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand top" -l runtime-dir -d 'Directory of the daemon\'s sockets [default: the user\'s own, then /run/tp-relais]' -r -F
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand top" -l log-dir -d 'Directory of the frame log [default: what the daemon says, then the user\'s own, then /var/log/tp-relais]' -r -F
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand top" -l ascii -d 'In nothing but ASCII, as where the locale is not UTF-8'
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand top" -s h -l help -d 'Print help'
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand banner" -l room -l port -d 'The room, named by its port [default: the first one]' -r
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand banner" -l width -d 'Columns [default: the terminal\'s, else 80]' -r
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand banner" -l runtime-dir -d 'Directory of the daemon\'s sockets [default: the user\'s own, then /run/tp-relais]' -r -F
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand banner" -l log-dir -d 'Directory of the frame log [default: what the daemon says, then the user\'s own, then /var/log/tp-relais]' -r -F
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand banner" -l python -d 'The client alone, to be put into a file'
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand banner" -l json -d 'One JSON object, schema 1'
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand banner" -l ascii -d 'Text in nothing but ASCII, as where the locale is not UTF-8'
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand banner" -s h -l help -d 'Print help'
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand doctor" -l timeout -d 'How long to wait for each answer' -r
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand doctor" -l runtime-dir -d 'Directory of the daemon\'s sockets [default: the user\'s own, then /run/tp-relais]' -r -F
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand doctor" -l log-dir -d 'Directory of the frame log [default: what the daemon says, then the user\'s own, then /var/log/tp-relais]' -r -F
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand doctor" -l json -d 'One JSON object, schema 1'
complete -c tp-ctl -n "__fish_tp_ctl_using_subcommand doctor" -s h -l help -d 'Print help'

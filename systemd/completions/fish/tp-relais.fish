complete -c tp-relais -l listen -d 'Listen on this port, in this mode: others, all, echo or ack. May be repeated; port 0 takes a free one' -r
complete -c tp-relais -l end-word -d 'A frame that is nothing but this word, case and white space aside, ends its sender\'s conversation; "" for none [default: fin]' -r
complete -c tp-relais -l log-dir -d 'Keep the frame log in DIR/frames' -r -F
complete -c tp-relais -l runtime-dir -d 'Keep the control sockets in DIR' -r -F
complete -c tp-relais -l config -d 'Read this configuration file' -r -F
complete -c tp-relais -l check -d 'Check options and configuration, then end'
complete -c tp-relais -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tp-relais -s V -l version -d 'Print version'

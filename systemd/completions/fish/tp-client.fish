complete -c tp-client -l once -d 'Send MESSAGE, print one answer, end' -r
complete -c tp-client -l timeout -d 'How long to wait for the connection, and with --once for the answer' -r
complete -c tp-client -l end-word -d 'The line that ends the session after it was sent; "" for none' -r
complete -c tp-client -l reconnect -d 'After a loss connect again, ever more slowly, until interrupted'
complete -c tp-client -l doctor -d 'Connect to nobody: find out why HOST:PORT cannot be reached, and say what to try'
complete -c tp-client -s h -l help -d 'Print help'
complete -c tp-client -s V -l version -d 'Print version'

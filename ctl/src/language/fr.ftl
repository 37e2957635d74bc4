# Français. Une espace insécable sépare un nombre de son unité, et précède la ponctuation double.

date = { $day ->
    [1] 1ᵉʳ
   *[other] { $day }
} { $month ->
    [1] janvier
    [2] février
    [3] mars
    [4] avril
    [5] mai
    [6] juin
    [7] juillet
    [8] août
    [9] septembre
    [10] octobre
    [11] novembre
   *[12] décembre
} { $year }
period-of-day = { $day }, de { $from } à { $to }
period-of-days = du { $first } à { $from } au { $last } à { $to }

server = serveur
peer = client { $number }
and-others = { $count ->
    [one] et { $count } autre
   *[other] et { $count } autres
}
others = { $count ->
    [one] autre
   *[other] autres
}
room-title = Salle { $room }, mode { $mode }
quoted = « { $text } »
frames-of = { $count ->
    [one] { $count } trame, { $size }
   *[other] { $count } trames, { $size }
}
frames-numbered = { $numbers } : { $frames }
not-in-the-log = { $count ->
    [one] La trame { $numbers } n’est pas dans le journal
   *[other] Les trames { $numbers } ne sont pas dans le journal
}
missing = { $count ->
    [one] { $count } trame absente du journal
   *[other] { $count } trames absentes du journal
}
for-nobody = (pour personne)
joins = arrive
leaves = part ({ $why })
many-join = { $count ->
    [one] { $count } arrive
   *[other] { $count } arrivent
}
many-leave = { $count ->
    [one] { $count } part ({ $why })
   *[other] { $count } partent ({ $why })
}
many-gone = { $count ->
    [one] { $count } part
   *[other] { $count } partent
}
note-lanes = { $together ->
   *[other] { $all } clients : { $own } ont leur colonne, les { $together } moins bavards en partagent une.
}
note-frames = { $together ->
   *[other] { $all } trames : { $single } sont dessinées une à une, { $together } entre elles sont regroupées.
}
nothing-here = Il ne s’est rien passé ici.

why-left = déconnecté
why-reset = coupé par le client
why-timeout = injoignable
why-slow = trop lent
why-stalled = ne lisait plus
why-kicked = exclu
why-end-word = a dit le mot de fin
why-answered = a eu sa réponse
why-shutdown = serveur arrêté
why-idle = silencieux trop longtemps
why-restart = serveur redémarré
why-not-resumed = perdu au redémarrage du serveur

copy-taken = copie acceptée par le noyau
copy-never = copie que le noyau n’a jamais acceptée
copy-some = copies dont le noyau a accepté une partie
copy-waiting = copie en route
copy-unknown = copie au sort inconnu

ladder-heading = Qui a dit quoi, et qui l’a reçu
ladder-desc = Diagramme de séquence, partie { $part } sur { $parts } : le serveur au milieu, une colonne par client, le temps s’écoule vers le bas. Chaque trame est une flèche de son expéditeur vers le serveur, puis une flèche du serveur vers chaque destinataire.
ladder-legend = Le temps s’écoule vers le bas. Chaque trame va d’abord au serveur, et de là à ses destinataires.
star-heading = Le serveur et ses clients
star-desc = { $count ->
    [one] Le serveur au milieu et { $count } client à côté.
   *[other] Le serveur au milieu et { $count } clients ou groupes de clients autour.
} Plus une ligne est épaisse, plus il y est passé d’octets ; le tableau plus bas donne les chiffres.
star-legend = Aucun client ne parle directement à un autre. Plus la ligne est épaisse, plus il y est passé d’octets.
client-traffic = a envoyé { $sent ->
    [one] { $sent } trame
   *[other] { $sent } trames
} ({ $sent_size }), en a reçu { $got } ({ $got_size })
chart-heading = Le trafic au fil du temps
chart-desc = Deux rangées de barres, une par { $span } : en tout { $frames ->
    [one] { $frames } trame reçue
   *[other] { $frames } trames reçues
}, { $copies ->
    [one] { $copies } copie relayée
   *[other] { $copies } copies relayées
}.
chart-received = Reçu par le serveur : trames par { $span }
chart-relayed = Relayé par le serveur : copies par { $span }
chart-bar = { $time } : { $count } ({ $size })
legend-in = vers le serveur
legend-out = depuis le serveur
legend-present = connecté à la fin du journal
legend-gone = parti

report-title = Ce qui est passé par le serveur
mode-others = chaque trame va à tous les autres clients
mode-all = chaque trame va à tout le monde, expéditeur compris
mode-echo = chaque trame revient à son expéditeur
mode-ack = le serveur répond à chaque client puis ferme
tile-clients = { $count ->
    [one] client
   *[other] clients
}
tile-frames = { $count ->
    [one] trame reçue
   *[other] trames reçues
}
tile-copies = { $count ->
    [one] copie à remettre
   *[other] copies à remettre
}
tile-bytes = reçus en tout
verdict-ok = Rien n’a été perdu
verdict-lost = Il y a eu des pertes
verdict-unknown = Le journal ne permet pas de conclure
verdict-nothing = Personne n’a rien dit
verdict-counts = Les clients ont envoyé { $received ->
    [one] { $received } trame
   *[other] { $received } trames
} ; le serveur avait { $deliveries ->
    [one] { $deliveries } copie
   *[other] { $deliveries } copies
} à transmettre.
verdict-every-copy = Chaque copie destinée à un client resté connecté a été acceptée entière par le noyau.
verdict-sent = { $count ->
    [one] { $count } copie acceptée par le noyau
   *[other] { $count } copies acceptées par le noyau
}
verdict-pending = { $count ->
    [one] { $count } copie encore en route
   *[other] { $count } copies encore en route
}
verdict-gone = { $count ->
    [one] { $count } copie pour un client parti de lui-même avant
   *[other] { $count } copies pour des clients partis d’eux-mêmes avant
}
verdict-losses = { $count ->
    [one] { $count } copie perdue : le serveur a renoncé à son destinataire
   *[other] { $count } copies perdues : le serveur a renoncé à leurs destinataires
}
verdict-unknowns = { $count ->
    [one] { $count } copie dont le journal ne dit pas si elle est partie
   *[other] { $count } copies dont le journal ne dit pas si elles sont parties
}
verdict-orphans = { $count ->
    [one] { $count } indice d’octets relayés sans être journalisés
   *[other] { $count } indices d’octets relayés sans être journalisés
}
verdict-gaps = { $count ->
    [one] { $count } endroit où il manque au journal ce qui s’est passé
   *[other] { $count } endroits où il manque au journal ce qui s’est passé
}
verdict-first = Le journal commence à la trame { $number }.
verdict-whole-log = Ceci porte sur tout le journal de la salle, pas seulement sur la période montrée ici.
table-heading = Client par client
table-caption = Chaque client avec son adresse, ses horaires et son trafic
column-number = Nº
column-name = Nom
column-address = Adresse
column-joined = Arrivée
column-left = Départ
column-why = Raison
column-sent = A envoyé
column-got = A reçu
column-missing = Manque
column-frames = trames
column-bytes = octets
before = avant { $time }
still-there = là à la fin du journal
left-unseen = parti, le journal ne dit pas quand
footer = Produit par tp-ctl { $version } à partir du journal des trames, { $time }.
footer-kernel = « Acceptée par le noyau » : le système du serveur a pris les octets pour les envoyer ; si quelqu’un les a lus, aucun serveur ne le sait.
footer-zone = Heures locales ({ $offset }).

banner-title = Salon { $room }, mode { $mode }. Saisissez cette adresse :
banner-loopback = Seule cette machine la joint ; `tp-relais --listen PORT` est pour tous.
banner-others = Si personne n’y répond, l’une de celles-ci :
banner-python = Un client en Python (`tp-ctl banner --python > client.py`) :
banner-qr = La même adresse pour les téléphones : { $uri }

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
bytes = { $count } o
kilobytes = { $count } ko
megabytes = { $count } Mo
gigabytes = { $count } Go
milliseconds = { $count } ms
seconds = { $count } s
minutes = { $count } min
hours = { $count } h
days = { $count } j

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
kicked-in-order = client { $number } ({ $who }) de la salle { $room } : fermé proprement
kicked-at-once = client { $number } ({ $who }) de la salle { $room } : coupé net, { $bytes ->
    [one] { $bytes } octet qui lui était destiné n’a pas été pris
   *[other] { $bytes } octets qui lui étaient destinés n’ont pas été pris
}
kicked-more = { $count ->
    [one] et { $count } autre client
   *[other] et { $count } autres clients
}
said = trame { $number } de la salle { $room } : à { $count ->
    [one] { $count } client
   *[other] { $count } clients
}
room-paused = salle { $room } : en pause, rien n’est lu de ses clients avant `tp-ctl resume`
room-paused-before = salle { $room } : est déjà en pause
room-read-again = salle { $room } : ses clients sont lus de nouveau
room-not-paused = salle { $room } : n’est pas en pause
mode-changed = salle { $room } : { $mode } dès la prochaine trame, { $before } jusqu’ici
mode-as-before = salle { $room } : { $mode }, comme avant
reloaded = la configuration est relue ; valent dès maintenant : { $keys }
reloaded-same = la configuration est relue ; rien ne change dès maintenant
reload-waits = ce qui a changé ici attend un redémarrage : { $keys }
stopping = tp-relais s’arrête (processus { $pid }, { $clients ->
    [one] { $clients } client
   *[other] { $clients } clients
})
stopping-managed = un gestionnaire de services l’a démarré, et le redémarre si son unité le dit (Restart=always) : `systemctl stop tp-relais` l’arrête pour de bon
name-none = personne n’a de nom
name-of-peer = le pair { $number } ({ $address })
name-of-address = l’adresse { $address }
name-given = { $who } s’appelle maintenant { $name }
name-kept = { $who } s’appelle déjà { $name }
name-changed = { $who } s’appelle maintenant { $name }, et non plus { $before }
name-taken = { $who } ne s’appelle plus { $before }

why-banned = banni
ban-done = { $net } est banni pour { $time }, jusqu’à { $until }
ban-renewed = { $net } était déjà banni ; le voilà pour { $time }, jusqu’à { $until }
ban-cut = { $count ->
    [one] 1 de ses clients a été coupé
   *[other] { $count } de ses clients ont été coupés
}
ban-lifted = { $net } n’est plus banni
ban-within = il est tout de même refusé : il se trouve dans { $net }, qui est banni
ban-none = aucun bannissement
ban-row = encore { $left }, jusqu’à { $until }, par { $by }
ban-this-machine = attention : { $net } comprend cette machine : les clients qui tournent sur le serveur même sont refusés
ban-unkept = attention : c’est fait, mais le démon n’en saura plus rien à son prochain démarrage : { $why }
event-started = tp-relais { $version } est prêt
event-joined = le pair { $number } rejoint le salon { $room } depuis { $address }
event-left = le pair { $number } quitte le salon { $room }, { $address } : { $why }
event-cut = le pair { $number } est coupé du salon { $room }, { $address } : { $why }
event-undelivered = { $count ->
    [one] 1 octet pour lui n’a pas été pris
   *[other] { $count } octets pour lui n’ont pas été pris
}
event-refused = { $count ->
    [one] 1 client refusé
   *[other] { $count } clients refusés
} : { $why }
event-last = le dernier depuis { $address }
event-paused = salon { $room } : rien n’est lu des clients ({ $why })
event-unlogged = salon { $room } : les trames sont relayées sans être journalisées ({ $why })
event-resumed = le salon { $room } reprend normalement
event-rotated = salon { $room } : le journal continue dans { $segment } ({ $why })
event-banned = { $net } est banni pour { $time }
event-reloaded = la configuration est relue et appliquée
event-waiting = un redémarrage est nécessaire pour { $keys }
event-not-reloaded = la configuration a été relue et n’est pas appliquée : { $why }
event-ordered = { $by } a ordonné { $order }
event-order-failed = { $by } a ordonné { $order }, en vain : { $why }
event-stopping = tp-relais s’arrête
event-unknown = quelque chose que ce tp-ctl ne connaît pas : prenez celui qui va avec le démon
events-missed = { $count ->
    [one] 1 événement est perdu avant celui-ci : il s’en est passé plus que l’on n’a pu en dire
   *[other] { $count } événements sont perdus avant celui-ci : il s’en est passé plus que l’on n’a pu en dire
}
events-none = il ne s’est encore rien passé
refused-denied = filtre d’adresses
refused-banned = banni
refused-clients = toutes les places sont prises
refused-address-clients = trop de clients d’une même adresse
refused-address-rate = une adresse vient trop souvent
refused-descriptors = le démon ne peut plus ouvrir de fichiers
rotated-size = le segment était plein
rotated-age = le segment était assez vieux
rotated-order = sur ordre
top-clients = { $count ->
    [one] 1 client
   *[other] { $count } clients
}
top-to-server = reçu { $arrow } { $frames ->
    [one] { $frames } trame/s
   *[other] { $frames } trames/s
}, { $size }/s
top-from-server = émis { $arrow } { $frames ->
    [one] { $frames } copie/s
   *[other] { $frames } copies/s
}, { $size }/s
top-log-ok = journal des trames : { $size } en { $count ->
    [one] 1 segment
   *[other] { $count } segments
}
top-log-paused = journal des trames : PLUS DE PLACE, rien n’est lu des clients
top-log-degraded = journal des trames : PLUS DE PLACE, les trames sont relayées sans être journalisées
top-refused = { $count ->
    [one] 1 client refusé
   *[other] { $count } clients refusés
}
top-paused = en pause : { $rooms }
top-gone = Le démon est parti, on l’attend : { $why }
top-waiting = On attend le démon
top-nobody = Personne n’est connecté.
top-no-match = Aucun client de ce genre.
top-star = { $count ->
    [one] 1 client
   *[other] { $count } clients
}
top-table = clients { $first } à { $last } sur { $count }
top-sorted = par { $sort }
top-filtered = avec « { $text } »
top-in-room = du salon { $room }
top-frames = dernières trames
top-no-frames = Rien n’a encore été dit.
top-no-log = Le journal des trames ne se lit pas : { $why }
top-help = q fin  s tri  / filtre  r salon  t table  flèches  k renvoyer  b bannir  p pause
top-filter = Seulement les clients avec : { $text }
top-ask-kick = Renvoyer le pair { $number } ({ $address }) ?
top-ask-ban = Bannir { $net } pour { $time } ?
top-ask-pause = Ne plus rien lire des clients du salon { $room } ?
top-ask-resume = Lire de nouveau les clients du salon { $room } ?
top-yes-no = o/n
top-done = C’est fait.
top-server = serveur
top-backlog = retard { $size }
top-sort-number = numéro
top-sort-address = adresse
top-sort-in = envois
top-sort-out = réceptions
top-sort-backlog = retard
top-sort-state = état
top-column-number = NO
top-column-client = CLIENT
top-column-name = NOM
top-column-room = SALON
top-column-frames = TRAMES
top-column-backlog = RETARD
top-column-state = ÉTAT
top-state-open = ouvert
top-state-half-closed = à demi fermé
top-state-slow = lent
top-state-leaving = s’en va
top-small = trop petit

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
others = { $count ->
    [one] autre
   *[other] autres
}
room-title = Salon { $room }, mode { $mode }
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
verdict-whole-log = Ceci porte sur tout le journal du salon, pas seulement sur la période montrée ici.
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
kicked-in-order = client { $number } ({ $who }) du salon { $room } : fermé proprement
kicked-at-once = client { $number } ({ $who }) du salon { $room } : coupé net, { $bytes ->
    [one] { $bytes } octet qui lui était destiné n’a pas été pris
   *[other] { $bytes } octets qui lui étaient destinés n’ont pas été pris
}
kicked-more = { $count ->
    [one] et { $count } autre client
   *[other] et { $count } autres clients
}
said = trame { $number } du salon { $room } : à { $count ->
    [one] { $count } client
   *[other] { $count } clients
}
room-paused = salon { $room } : en pause, rien n’est lu de ses clients avant `tp-ctl resume`
room-paused-before = salon { $room } : est déjà en pause
room-read-again = salon { $room } : ses clients sont lus de nouveau
room-not-paused = salon { $room } : n’est pas en pause
mode-changed = salon { $room } : { $mode } dès la prochaine trame, { $before } jusqu’ici
mode-as-before = salon { $room } : { $mode }, comme avant
reloaded = la configuration est relue ; valent dès maintenant : { $keys }
reloaded-same = la configuration est relue ; rien ne change dès maintenant
reload-waits = ce qui a changé ici attend un redémarrage : { $keys }
stopping = tp-relais s’arrête (processus { $pid }, { $clients ->
    [one] { $clients } client
   *[other] { $clients } clients
})
stopping-managed = un gestionnaire de services l’a démarré, et le redémarre si son unité le dit (Restart=always) : `systemctl stop tp-relais` l’arrête pour de bon
name-none = personne n’a de nom
name-given = { $who } s’appelle maintenant { $name }
name-kept = { $who } s’appelle déjà { $name }
name-changed = { $who } s’appelle maintenant { $name }, et non plus { $before }
name-taken = { $who } ne s’appelle plus { $before }

why-banned = banni
ban-done = { $net } est banni pour { $time }, jusqu’à { $until }
ban-renewed = { $net } était déjà banni ; le voilà pour { $time }, jusqu’à { $until }
ban-cut = { $count ->
    [one] { $count } de ses clients a été coupé
   *[other] { $count } de ses clients ont été coupés
}
ban-lifted = { $net } n’est plus banni
ban-within = il est tout de même refusé : il se trouve dans { $net }, qui est banni
ban-none = aucun bannissement
ban-row = encore { $left }, jusqu’à { $until }, par { $by }
ban-this-machine = attention : { $net } comprend cette machine : les clients qui tournent sur le serveur même sont refusés
ban-unkept = attention : c’est fait, mais le démon n’en saura plus rien à son prochain démarrage : impossible d’écrire { $path } : { $why }
event-started = tp-relais { $version } est prêt
event-joined = le client { $number } rejoint le salon { $room } depuis { $address }
event-left = le client { $number } quitte le salon { $room }, { $address } : { $why }
event-cut = le client { $number } est coupé du salon { $room }, { $address } : { $why }
event-undelivered = { $count ->
    [one] { $count } octet pour lui n’a pas été pris
   *[other] { $count } octets pour lui n’ont pas été pris
}
event-refused = { $count ->
    [one] { $count } client refusé
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
user-unknown = un utilisateur inconnu
event-stopping = tp-relais s’arrête
event-unknown = quelque chose que ce tp-ctl ne connaît pas : prenez celui qui va avec le démon
events-missed = { $count ->
    [one] { $count } événement est perdu avant celui-ci : il s’en est passé plus que l’on n’a pu en dire
   *[other] { $count } événements sont perdus avant celui-ci : il s’en est passé plus que l’on n’a pu en dire
}
events-none = il ne s’est encore rien passé
rotated-size = le segment était plein
rotated-age = le segment était assez vieux
rotated-order = sur ordre
top-clients = { $count ->
    [one] { $count } client
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
    [one] { $count } segment
   *[other] { $count } segments
}
top-log-paused = journal des trames : PLUS DE PLACE, rien n’est lu des clients
top-log-degraded = journal des trames : PLUS DE PLACE, les trames sont relayées sans être journalisées
top-refused = { $count ->
    [one] { $count } client refusé
   *[other] { $count } clients refusés
}
top-paused = EN PAUSE, rien n’est lu : { $rooms }
top-is-paused = EN PAUSE
top-rooms = { $count ->
    [one] { $count } salon
   *[other] { $count } salons
}
top-gone = Le démon est parti, on l’attend : { $why }
top-waiting = On attend le démon
top-nobody = Personne n’est connecté.
top-nobody-any-more = Il n’y avait plus personne.
top-choose-first = Choisissez d’abord un client, avec les flèches.
top-room-first = Choisissez d’abord un salon, avec r.
top-no-match = Aucun client de ce genre.
top-star = { $count ->
    [one] { $count } client
   *[other] { $count } clients
}
top-no-star = { $count ->
    [one] Une étoile de { $count } client demande une plus grande fenêtre.
   *[other] Une étoile de { $count } clients demande une plus grande fenêtre.
}
top-table = clients { $first } à { $last } sur { $count }
top-sorted = par { $sort }
top-filtered = avec « { $text } »
top-in-room = du salon { $room }
top-frames = dernières trames
top-no-frames = Rien n’a encore été dit.
top-no-log = Le journal des trames ne se lit pas : { $why }
top-help = ? aide  q fin  s tri  / filtre  r salon  t table  k exclure  b bannir  p pause
top-help-title = touches
top-help-arrows = flèches
top-help-choose = choisir un client ; Page préc., Page suiv., Début et Fin vont plus loin
top-help-kick = exclure le client choisi, après une question
top-help-ban = bannir son adresse pour un temps, après une question
top-help-pause = mettre le salon en pause, ou lire de nouveau ses clients, après une question
top-help-sort = trier par le suivant de : numéro, adresse, envois, réceptions, retard, état
top-help-filter = seulement les clients dont numéro, adresse, nom ou salon contient un texte
top-help-room = le salon suivant seul, et à la fin de nouveau tous les salons
top-help-table = un tableau là où il y aurait une étoile, et retour
top-help-escape = plus personne n’est choisi, et tous les clients sont montrés
top-help-help = ces mots ; n’importe quelle touche y met fin
top-help-quit = quitter ; Ctrl-C aussi
top-help-signs = { $up } vers le serveur, { $down } depuis le serveur ; retard : octets qui attendent un client qui lit lentement
top-any-key = n’importe quelle touche : retour
top-filter = Seulement les clients avec : { $text }
top-ask-kick = Exclure le client { $number } ({ $address }) ?
top-ban-net = { $address } vaut pour son /64, { $net } : tous y sont refusés
top-ban-cuts = { $count ->
    [one] { $count } client est coupé : { $who }
   *[other] { $count } clients sont coupés : { $who }
}
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
top-column-number = Nº
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

count-bytes = { $count ->
    [one] { $digits } octet
   *[other] { $digits } octets
}
count-clients = { $count ->
    [one] { $digits } client
   *[other] { $digits } clients
}
count-peers = { $count ->
    [one] { $digits } client
   *[other] { $digits } clients
}
count-copies = { $count ->
    [one] { $digits } copie
   *[other] { $digits } copies
}
count-segments = { $count ->
    [one] { $digits } segment
   *[other] { $digits } segments
}
count-lines = { $count ->
    [one] { $digits } ligne
   *[other] { $digits } lignes
}
number-run = { $first } à { $last }
room-says = salon { $room } : { $what }
path-says = { $path } : { $what }
not-kept = (non conservé)

title-number = Nº
title-room = SALON
title-client = CLIENT
title-server = SERVEUR
title-name = NOM
title-who = QUI
title-since = DEPUIS
title-until = JUSQU’À
title-why = RAISON
title-idle = INACTIF
title-state = ÉTAT
title-backlog = RETARD
title-undelivered = NON REMIS
title-in = ENTRÉE
title-out = SORTIE
title-bytes = OCTETS
title-frames-in = TRAMES ENTRÉES
title-bytes-in = OCTETS ENTRÉS
title-frames-out = TRAMES SORTIES
title-bytes-out = OCTETS SORTIS
title-mode = MODE
title-peers = CLIENTS
title-frames = TRAMES
title-listens = ÉCOUTE SUR
title-time = HEURE
title-from = DE
title-to = POUR
title-length = LONG.
title-text = TEXTE
title-clients = CLIENTS
title-numbers = NUMÉROS

other-scheme = `{ $scheme }://` est un autre protocole que celui du relais : écrivez { $instead }
two-ports = deux ports sont donnés, { $own } avec l’hôte et { $other } après lui : écrivez-en un seul
no-daemon = aucun démon ne tourne : essayé { $tried } ; démarrez-en un par `systemctl start tp-relais` (ou simplement `tp-relais` sous votre nom), ou nommez le répertoire de ses sockets avec --runtime-dir
may-not-use = { $path } vous est interdit : { $way }
way-in-by-group = rejoignez le groupe { $group } (`sudo usermod -aG { $group } $USER`, puis reconnectez-vous)
way-in-of-another = il est à quelqu’un d’autre ; lancez un tp-relais à vous, ou adressez-vous à celui du système
cannot-connect = impossible de se connecter à { $path }
broken-session = le démon de { $path } n’a pas répondu comme il devait ; `systemctl status tp-relais` dit peut-être pourquoi
other-protocol = le démon est tp-relais { $version }, protocole { $protocol }, ce tp-ctl parle le { $ours } : prenez le tp-ctl qui va avec
daemon-gone = le démon de { $path } a mis fin à la session : il a été arrêté, ou redémarré
refused = le démon refuse : { $text }
refused-because = le démon refuse : { $reason } ({ $text })
wrong-answer = le démon a répondu à autre chose que la question : prenez le tp-ctl qui va avec
refusal-unknown-request = il ne connaît pas cette demande
refusal-bad-message = il n’a pas compris le message
refusal-not-allowed = ce n’est pas permis ici
refusal-busy = il n’a plus de session libre, réessayez dans un instant
refusal-no-such-room = ce salon n’existe pas
refusal-not-now = ce n’est pas possible maintenant
refusal-internal = quelque chose ne va pas chez lui
refusal-no-such-peer = ce client n’existe pas
refusal-ambiguous = cela désigne plusieurs clients ou plusieurs salons
refusal-bad-value = cette valeur ne convient pas
refusal-no-such-ban = cette adresse n’est pas bannie

cause-closed = la connexion a été fermée
message-length = un message de { $bytes ->
    [one] { $bytes } octet
   *[other] { $bytes } octets
} ; de 1 à { $most } sont permis
message-body = un message incompréhensible : { $what }
message-trailing = { $bytes ->
    [one] { $bytes } octet
   *[other] { $bytes } octets
} de trop à la fin d’un message
block-unread = la lecture a échoué à la position { $offset }
block-no-label = pas un journal des trames : l’étiquette manque à la position 0
block-newer = le format { $version } du journal est plus récent que ce que ce programme lit ({ $ours })
block-damaged = endommagé à la position { $offset } : { $what }
record-shape = un enregistrement { $kind } d’une autre forme : { $reason }
block-torn = coupé ou endommagé à la position { $offset } : aucun sceau ne couvre la suite
block-empty = pas un journal des trames : le fichier est vide à la position 0
by-its-header = { $what }, d’après son en-tête à la position { $offset } ; laissé de côté
and-rest-left-out = { $what } ; le reste est laissé de côté
and-left-out = { $what } ; omis : { $bytes }
and-more = { $what } ; { $more }
no-frame-log = aucun journal des trames dans { $dir } : nommez le répertoire qui contient `frames` avec --log-dir, ou un segment, ou lancez tp-relais, qui en écrit un
no-frame-log-but-room = aucun journal des trames dans { $dir } : un salon se nomme par --room { $dir }
no-room-in-log = pas de salon { $room } dans { $dir } : il y a { $rooms }
no-room-yet-in-log = pas de salon { $room } dans { $dir } : il n’y en a encore aucun
cannot-read = impossible de lire { $path }
may-not-read = impossible de lire { $path } ; son propriétaire le peut, et son groupe s’il le permet : rejoignez-le, puis reconnectez-vous
or-name-the-log = { $what } ; ou nommez le journal lui-même avec --log-dir
no-file-directory = c’est un répertoire et pas un fichier
no-file-pipe = c’est un tube et pas un fichier
no-file-socket = c’est un socket et pas un fichier
no-file-device = c’est un périphérique et pas un fichier
hole-gone = salon { $room } : { $count ->
    [one] la trame { $first } n’est
   *[other] les trames { $first } à { $last }, { $digits } trames, ne sont
} plus dans le journal
hole-unreadable = salon { $room } : { $count ->
    [one] la trame { $first } est illisible
   *[other] les trames { $first } à { $last }, { $digits } trames, sont illisibles
}
hole-not-logged = salon { $room } : { $count ->
    [one] la trame { $first } a été relayée
   *[other] les trames { $first } à { $last }, { $digits } trames, ont été relayées
} sans être journalisées : { $why }
no-space = plus de place

raw-on-terminal = --raw écrit tel quel ce que les clients ont envoyé, et un terminal y obéirait : envoyez-le dans un fichier ou un tube
no-terminal = top dessine dans un terminal, et il n’y en a pas ici : status et peers disent la même chose à un tube
watcher-ended = le fil qui interroge le démon s’est arrêté
output-failed = la sortie n’a pas pu être écrite
output-failed-json = la sortie n’a pas pu être écrite en JSON
output-failed-csv = la sortie n’a pas pu être écrite en valeurs séparées par des virgules
target-exists = { $file } existe déjà : choisissez un autre nom, ou écrasez-le avec --force
target-frame-log = { $file } contient un journal des trames, qui n’est jamais écrasé : choisissez un autre nom
target-unwritten = impossible d’écrire { $file }
target-interrupted = interrompu : { $file } n’a pas été écrit
capture-on-terminal = une capture n’est pas pour un terminal : nommez un FILE, ou transmettez-la, comme dans --pcapng - | wireshark -k -i -
capture-is-whole = { $option } choisit des trames une à une, et une capture contient des conversations entières : retirez-la, choisissez avec --room, --since et --until, ou laissez Wireshark filtrer l’affichage
time-wanted = il faut un moment : 10:15, 2026-01-31 10:15, RFC 3339, ou une durée passée, comme il y a 10 min
size-wanted = il faut une taille, 100, ou un intervalle, 100.. ou ..100 ou 100..200
net-wanted = il faut une adresse, 192.168.1.20, ou un réseau, 192.168.1.0/24
ban-net-wanted = il faut une adresse ou un réseau : 192.168.1.20, 192.168.1.0/24, 2001:db8::1
ban-time-wanted = il faut une durée de 1s à { $days } jours : 90s, 10min, 2h, 1jour 12h
regex-wanted = ce n’est pas une expression rationnelle : { $what }
regex-other = elle est incompréhensible
regex-unclosed-group = groupe non fermé
regex-unopened-group = groupe fermé sans avoir été ouvert
regex-unclosed-class = classe de caractères non fermée
regex-nothing-to-repeat = rien à répéter devant l’opérateur
regex-escape-cut = séquence d’échappement incomplète
regex-escape-unknown = séquence d’échappement inconnue
regex-unclosed-count = nombre de répétitions non fermé
regex-count-no-number = il faut un nombre de répétitions
regex-count-backwards = intervalle de répétitions à l’envers
regex-class-backwards = intervalle de caractères à l’envers
regex-look-around = regarder autour, avec (?= (?! (?<= (?<!, n’est pas possible
regex-back-reference = les références arrière ne sont pas possibles
regex-too-large = l’expression rationnelle est trop grande
text-shorter = il faut un texte plus court
interval-wanted = il faut des secondes, de 0.1 à 86400

status-first = tp-relais { $version }, processus { $pid }, depuis le { $since }
moment = { $day } à { $time } ({ $offset })
addresses-to-type = Adresses à taper :
frame-log-is = Journal des trames : { $state } ; { $segments }, { $size }, dans { $directory }
mode-paused = { $mode } (en pause)
log-ok = tout va bien
log-paused = en pause, il ne peut pas être écrit : rien n’est lu des clients d’ici là
log-degraded = dégradé, il ne peut pas être écrit : les trames sont relayées sans être journalisées
dropped-lines = Diagnostics perdus depuis le démarrage : { $lines } (ils venaient plus vite qu’ils ne pouvaient être écrits)
status-refused = Refusés depuis le démarrage : { $clients } ({ $reasons })
gate-denied = par le filtre d’adresses
gate-banned = { $clients ->
    [one] banni
   *[other] bannis
}
gate-clients = faute de place
gate-address-clients = trop nombreux depuis une même adresse
gate-address-rate = trop vite depuis une même adresse
gate-descriptors = faute de descripteurs
goes-on-in = salon { $room } : continue dans { $segment }

no-peers = aucun client
no-such-peers = aucun client de ce genre parmi { $count ->
    [one] le seul présent
   *[other] les { $count } présents
}
no-leavers = personne n’est parti, aussi loin que remonte le journal
peer-not-left = aucun client { $who } n’est parti, aussi loin que remonte le journal : { $left }
nobody-called-left = personne du nom de « { $who } » n’est parti, aussi loin que remonte le journal : { $left }
nobody-left = personne n’est parti
left-last = { $count ->
    [one] le dernier parti est { $peers }
   *[other] les derniers partis sont { $peers }
}
peer-not-logged = il n’y a pas de client { $who } dans le journal : { $logged }
nobody-called-logged = personne dans le journal ne s’appelle « { $who } » : { $logged }
nobody-logged = il n’y a personne
logged-last = { $count ->
    [one] le seul venu est { $peers }
   *[other] les derniers venus sont { $peers }
}
no-such-leavers = personne de ce genre n’est parti, aussi loin que remonte le journal
no-room-of-daemon = pas de salon { $room } : il y a { $rooms }
no-column-here = il n’y a pas de colonne { $column } dans cette vue : elle a { $columns }
state-open = ouvert
state-slow = lent
state-half-closed = à demi fermé
state-leaving = s’en va
state-idle = inactif, rien depuis { $span }
state-idle-short = inactif { $span }
state-waiting = attend une réponse depuis { $span }, probablement
state-waiting-short = attend { $span } ?
joined-before = avant
when-unknown = inconnu
watch-heading = { $time }, { $count ->
    [one] { $count } client
   *[other] { $count } clients
} ; toutes les { $span }, Ctrl-C pour finir
watch-lost = sans réponse depuis { $time }, nouvelle tentative en cours : { $why }
watch-back = le démon est de nouveau là
and-rows-more = { $count ->
    [one] et { $count } ligne de plus, l’écran est trop bas : voir --sort, --state ou tp-ctl top
   *[other] et { $count } lignes de plus, l’écran est trop bas : voir --sort, --state ou tp-ctl top
}

legend-of-number = son numéro, jamais redonné
legend-of-room = le salon : le port du serveur
legend-of-client = adresse et port du client
legend-of-server = l’adresse et le port auxquels il s’est connecté
legend-of-name = le nom qu’on lui donne
legend-of-since = quand il s’est connecté
legend-of-until = quand il est parti
legend-of-why = pourquoi il est parti
legend-of-idle = depuis quand rien n’est venu de lui ni allé à lui
legend-of-frames-in = trames qu’il a envoyées
legend-of-bytes-in = octets qu’il a envoyés
legend-of-frames-out = trames que le noyau a prises pour lui
legend-of-bytes-out = octets que le noyau a pris pour lui
legend-of-backlog = octets qui l’attendent
legend-of-undelivered = octets pour lui jamais pris
legend-of-state = ce qu’il fait :
legend-of-open-state = ouvert : il envoie, et prend ce qui est pour lui
legend-of-idle-state = inactif : rien de lui ni vers lui depuis { $span } ou plus
legend-of-waiting-state = attend : une supposition (« ? », « probablement ») : il a parlé et n’a rien reçu depuis
legend-of-slow-state = lent : il ne prend pas ce qui l’attend
legend-of-half-closed-state = à demi fermé : il n’envoie plus rien, et prend encore
legend-of-leaving-state = s’en va : il reçoit ce qui reste, puis il est fermé

hints-heading = Indices, d’après les dernières trames de chacun ; ce sont des suppositions :
hints-none = Pas d’indice : rien ne saute aux yeux dans les dernières trames de chacun.
hint-of = client { $number } : { $what }
hint-of-named = client { $number } ({ $name }) : { $what }
hint-bytes-repr = la trame { $n } est b'...' sous forme de texte : peut-être str(message) ou une f-string au lieu de message.encode()
hint-not-utf8 = la trame { $n } n’est pas de l’UTF-8, peut-être du Latin-1 : encode("utf-8") d’un côté et decode("utf-8") de l’autre vont ensemble
hint-utf16 = la trame { $n } ressemble à de l’UTF-16 ou commence par une marque d’ordre (BOM) : encode() tout court n’envoie ni l’un ni l’autre
hint-http = la trame { $n } est une requête HTTP : peut-être un navigateur a-t-il été dirigé vers ce port
hint-tls = la trame { $n } commence une session TLS : peut-être https:// ou un socket ssl, et ici personne n’y répond
hint-telnet = la trame { $n } négocie comme telnet : ces octets sont relayés comme les autres, `nc` est plus discret
hint-repeated = la même trame { $times } fois en { $span } : peut-être une boucle qui envoie sans attendre, où manque un recv() ou un input()
hint-long = la trame { $n } fait { $len } octets : qui lit avec recv(1024) la reçoit en morceaux, et doit lire jusqu’à tout avoir
hint-glued = la trame { $n } contient plusieurs fois le même message : peut-être plusieurs send() sans attendre entre eux, TCP ne garde pas de frontières
hint-near-end-word = la trame { $n } est { $text }, qui n’est pas tout à fait le mot { $word } : elle ne met fin à rien
hints-blind = { $count ->
    [one] Pour { $count } client
   *[other] Pour { $count } clients
}, le journal ne garde pas tous les octets, ou n’a plus les dernières trames : ce qu’ils disent ne peut pas être jugé en entier.

verify-received = { $count ->
    [one] { $digits } reçue
   *[other] { $digits } reçues
}
verify-pending = { $count } en route
verify-gone = { $count ->
    [one] { $digits } pour un client déjà parti
   *[other] { $digits } pour des clients déjà partis
}
verify-unknown = { $count } au sort inconnu
verify-gaps = { $count ->
    [one] { $digits } lacune dans le journal
   *[other] { $digits } lacunes dans le journal
}
verify-orphans = { $count ->
    [one] { $digits } orphelin
   *[other] { $digits } orphelins
}
verify-lost = { $count ->
    [one] { $digits } perdue
   *[other] { $digits } perdues
}
verify-from = (à partir de la trame { $first })
verify-verdict = { $counts } : { $verdict }
verify-word-ok = OK
verify-word-lost = PERTE
verify-word-unknown = INCONNU
finding-no-segment = salon { $room } : le journal continue avec { $name }, qui n’est pas là
finding-undelivered = salon { $room } : il manque au client { $conn } ({ $why }) { $copies } après la trame { $through } : voir trace { $next }
finding-left-out = salon { $room } : la trame { $n } n’a pas été relayée à { $peers } qui { $count ->
    [one] devait
   *[other] devaient
} la recevoir
finding-more = salon { $room } : et { $digits } { $count ->
    [one] autre
   *[other] autres
} du même genre

no-frames-yet = encore aucune trame dans { $path }
no-such-frames = aucune trame de ce genre dans { $path }
raw-holes = le journal garde { $kept } { $len ->
    [one] de l’octet
   *[other] des { $len } octets
} de la trame { $n } : la sortie a des trous
tail-to = à
tail-nobody = personne
tail-others = autres ({ $count })
tail-all = tous ({ $count })

trace-heading = trame { $n } du salon { $room }
label-received = reçue
label-from = de
label-on = sur
label-length = longueur
label-text = texte
label-for = pour
trace-for-none-ack = personne : en mode ack le serveur répond, voir la trame { $n }
trace-for-none = personne : nul autre n’était là pour la recevoir
trace-brief = { $time }, { $source }, { $length } : { $text }
trace-server = le serveur lui-même
trace-peer = client { $conn }, { $address }
trace-peer-named = client { $conn }, { $name }, { $address }
trace-ambiguous = il y a une trame { $n } dans { $count } salons, nommez-en un avec --room : { $rooms }
fate-accepted = acceptée par le noyau en { $span }
fate-waiting = attend encore après { $span } ; { $taken }
fate-waiting-behind = attend encore après { $span } ; { $taken } ; retard { $backlog }
fate-never = jamais acceptée : { $reason } ({ $why }) après { $span } ; { $taken }
fate-unknown = inconnu : { $lack }
taken-none = rien de ses { $length } n’est parti
taken-some = { $taken } de ses { $length } partis, { $missing } manquent
ended-left = le client est parti avant
ended-reset = le client a coupé sa connexion
ended-timeout = le client ne répondait plus
ended-slow = le client a été coupé, trop lent
ended-stalled = le client a été coupé, il ne prenait rien
ended-kicked = le client a été exclu
ended-banned = l’adresse du client a été bannie
ended-end-word = le client est parti sur le mot de fin
ended-answered = le client avait sa réponse
ended-shutdown = le serveur s’est arrêté
ended-other = la connexion a pris fin
lack-restart = le serveur a fini sans un mot, et le noyau a pu prendre plus que ce qui est noté
lack-stranger = le journal ne dit pas que ce client était là
lack-vanished = le client est parti, et le journal ne dit ni quand ni pourquoi
lack-damage = le journal est illisible là où il le dirait
lack-log-ends = ce qu’il y a du journal finit avant de le dire
absent-removed = la trame { $n } n’est pas dans le journal du salon { $room } : ce qu’il y a commence à la trame { $first }
absent-none-yet = il n’y a pas de trame { $n } dans le salon { $room } : encore aucune
absent-not-yet = il n’y a pas encore de trame { $n } dans le salon { $room } : la dernière est la { $last }
absent-behind = la trame { $n } n’est pas dans ce qu’il y a du salon { $room } : cela finit avant la trame { $next }
absent-missing = la trame { $n } n’est plus dans le journal du salon { $room } : les trames { $first } à { $last } manquent
absent-unreadable = la trame { $n } du salon { $room } est là où le journal est illisible
absent-not-logged = la trame { $n } du salon { $room } a été relayée sans être journalisée ; de même { $frames } : { $why }
not-logged-run = les trames { $first } à { $last }, { $bytes }, entre { $from } et { $to }

banner-title = Salon { $room }, mode { $mode }. Saisissez cette adresse :
banner-loopback = Seule cette machine la joint ; `tp-relais --listen PORT` est pour tous.
banner-paused = EN PAUSE : rien de ce qui y est envoyé n’est lu avant `tp-ctl resume`.
banner-others = Si personne n’y répond, l’une de celles-ci :
banner-rooms = Autres salons, pour --room : { $rooms }
banner-python = Un client en Python (`tp-ctl banner --python > client.py`) :
banner-qr = La même adresse pour les téléphones : { $uri }
banner-more-client = Un client en Python : `tp-ctl banner --python`, ou une plus grande fenêtre.
banner-more-code = Un code pour les téléphones : une plus grande fenêtre.

semicolon = {" "}; { $more }

comment-section = Ce qu’un tp-relais a relayé, d’après son journal des trames. Adresses, ports, heures et contenus sont ceux que le relais a journalisés : un paquet d’un client est une trame, ce qu’une lecture de son socket a rendu ; un paquet vers un client est une copie que le noyau a prise pour lui, montrée à l’heure de l’original. En-têtes TCP et IP, ouvertures, acquittements et fermetures sont reconstitués : personne ne les a capturés. Ici, toute connexion se ferme par FIN ; là où elle a en réalité été coupée (RST), un commentaire le dit.
comment-peer = client { $conn }
comment-peer-named = client { $conn } ({ $name })
comment-interface = client { $conn }, { $address }, dans le salon { $room }, mode { $mode }
comment-joins = le { $who } arrive
comment-before = le { $who } était là avant le début du journal : { $rx } de lui et { $tx } pour lui n’y sont pas
comment-stranger = le { $who } est arrivé dans une partie illisible du journal
comment-original = trame { $n } du { $who }, relayée à { $to }
comment-to-nobody = personne
comment-copy = copie de la trame { $n } du { $who }
comment-of-server = trame { $n }, les paroles du serveur lui-même
comment-continued = trame { $n }, suite
comment-partly = le noyau en a pris { $taken } sur { $length }, et pas plus
comment-kept = le journal en garde { $kept } sur { $length }, le reste est ici du remplissage
comment-hash = empreinte { $hash }
comment-leaves = le { $who } part : { $why }
comment-undelivered = { $count ->
    [one] { $digits } octet pour lui n’a pas été remis
   *[other] { $digits } octets pour lui n’ont pas été remis
}
comment-broken = ce FIN tient lieu d’une connexion rompue ou coupée (RST)
comment-vanished = le { $who } est parti : le journal ne dit ni quand ni pourquoi, et ce FIN en tient lieu
comment-gap = avant ceci, { $count ->
    [one] la trame { $first } ({ $bytes }) a été relayée sans être journalisée
   *[other] les trames { $first } à { $last } ({ $bytes }) ont été relayées sans être journalisées
} : { $why }
comment-missing = avant ceci, { $count ->
    [one] la trame { $first } n’est plus dans le journal ou y est illisible
   *[other] les trames { $first } à { $last } ne sont plus dans le journal ou y sont illisibles
}

# Français. Une espace insécable sépare un nombre de son unité, et précède la ponctuation double.

# Options and configuration.
config-unread = impossible de lire le fichier de configuration { $path }
config-too-large = le fichier de configuration { $path } dépasse { $most } octets : est-ce le bon fichier ?
config-wrong = le fichier de configuration { $path } n’est pas correct :
    { $reason }
config-unfinished = elle n’a pas pu être lue

# Ports.
port-in-use = le port { $port } est déjà pris : arrêtez le programme qui l’occupe, ou écoutez sur un autre port avec --listen PORT
port-in-use-by = le port { $port } est déjà pris par { $name } (processus { $pid }) : arrêtez ce programme, ou écoutez sur un autre port avec --listen PORT
port-in-time-wait = le port { $port } est retenu par des connexions terminées d’un serveur précédent (TIME_WAIT) ; attente de { $seconds } s au plus
start-interrupted = le démarrage a été interrompu pendant l’attente du port { $port }
cannot-listen = impossible d’écouter sur { $address } : { $why }
no-such-address = cette machine n’a pas cette adresse ; sans adresse, le relais écoute sur toutes
port-not-allowed = interdit ; prenez un port à partir de 1024

# The runtime directory and the control sockets.
runtime-dir-unusable = le répertoire d’exécution { $path } est inutilisable : donnez-en un autre avec --runtime-dir
runtime-dir-none = le répertoire d’exécution { $path } n’est pas un répertoire : supprimez-le, ou donnez-en un autre avec --runtime-dir
runtime-dir-foreign = le répertoire d’exécution { $path } appartient à l’utilisateur { $owner }, pas à celui-ci : donnez-en un autre avec --runtime-dir
runtime-dir-open = d’autres peuvent écrire dans le répertoire d’exécution { $path } (mode { $mode }) : lancez chmod 0700 { $path }, ou donnez-en un autre avec --runtime-dir
socket-alive = un autre tp-relais répond sur { $path } : arrêtez-le, ou donnez à celui-ci son propre --runtime-dir
socket-foreign = { $path } n’est pas un socket : supprimez-le, ou donnez un autre répertoire avec --runtime-dir
socket-unmade = impossible de créer le socket de contrôle { $path } : donnez un autre répertoire avec --runtime-dir
socket-not-for-group = { $path } reste fermé au groupe { $group } : { $why }
socket-replaced = { $path } reste d’une exécution précédente : remplacé
sessions-refused = impossible d’accepter une session de contrôle ({ $times } fois) : { $why }

# What a service manager passes.
passed-variable = { $variable } vaut { $value }, ce qui n’est pas un nombre : c’est au gestionnaire de services de la définir, retirez-la de l’environnement
passed-too-many = LISTEN_FDS annonce { $count } descripteurs, et { $most } au plus sont possibles : est-ce un gestionnaire de services qui l’a définie ?
passed-closed = LISTEN_FDS annonce le descripteur { $number } ({ $name }), et il n’est pas ouvert
passed-foreign = le descripteur { $number } ({ $name }) qui a été transmis est { $kind }, et un relais n’écoute que sur des sockets TCP : retirez-le de l’unité qui le transmet (il faut ListenStream= avec un port)
kind-no-socket = autre chose qu’un socket
kind-udp = un socket UDP
kind-unix = un socket Unix
kind-other = un socket d’une autre sorte
kind-idle = un socket TCP qui n’écoute pas et n’a jamais été connecté
passed-mode = le descripteur { $number } transmis pour le port { $port } s’appelle { $name }
passed-port = le descripteur { $number } qui a été transmis écoute sur le port { $port } et s’appelle { $name } : corrigez FileDescriptorName= dans son unité
passed-two-modes = le port { $port } est en mode { $mode } par la configuration ou par un autre descripteur, et le descripteur { $number } qui lui est transmis s’appelle { $name } : mettez-les d’accord
passed-twice = les descripteurs { $first } ({ $first_name }) et { $second } ({ $second_name }) qui ont été transmis écoutent tous deux sur { $address } : retirez-en un
passed-options = le descripteur { $number } ({ $name }) transmis pour { $address } ne peut pas être réglé
connection-of-nobody = la connexion { $name } de { $peer } a été conservée, et il n’y a pas de client de ce numéro : fermée
nobody = personne

# The frame log, when it cannot be used.
log-no-directory = impossible de créer le répertoire du journal { $path } : donnez-en un autre avec --log-dir
log-unread = impossible de lire { $path } : cet utilisateur doit pouvoir lire et écrire le journal des trames ; corrigez ses droits, ou donnez un autre répertoire avec --log-dir
log-locked = un autre tp-relais écrit le journal des trames dans { $path } : arrêtez-le, ou donnez à celui-ci son propre --log-dir
log-locked-by = un autre tp-relais (processus { $pid }) écrit le journal des trames dans { $path } : arrêtez-le, ou donnez à celui-ci son propre --log-dir
log-version = { $path } a été écrit par un tp-relais plus récent (format { $version } du journal des trames) : employez celui-là, ou donnez à celui-ci son propre --log-dir
log-not-begun = impossible de commencer le fichier { $path } : faites de la place ou corrigez les droits à cet endroit
log-unwritten = impossible d’écrire le journal des trames { $path } : vérifiez le disque, puis relancez tp-relais
log-unsynced = impossible de porter { $path } sur le disque : vérifiez le disque, puis relancez tp-relais
key-unusable = la clé { $path } des empreintes des contenus est inutilisable : corrigez ses droits, ou donnez une autre valeur à payload
key-bad = { $path } { $why }, ce n’est donc pas une clé pour les empreintes des contenus : mettez la bonne à sa place, ou supprimez-le pour qu’une nouvelle soit créée
key-is-link = est un lien
key-is-no-file = n’est pas un fichier
key-is-open = peut être lu ou écrit par d’autres (lancez chmod 0600 dessus si personne ne l’a fait)
key-is-short = fait moins de 32 octets
key-is-long = fait plus de 1024 octets
log-no-space-to-end = pas de place pour terminer le fichier { $path } : toutes les trames entières y sont gardées ; faites de la place, puis relancez tp-relais
log-frame-numbers = la trame qui suit { $path } aurait le numéro { $number }, et aucun relais ne compte aussi loin : sortez ce fichier du journal des trames, puis relancez tp-relais
log-client-numbers = le client qui suit { $path } aurait le numéro { $number }, et aucun relais ne compte aussi loin : sortez ce fichier du journal des trames, puis relancez tp-relais
log-no-name = il ne reste pas de nom pour un fichier après { $path } : sortez ce fichier du journal des trames, puis relancez tp-relais
system-unread = impossible de lire { $path }
start-refused = le système refuse ce dont le relais a besoin pour démarrer
thread-ended = le fil d’exécution { $thread } s’est terminé de façon inattendue : veuillez signaler ce qui est écrit au-dessus de cette ligne
diagnostics-no-directory = impossible de créer le répertoire des diagnostics { $path } ; changez diagnostics.directory dans la configuration
diagnostics-no-file = impossible de commencer un fichier de diagnostics dans { $path } ; changez diagnostics.directory dans la configuration

# Files that the relay keeps and people may edit.
state-unread = impossible de lire { $path }
state-unwritten = impossible d’écrire { $path }
state-foreign = { $path } n’est pas tel que tp-relais le garde ({ $reason }) : corrigez-le, ou supprimez-le
names-unused = noms des clients et des adresses : { $what }
bans-lost = les bannissements des exécutions précédentes ne valent plus : { $what }
bans-unkept = les bannissements ne survivront pas à un redémarrage : { $what }
set-aside = il est mis de côté sous { $path }

# When the relay is ready.
greeting-room = salon { $room } ({ $mode }) :
greeting-room-paused = salon { $room } ({ $mode }, en pause : rien n’est lu avant `tp-ctl resume`) :
greeting-here = (cette machine seulement)
greeting-frame-log = journal des trames : { $path }

# How the relay is, for a service manager.
status-clients = { $count ->
    [one] { $count } client
   *[other] { $count } clients
}
status-half-closed = { $count ->
    [one] { $count } à demi fermé
   *[other] { $count } à demi fermés
}
status-log = journal { $size }
status-disk = disque libre à { $percent } %
status-paused = le salon { $room } est en pause (tp-ctl resume)
status-unused = la configuration reste celle d’avant : { $why }
status-stopping = arrêt : envoi de ce qui attend encore
stopping = arrêt : envoi de ce qui attend encore ; un second signal arrête aussitôt
stopped-at-once = arrêté aussitôt
slow-farewell = des clients n’ont pas pris en { $seconds } s ce qui était pour eux
manager-untold = le gestionnaire de services n’a pas pu être prévenu ({ $times } fois) : { $why }
manager-unusable = le gestionnaire de services est inutilisable : { $why }
manager-full = le gestionnaire de services ne conserve pas la connexion de chaque client ({ $times } fois) : { $why } ; un redémarrage coupe celles-là
manager-takes-no-more = il n’en prend plus

# The configuration, when it is used.
reloaded = la configuration est relue
reloaded-waiting = la configuration est relue ; ce qui change de { $keys } attend un redémarrage
not-reloaded = la configuration n’est pas relue, et celle d’avant reste valable : { $why }
mode-stays = salon { $room } : le mode reste { $mode }, comme cela a été ordonné, et ne sera { $configured } qu’après un arrêt
pause-stays = le salon { $room } est en pause, comme l’a ordonné { $by } : rien n’est lu de ses clients avant `tp-ctl resume`
user-unknown = un utilisateur inconnu
no-such-room = la configuration a une section [room.{ $room }], et il n’y a pas de salon sur ce port
fewer-clients = { $allowed ->
    [one] { $allowed } client
   *[other] { $allowed } clients
} à la fois seulement et non { $wanted } : ce processus peut ouvrir { $descriptors } fichiers (ulimit -n en donne plus)

# Clients.
refused-clients = { $times ->
    [one] { $times } client refusé, { $peer }
   *[other] { $times } clients refusés, { $peer } le dernier
} : { $why }
refused-denied = le filtre d’adresses (limits.allow, limits.deny)
refused-banned = un bannissement (tp-ctl ban les énumère)
refused-full = le nombre permis est atteint (limits.clients)
refused-of-address = trop de clients d’une même adresse (limits.clients-per-address)
refused-too-often = une adresse se connecte trop souvent (limits.connects-per-second-per-address)
cannot-accept = impossible d’accepter des clients ({ $times } fois, { $clients ->
    [one] { $clients } renvoyé
   *[other] { $clients } renvoyés
} cette fois) : { $why }
more-descriptors = { $what } ; un LimitNOFILE ou un ulimit -n plus grand permet d’ouvrir plus de fichiers
gave-up = salon { $room } : { $times ->
    [one] { $times } client abandonné, le client { $number }
   *[other] { $times } clients abandonnés, le client { $number } le dernier
} ({ $why }) : { $bytes ->
    [one] { $bytes } octet pour lui n’a pas été pris
   *[other] { $bytes } octets pour lui n’ont pas été pris
}
cut-slow = trop lent
cut-stalled = ne lisait plus
cut-timeout = injoignable
resumed = reprise : { $clients ->
    [one] { $clients } client continue
   *[other] { $clients } clients continuent
}, { $closed ->
    [one] { $closed } est fermé
   *[other] { $closed } sont fermés
}
cannot-go-on = salon { $room } : le client { $number } ({ $peer }) ne peut pas continuer et est fermé : { $why }
unplaced-unknown = le noyau ne dit pas où en est sa connexion
unplaced-address = sa connexion va de { $peer } à { $local }, et n’est pas celle du journal des trames
unplaced-written = { $written ->
    [one] { $written } octet lui a été écrit
   *[other] { $written } octets lui ont été écrits
}, et le journal des trames en a { $due } pour lui
unplaced-read = { $read ->
    [one] { $read } octet a été lu
   *[other] { $read } octets ont été lus
} de lui, et le journal des trames en a { $logged }
unplaced-missing = { $backlog ->
    [one] { $backlog } octet lui est dû, et le journal des trames ne l’a plus
   *[other] { $backlog } octets lui sont dus, et le journal des trames ne les a plus en entier
}
unplaced-consume = sa dernière trame est au journal et ne peut pas être prise de sa connexion
unplaced-leaving = il partait ({ $why }), et c’est à une version plus récente de dire ce que cela signifie
unplaced-unanswered = son message est au journal, sans réponse

# The frame log, while it works.
log-no-space = le journal des trames dans { $path } n’a plus de place
log-room-unlogged = { $what } ; salon { $room } : les trames sont relayées sans être journalisées jusqu’à ce qu’il en ait ({ $why })
log-room-waits = { $what } ; salon { $room } : rien n’est lu des clients jusqu’à ce qu’il en ait ({ $why })
log-space-again = le journal des trames a de nouveau de la place, après { $ms } ms
log-gap = salon { $room } : les trames { $first } à { $last }, { $bytes ->
    [one] { $bytes } octet
   *[other] { $bytes } octets
}, ont été relayées sans être journalisées ({ $times ->
    [one] { $times } lacune
   *[other] { $times } lacunes
} depuis la dernière fois que cela a été dit)
log-last-words = pas de place pour la fin de { $path } ({ $frames ->
    [one] { $frames } trame relayée
   *[other] { $frames } trames relayées
} sans être { $frames ->
    [one] journalisée
   *[other] journalisées
}) : { $why }
log-last-frames = salon { $room } : les dernières trames n’ont pas pu être journalisées, et personne ne les a reçues
log-removed = les plus anciens fichiers du journal des trames sont supprimés, { $bytes } octets : { $why }
removed-total = { $count } au-delà de retain-bytes
removed-age = { $count } au-delà de retain-age
removed-free = { $count } pour garder du disque libre
removed-full = { $count } parce que le disque est plein
log-untidy = le journal des trames ne peut pas être rangé ({ $times } fois) : { $what }
log-not-removed = { $path } est à supprimer et ne peut pas l’être : { $why }
log-no-next = salon { $room } : le segment suivant ne peut pas encore être commencé : { $why }
times = { $what } ({ $times } fois)
key-made = une clé pour les empreintes des contenus est créée : { $path }

# What an earlier run left in the frame log.
found-damaged = { $path } : endommagé à l’octet { $offset } ({ $what }) ; laissé tel quel, tp-ctl verify dit ce qui se lit encore
damage-no-label = l’étiquette manque
damage-newer = l’en-tête est d’un format plus récent
found-unreadable = { $path } : illisible à l’octet { $offset } ({ $why }) : vérifiez le disque
found-unsealed = { $path } : endommagé à l’octet { $offset }, { $bytes ->
    [one] { $bytes } octet n’est plus tel qu’il a été scellé
   *[other] { $bytes } octets ne sont plus tels qu’ils ont été scellés
} ; laissé tel quel, la suite va dans un nouveau fichier à partir de la trame { $next }
found-open = { $path } : l’exécution précédente l’a laissé ouvert : { $clients ->
    [one] { $clients } client est
   *[other] { $clients } clients sont
} encore là
found-torn = { $path } : l’exécution précédente ne s’est pas terminée en ordre : { $frames ->
    [one] { $frames } trame gardée
   *[other] { $frames } trames gardées
} sans sceau, { $bytes ->
    [one] { $bytes } octet retranché
   *[other] { $bytes } octets retranchés
}, { $clients ->
    [one] { $clients } client fermé
   *[other] { $clients } clients fermés
}
found-continued = { $path } : l’exécution précédente n’a pas eu le temps de le terminer : la suite est dans { $next }
found-empty = { $path } est vide : supprimé
found-foreign = { $path } n’est pas un journal des trames (il n’a pas de sceau) : mis de côté sous { $aside }

audit-mode = mode par { $by } : le salon { $room } est en { $mode }, et était en { $before }
audit-ban = ban par { $by } : { $net } est refusé pendant { $seconds } s, { $clients ->
    [one] { $clients } client coupé
   *[other] { $clients } clients coupés
}
audit-lift = lift par { $by } : { $net } n’est plus banni
audit-rotate = rotate par { $by } : le salon { $room } continue dans { $segment }
audit-stop = stop par { $by }
audit-reload = reload par { $by }
audit-say = say par { $by } : trame { $number } du salon { $room }, { $bytes ->
    [one] { $bytes } octet
   *[other] { $bytes } octets
} pour { $whom }
audit-kick = kick par { $by } : client { $number } ({ $peer }) du salon { $room }, { $bytes ->
    [one] { $bytes } octet pour lui n’a pas été pris
   *[other] { $bytes } octets pour lui n’ont pas été pris
}
audit-pause = { $verb } par { $by } : salon { $room }
audit-as-before = { $verb } par { $by } : salon { $room }, comme il l’était déjà
audit-named = name par { $by } : { $who } a un autre nom
audit-unnamed = name par { $by } : { $who } n’a plus de nom
audit-refused = { $verb } par { $by } : refusé : { $why }
audit-peers = { $peers ->
    [one] { $peers } client
   *[other] { $peers } clients
}
audit-peer = le client { $number }

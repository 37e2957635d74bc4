# Français. Une espace insécable précède la ponctuation double.

found = Constaté :
probably = Probablement :
perhaps = Peut-être :
next = À faire :

seen-unknown = `{ $host }` n’a pas d’adresse.
seen-slow = Aucun serveur de noms n’a dit quelle est l’adresse de `{ $host }`.
tenths = { $seconds } s
seen-silent = { $address } a accepté la connexion au bout de { $after }, et attend que quelqu’un parle.
seen-spoke = { $address } a accepté la connexion et a dit : { $text }
seen-closed = { $address } a accepté la connexion et l’a fermée aussitôt.
seen-refused = { $address } a refusé la connexion au bout de { $after }.
seen-timed-out = { $address } n’a pas répondu en { $after }.
seen-host-unreachable = { $address } : « pas de route vers l’hôte » au bout de { $after }.
seen-network-unreachable = { $address } : « réseau inaccessible ».
seen-denied = { $address } : cette machine n’a pas laissé sortir la connexion.
seen-other = { $address } : { $why }

reached = on peut joindre un serveur à { $address }, et il se comporte comme un relais.
reached-silent = on peut joindre un relais à { $address } : le serveur y accepte les connexions et attend qu’on lui parle, comme le fait un relais, mais aussi un serveur web.
reached-speaking = on peut joindre un relais à { $address }, et ce qu’il a dit venait d’un de ses clients : aucune sorte de serveur connue ne salue ainsi.
reached-step = `tp-client { $address }`.
paused = le relais est là, et son salon du port { $port } est en pause : rien de ce qu’on lui envoie n’est lu.
paused-step = faites-le reprendre : `tp-ctl resume --room { $port }`.
foreign = le serveur qui répond n’est pas un relais : il salue comme le fait { $name }.
foreign-step = vérifiez le port ; celui d’un relais est 12345 si personne n’en a décidé autrement.
other-program = { $name } (processus { $pid }) occupe le port { $port }, et ce n’est pas tp-relais.
other-program-step = si c’est votre propre serveur, tout va bien ; sinon arrêtez-le et lancez le relais, ou donnez au relais un autre port.
closed-at-once = le relais est complet, ou n’admet pas l’adresse de cette machine (`clients`, `allow` et `deny` de sa configuration, ou `tp-ctl ban`).
closed-at-once-step = demandez un `tp-ctl status` à qui s’occupe du relais : il compte qui il a refusé, et pourquoi.
nothing-listens = aucun programme de cette machine n’écoute sur le port { $port }.
nothing-listens-step = lancez-en un : `tp-relais --listen { $port }`.
not-running-there = cette machine-là est bien présente, mais aucun de ses programmes n’écoute sur le port { $port }.
not-running-there-step = lancez-y en un : `tp-relais --listen { $port }` ; ou vérifiez l’adresse et le port avec `tp-ctl banner` là-bas.
program = { $name } (processus { $pid })
unnamed-program = un programme que cet utilisateur ne peut pas voir
other-address = { $program } écoute sur le port { $port }, mais à une autre adresse : { $place }.
other-address-step = employez { $place }, ou faites-le écouter à toutes les adresses : `tp-relais --listen { $port }`, ou en Python `bind(("0.0.0.0", { $port }))`.
loopback-only = le programme qui écoute le fait sur { $place }, que seule cette machine elle-même peut joindre.
loopback-only-step = lancez-le pour toutes les adresses : `tp-relais --listen { $port }`, ou en Python `bind(("0.0.0.0", { $port }))`.
loopback-there = là-bas, un programme écoute sur 127.0.0.1 seulement, que seule cette machine-là peut joindre.
loopback-there-step = là-bas, `ss -ltn` montre 0.0.0.0:{ $port } ou *:{ $port } quand tous peuvent le joindre.
loopback-typed = { $host } désigne toujours la machine où l’on est assis, et le relais tourne sur une autre.
loopback-typed-step = saisissez l’adresse du relais lui-même : `tp-ctl banner` l’affiche là-bas.
unspecified-typed = { $host } est pour un serveur qui écoute (« sur toutes les adresses ») ; un client ne peut pas compter dessus.
unspecified-typed-step = saisissez l’adresse du relais lui-même, ou 127.0.0.1:{ $port } sur la même machine.
time-wait = { $count ->
    [one] un serveur vient de s’arrêter ici : une connexion finie occupe encore le port { $port }
   *[other] un serveur vient de s’arrêter ici : { $count } connexions finies occupent encore le port { $port }
}, ce qui empêche un serveur sans SO_REUSEADDR de démarrer.
time-wait-step = attendez une minute et relancez-le, ou activez SO_REUSEADDR ; tp-relais n’a besoin ni de l’un ni de l’autre.
other-port = un tp-relais de cette machine écoute sur un autre port : { $ports }.
other-port-step = si c’est celui que vous cherchez, employez le port { $port }.
other-ports = des relais de cette machine écoutent sur d’autres ports : { $ports }.
other-ports-step = employez l’un de ceux-là, si le relais que vous cherchez en est.
stopped = { $name } (processus { $pid }) occupe le port et est suspendu, comme par Ctrl-Z.
stopped-step = faites-le reprendre : `fg` dans son terminal, ou `kill -CONT { $pid }`.
stalled = { $name } écoute sur le port { $port } et ne prend aucune connexion : il est occupé, ou attend autre chose (un serveur qui ne sert qu’un client à la fois).
stalled-step = regardez ce qu’il fait, ou relancez-le.
firewall-drops = la machine est présente, elle répond sur le port { $other } ; un pare-feu avale ce qui va au port { $port }.
firewall-rejects = un pare-feu renvoie la connexion : celui de cette machine, de l’autre, ou un entre les deux.
firewall-step = sur le serveur : `sudo ufw allow { $port }/tcp` ou `sudo firewall-cmd --add-port={ $port }/tcp` ; sous Windows, autorisez le programme quand la question est posée.
firewall-perhaps = un pare-feu avale tout ce qui vient d’ici.
firewall-perhaps-step = essayez `ping { $host }`, et une fois avec les pare-feu des deux machines désactivés.
nobody-there = aucune machine ne répond à cette adresse : elle est éteinte, elle a changé d’adresse, ou elle est sur un autre réseau (un autre Wi-Fi, un réseau d’invités).
nobody-there-step = vérifiez l’adresse avec `tp-ctl banner` ou `ip address` là-bas, et que les deux machines sont sur le même réseau.
no-route = cette machine n’a pas de chemin vers ce réseau.
no-route-step = vérifiez le câble ou le Wi-Fi de cette machine et son adresse (`ip address`) : dans une classe, les trois premiers nombres sont le plus souvent les mêmes.
denied = un pare-feu ou une règle de cette machine ne la laisse pas sortir.
denied-step = regardez le pare-feu et les routes de cette machine (`ip route`).
unknown-host = `{ $host }` est mal écrit, ou n’est connu qu’ailleurs.
unknown-host-step = saisissez plutôt l’adresse IP du relais : `tp-ctl banner` l’affiche là-bas.
slow-names = cette machine n’a pas de réseau, ou son serveur de noms est absent.
slow-names-step = saisissez plutôt l’adresse IP du relais, et vérifiez le réseau de cette machine.
other = la connexion a échoué pour la raison que donne le système.
other-step = essayez d’abord 127.0.0.1 sur la machine du relais, puis son adresse, puis d’ici.

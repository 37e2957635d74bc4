# Français. Une espace insécable sépare un nombre de son unité, et précède la ponctuation double.

connected = connecté à { $peer } depuis { $local }
server-closed = le serveur a fermé la connexion
again-in = nouvel essai dans { $seconds } s (Ctrl-C pour finir)
outbox-full = le serveur ne prend rien pour le moment : appuyez plus tard de nouveau sur Entrée pour envoyer cette ligne

unknown-host = on ne connaît pas d’adresse pour `{ $host }` ({ $why }) : vérifiez l’orthographe, ou employez l’adresse IP du serveur, qu’il affiche à son démarrage
slow-lookup = pas d’adresse pour `{ $host }` en { $seconds } s : vérifiez le réseau de cette machine, ou employez l’adresse IP du serveur
refused = { $address } a refusé la connexion : aucun serveur n’y écoute ; lancez-en un avec `tp-relais`, ou vérifiez le port ; plus de détails avec `tp-client --doctor { $address }`
refused-there = { $address } a refusé la connexion : sans doute aucun serveur n’y écoute ; vérifiez le port, ou demandez à qui tient cette machine d’en lancer un ; plus de détails avec `tp-client --doctor { $address }`
timed-out = { $address } n’a pas répondu en { $seconds } s : vérifiez l’adresse, que les deux machines sont sur le même réseau et qu’aucun pare-feu ne les sépare ; plus de détails avec `tp-client --doctor { $address }`
unreachable = { $address } est inaccessible ({ $why }) : vérifiez la connexion au réseau de cette machine, et que l’adresse est du même réseau ; plus de détails avec `tp-client --doctor { $address }`
not-connected = connexion impossible à { $address } : { $why }

closed-at-once = { $peer } a accepté la connexion puis l’a fermée aussitôt : le serveur est peut-être complet, ou n’admet pas cette adresse ; réessayez plus tard, ou demandez à qui s’en occupe
cut = la connexion à { $peer } a été coupée ({ $why }), les dernières lignes ne sont donc peut-être pas arrivées : vérifiez le réseau et le serveur, puis reconnectez-vous
unanswered = { $peer } a fermé la connexion sans répondre : il relaie peut-être aux autres sans répondre, ou attend un autre message
no-answer = pas de réponse de { $peer } en { $seconds } s : il relaie peut-être aux autres sans répondre ; sinon, laissez-lui plus de temps avec --timeout
no-output = impossible d’écrire sur la sortie standard : { $why }
no-input = impossible de lire l’entrée standard : { $why }
no-terminal = impossible d’employer le terminal : { $why } ; si l’entrée ou la sortie passe par un tube, le terminal n’est pas nécessaire
no-start = impossible de démarrer : { $why }

empty-message = un message vide ne peut pas être envoyé : donnez-lui au moins un caractère
bad-seconds = donnez un nombre de secondes supérieur à 0 et d’au plus { $most }
no-host = aucun hôte n’est nommé : écrivez HOST ou HOST:PORT, par exemple 192.168.1.10:12345
bad-port = `{ $port }` n’est pas un port : donnez un nombre de 1 à 65535
port-alone = `{ $port }` est un port sans hôte : écrivez 127.0.0.1:{ $port }
bad-ipv6 = `{ $address }` n’est pas une adresse IPv6 : écrivez par exemple [fe80::1]:12345 ou 2001:db8::1
bad-name = `{ $name }` n’est pas un nom d’hôte : écrivez un nom sans espaces, d’au plus { $most } octets
other-scheme = `{ $scheme }://` est un autre protocole que celui du relais : écrivez { $instead }

why-unknown-name = ce nom est inconnu
why-no-name-server = aucun serveur de noms ne répond

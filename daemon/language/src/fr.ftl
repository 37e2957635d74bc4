# Français. Une espace insécable sépare un nombre de son unité.

bytes = { $count } o
kilobytes = { $count } ko
megabytes = { $count } Mo
gigabytes = { $count } Go
milliseconds = { $count } ms
seconds = { $count } s
minutes = { $count } min
hours = { $count } h
days = { $count } j

cause-denied = permission refusée
cause-not-found = fichier ou répertoire introuvable
cause-exists = existe déjà
cause-is-directory = est un répertoire
cause-not-directory = n’est pas un répertoire
cause-no-space = plus de place sur le disque
cause-timed-out = pas de réponse à temps
cause-cut-short = terminé trop tôt
cause-connection-refused = connexion refusée
cause-reset = connexion coupée par l’autre côté
cause-read-only = système de fichiers en lecture seule
cause-too-large = fichier trop grand
cause-interrupted = interrompu
cause-name-too-long = nom trop long
cause-loop = trop de liens
cause-descriptors = trop de fichiers ouverts
cause-io = erreur d’entrée-sortie
cause-aborted = connexion abandonnée
cause-not-connected = pas de connexion
cause-no-such-address = cette machine n’a pas cette adresse
cause-address-in-use = adresse déjà prise
cause-no-host = pas de route vers cette machine
cause-no-network = réseau inaccessible
cause-memory = plus de mémoire
cause-busy = occupé par un autre programme
cause-invalid = valeur que le système refuse
cause-unsupported = impossible sur ce système
cause-not-empty = le répertoire n’est pas vide
cause-other-disk = sur un autre disque

damage-seal-misfits = le sceau ne correspond pas à son bloc
damage-no-seal = un bloc sans sceau
damage-no-record = des octets qui ne sont pas un enregistrement
damage-no-header = l’en-tête manque
damage-no-seal-before = pas de sceau là où un bloc doit finir
damage-no-place = aucun bloc ne peut se trouver là

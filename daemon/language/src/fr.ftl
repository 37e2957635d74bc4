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
cause-reset = connexion coupée
cause-read-only = système de fichiers en lecture seule
cause-too-large = fichier trop grand
cause-interrupted = interrompu
cause-name-too-long = nom trop long
cause-loop = trop de liens
cause-descriptors = trop de fichiers ouverts
cause-io = erreur d’entrée-sortie

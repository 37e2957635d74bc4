# Ce qu'un relais refuse, et ce qui va avec.
and-others = { $count ->
    [one] et { $count } autre
   *[other] et { $count } autres
}
name-of-peer = le client { $number } ({ $address })
name-of-address = l’adresse { $address }
because = { $what } : { $cause }
refusal-bad-configuration = la configuration est fausse, et celle d’avant reste en vigueur
refusal-other = ce n’est pas possible
refusal-unknown = tp-relais { $version } ne connaît pas cette demande : prenez le tp-ctl qui va avec
refusal-late = la demande n’était pas entière au bout de { $seconds } s
refusal-cut-short = la demande s’arrête avant d’être entière
refusal-no-message = la demande n’est pas un message : c’est sa longueur, sur quatre octets, et un élément CBOR de cette longueur
refusal-read-only = { $verb } change quelque chose, et ce socket ne fait que lire : prenez { $socket }, à côté
refusal-sessions = toutes les sessions de contrôle sont prises : réessayez dans un instant
refusal-followers = { $most ->
   *[other] { $most } suivent déjà les événements : mettez fin à l’un d’eux
}
refusal-fault = la demande n’a pas pu être menée à bien ; les diagnostics du démon disent peut-être pourquoi
refusal-stopping = le relais est en train de s’arrêter
refusal-no-room = il n’y a pas de salon « { $room } » : il y a { $rooms }
refusal-which-room = il y a plusieurs salons : nommez-en un avec --room, parmi { $rooms }
refusal-no-space = salon { $room } : plus de place pour le journal des trames
refusal-no-segment = salon { $room } : le segment suivant ne peut pas encore être commencé : { $cause }
refusal-partly = { $why } (fait avant : { $done })
refusal-done-rooms = { $count ->
    [one] salon { $rooms }
   *[other] salons { $rooms }
}
refusal-done-peers = { $count ->
    [one] client { $peers }
   *[other] clients { $peers }
}
refusal-no-peer = il n’y a pas de client { $who } : { $there }
refusal-nobody-called = personne ne s’appelle « { $who } » : { $there }
refusal-nobody-connected = personne n’est connecté
refusal-connected = sont connectés { $peers }
refusal-which-peer = { $who } désigne plusieurs clients : dites lequel par son numéro, { $peers }
refusal-which-peers = { $who } désigne plusieurs clients : dites lequel, { $peers }, ou prenez-les tous avec --all
refusal-nobody-named = personne n’est nommé
refusal-has-left = le client en question est parti de lui-même entre-temps
refusal-nobody-there = il n’y a personne dans le salon { $room }
say-length = un texte de { $bytes ->
    [one] { $bytes } octet
   *[other] { $bytes } octets
}, et l’on peut en dire de 1 à { $most } à la fois
refusal-not-a-net = { $net } n’est ni une adresse ni un réseau : 192.168.1.20, 192.168.1.0/24 et 2001:db8::/32 en sont
refusal-ban-time = { $days ->
   *[other] un bannissement dure de 1 s à { $days } jours, et pas { $seconds } s
} : qui ne doit jamais entrer a sa place dans limits.deny
refusal-too-many-bans = { $most ->
   *[other] il y a déjà { $most } bannissements
} : levez-en un, ou bannissez le réseau où plusieurs se trouvent
refusal-no-bans = { $net } n’est pas banni : il n’y a aucun bannissement
refusal-not-banned = { $net } n’est pas banni : sont bannis { $bans }
refusal-ban-within = { $net } n’est pas banni lui-même, il se trouve dans { $within } : levez celui-là
refusal-name-taken = « { $name } » est déjà { $who } : retirez-lui ce nom d’abord, ou trouvez-en un autre
refusal-too-many-names = { $most ->
   *[other] il y a déjà { $most } noms
} : retirez-en un d’abord
refusal-no-name = { $who } n’a pas de nom
refusal-no-name-there = { $who } n’a pas de nom, et personne n’est connecté depuis là
refusal-name-of-address = { $who } n’a pas de nom à lui : « { $name } » est le nom de son adresse { $address }
refusal-names-unread = impossible de lire les noms dans { $path } : { $cause }
refusal-names-unwritten = impossible d’écrire les noms dans { $path } : { $cause }
refusal-names-foreign = { $path } ne contient pas des noms tels qu’ils sont gardés ({ $cause }) : réparez-le, ou supprimez-le
misread-unread = impossible de lire { $path } : { $cause }
misread-too-long = { $path } dépasse { $most } octets : est-ce le bon fichier ?
misread-mistake = dans { $path } : { $what }
misread-unfinished = elle n’a pas pu être lue
bad-name-empty = un nom ne peut pas être vide : pour en retirer un, utilisez --remove
bad-name-long = un nom a { $most } octets au plus, et celui-ci en a { $bytes }
bad-name-hidden = un nom ne peut contenir ni caractères de contrôle ni caractères invisibles, comme '{ $which }'
bad-name-bracket = un nom ne peut contenir '{ $which }' : les étiquettes sont entre crochets
bad-name-address = un nom ne peut être ni un nombre ni une adresse : ils disent déjà de qui il s’agit

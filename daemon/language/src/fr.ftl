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

"""Client du TP : saisir, envoyer, attendre la réponse, l'afficher, jusqu'au mot « fin »."""
import socket
import sys

hote, port = sys.argv[1], int(sys.argv[2])
client = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
client.connect((hote, port))
print("Adresse du client :", client.getsockname(), flush=True)
message = ""
while message != "fin":
    message = input()
    client.send(message.encode("utf-8"))
    reponse = client.recv(1024)
    print("Reçu :", reponse.decode("utf-8"), flush=True)
client.close()

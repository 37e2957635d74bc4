"""Premier client du TP : un message, une réponse, et les adresses des deux bouts."""
import socket
import sys

hote, port = sys.argv[1], int(sys.argv[2])
client = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
client.connect((hote, port))
print("Adresse du client :", client.getsockname(), flush=True)
print("Adresse du serveur :", client.getpeername(), flush=True)
client.send("Hello, serveur !".encode("utf-8"))
reponse = client.recv(1024)
print("Reçu :", reponse.decode("utf-8"), flush=True)
client.close()

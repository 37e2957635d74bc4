"""Connects to the Unix socket argv[1], reads the hello, says the message argv[2] (hexadecimal) and
prints the reply the same way; `denied` when the kernel does not let it in."""
import socket
import struct
import sys


def message(stream):
    (length,) = struct.unpack(">I", stream.read(4))
    return stream.read(length)


server = socket.socket(socket.AF_UNIX)
server.settimeout(60)
try:
    server.connect(sys.argv[1])
except PermissionError:
    print("denied")
    sys.exit()
stream = server.makefile("rb")
message(stream)
said = bytes.fromhex(sys.argv[2])
server.sendall(struct.pack(">I", len(said)) + said)
print(message(stream).hex())

"""A client of AMP in as few lines as it takes; knows nothing but the frames.

python3 client.py ADDRESS SCRIPT: ADDRESS is HOST:PORT or a path. SCRIPT is made of words: "call
PROCEDURE TEXT", "flood COUNT WINDOW PROCEDURE TEXT". Prints what each came to.
"""
import socket
import struct
import sys
import time


def frame(opcode, payload):
    length = len(payload)
    if length > 0xFFFF:
        head = b"\xff" + struct.pack("!I", length)
    elif length < 0xFE:
        head = bytes([length])
    else:
        head = b"\xfe" + struct.pack("!H", length)
    return opcode + head + payload


def request(number, procedure, data):
    name = procedure.encode()
    return frame(b"1", struct.pack("!I", number) + b"1" + bytes([len(name)]) + name + data)


class Client:
    def __init__(self, address):
        if address.startswith("/"):
            self.socket = socket.socket(socket.AF_UNIX)
            self.socket.connect(address)
        else:
            host, port = address.rsplit(":", 1)
            self.socket = socket.create_connection((host, int(port)))
            self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.buffer = b""
        self.number = 0

    def frames(self):
        """All frames that are there; waits for one."""
        found = []
        while not found:
            more = self.socket.recv(1 << 20)
            if not more:
                raise EOFError("the server has closed the connection")
            self.buffer += more
            at = 0
            buffer = self.buffer
            end = len(buffer)
            while end - at >= 2:
                length = buffer[at + 1]
                head = 2
                if length == 254:
                    head = 4
                    if end - at < head:
                        break
                    length = struct.unpack_from("!H", buffer, at + 2)[0]
                elif length == 255:
                    head = 6
                    if end - at < head:
                        break
                    length = struct.unpack_from("!I", buffer, at + 2)[0]
                if end - at < head + length:
                    break
                found.append((buffer[at:at + 1], buffer[at + head:at + head + length]))
                at += head + length
            self.buffer = buffer[at:]
        return found

    def call(self, procedure, data):
        self.number += 1
        self.socket.sendall(request(self.number, procedure, data))
        pieces = []
        while True:
            for opcode, payload in self.frames():
                if opcode != b"1" or struct.unpack_from("!I", payload)[0] != self.number:
                    raise ValueError("an answer to nothing: %r" % payload)
                kind, data = payload[4:5], payload[5:]
                if kind == b"4":
                    pieces.append(data)
                elif kind == b"3":
                    return "result " + b"|".join(pieces + [data]).decode()
                else:
                    return "error " + data.decode()

    def flood(self, count, window, procedure, data):
        made = done = 0
        waiting = {}
        began = time.monotonic()
        while done < count:
            out = []
            while made < count and len(waiting) < window:
                made += 1
                waiting[made] = data + str(made).encode()
                out.append(request(made, procedure, waiting[made]))
            if out:
                self.socket.sendall(b"".join(out))
            for opcode, payload in self.frames():
                number = struct.unpack_from("!I", payload)[0]
                expected = waiting.pop(number)
                if opcode != b"1" or payload[4:] != b"3" + expected:
                    raise ValueError("a wrong answer to %d: %r" % (number, payload))
                done += 1
        return "flood %d in %.3f s" % (done, time.monotonic() - began)


client = Client(sys.argv[1])
for line in sys.argv[2].split(";"):
    words = line.strip().split(" ", 4)
    if words[0] == "call":
        print(client.call(words[1], " ".join(words[2:]).encode()), flush=True)
    else:
        print(client.flood(int(words[1]), int(words[2]), words[3], words[4].encode()), flush=True)

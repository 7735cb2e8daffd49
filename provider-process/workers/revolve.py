"""Runs tasks of Revolve in a Python process: one file, nothing but the standard library.

    import revolve

    def resize(task):
        task.progress(1, 2)
        task.write("note", {"half": "done"})
        return {"bytes": len(task.payload)}

    revolve.work({"resize-image": resize})

A handler gets a task and returns what JSON can say, or bytes. What it raises fails the task, and the
process goes on. Nothing may be printed to the standard output, which belongs to the pool: print()
goes to the standard error here.
"""

import json
import os
import select
import socket
import struct
import sys
import traceback
import zlib

_STREAM, _CANCEL = 1, 2
_CONTROL, _RAW, _ERROR = 0x01, 0x04, 0x40


class Cancelled(Exception):
    """The client wants the task to end."""


class Task:
    """One task, as its handler sees it."""

    def __init__(self, pool, context, body):
        self._pool = pool
        self._context = context
        self._told = []
        self._cancelled = False
        self.id = context.get("id", "")
        self.name = context.get("job", "")
        self.attempt = context.get("attempt", 1)
        self.headers = {name: values[0] for name, values in context.get("headers", {}).items()}
        self.body = body

    @property
    def payload(self):
        """The payload: what its JSON says, or bytes."""
        if self._context.get("type") == "bytes":
            return self.body
        return json.loads(self.body) if self.body else None

    def write(self, event, payload=None):
        """Sends an event to the client."""
        self._pool.part({"event": event, "type": _type(payload)}, _bytes(payload))

    def progress(self, done, total):
        """Says how far the task is."""
        self._pool.part({"progress": [done, total]}, b"")

    def told(self):
        """What the client has told the task since the last call, as pairs of event and payload."""
        self._pool.listen(self)
        told, self._told = self._told, []
        return told

    def is_cancelled(self):
        """Whether the client wants the task to end."""
        self._pool.listen(self)
        return self._cancelled

    def raise_if_cancelled(self):
        """Ends the handler if the client wants the task to end."""
        if self.is_cancelled():
            raise Cancelled("cancelled")


class _Pool:
    def __init__(self, source, sink):
        self._source = source
        self._sink = sink
        self._buffer = b""
        self._ahead = []
        self._calls = 0

    def part(self, context, body):
        text = json.dumps(context).encode()
        self._write(_RAW, _STREAM, text + body, len(text))

    def answer(self, value):
        text = b'{"type":"%s"}' % _type(value).encode()
        self._write(_RAW, 0, text + _bytes(value), len(text))

    def fail(self, text):
        self._write(_ERROR, 0, text.encode(), None)

    def control(self, value):
        self._write(_CONTROL | 0x08, 0, json.dumps(value).encode(), None)

    def _write(self, flags, stream, payload, context):
        words = 3 if context is None else 4
        head = struct.pack("<BBI", 1 << 4 | words, flags, len(payload))
        frame = head + struct.pack("<IBB", zlib.crc32(head), stream, 0)
        if context is not None:
            frame += struct.pack("<I", context)
        view = memoryview(frame + payload)
        while view:
            view = view[os.write(self._sink, view):]

    def next(self):
        """The next frame that is no word to a task that has ended; None at the end."""
        frame = self._ahead.pop(0) if self._ahead else self._read(True)
        while frame is not None and frame[1]:
            frame = self._read(True)
        if frame is not None and not frame[0]:
            self._calls += 1
        return frame

    def listen(self, task):
        """Takes what has come for the running task; what is for later waits."""
        while (frame := self._read(False)) is not None:
            _, stream, context, body, call = frame
            if stream and call != self._calls:
                continue  # It is for a task that has ended.
            if stream & _CANCEL:
                task._cancelled = True
            elif stream & _STREAM:
                about = json.loads(context)
                payload = body if about.get("type") == "bytes" else json.loads(body or b"null")
                task._told.append((about["tell"], payload))
            else:
                self._ahead.append(frame)

    def _read(self, wait):
        head = self._take(12, wait)
        if head is None:
            return None
        first, flags, length = struct.unpack("<BBI", head[:6])
        words = first & 15
        if first >> 4 != 1 or struct.unpack("<I", head[6:10])[0] != zlib.crc32(head[:6]):
            raise RuntimeError("expected a frame of goridge v3, got %r" % head)
        options = self._take(4 * (words - 3), True) if words > 3 else b""
        payload = self._take(length, True) if length else b""
        context = struct.unpack("<I", options[:4])[0] if words > 3 else 0
        call = struct.unpack("<I", options[4:8])[0] if words > 4 else 0
        return flags & _CONTROL, head[10], payload[:context], payload[context:], call

    def _take(self, count, wait):
        while len(self._buffer) < count:
            if not wait and not select.select([self._source], [], [], 0)[0]:
                return None
            more = os.read(self._source, max(65536, count - len(self._buffer)))
            if not more:
                return None
            self._buffer += more
        taken, self._buffer = self._buffer[:count], self._buffer[count:]
        return taken


def _type(value):
    return "bytes" if isinstance(value, (bytes, bytearray)) else "json"


def _bytes(value):
    return bytes(value) if _type(value) == "bytes" else json.dumps(value).encode()


def _connect(relay):
    if relay.startswith("unix://"):
        connection = socket.socket(socket.AF_UNIX)
        connection.connect(relay[len("unix://"):])
    else:
        host, port = relay[len("tcp://"):].rsplit(":", 1)
        connection = socket.create_connection((host, int(port)))
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return connection.detach()


def work(handlers):
    """Runs tasks until the pool wants no more; handlers by the task's name, or one for all."""
    relay = os.environ.get("RR_RELAY", "pipes")
    if relay == "pipes":
        pool = _Pool(0, os.dup(1))
        os.dup2(2, 1)
    else:
        connection = _connect(relay)
        pool = _Pool(connection, connection)
    frame = pool.next()
    while frame is not None:
        control, _, context, body, _ = frame
        if control:
            said = json.loads(body)
            if said.get("stop"):
                return
            pool.control({"pid": os.getpid(), "revolve": 1})
        else:
            _run(pool, handlers, json.loads(context) if context else {}, body)
        frame = pool.next()


def _run(pool, handlers, context, body):
    task = Task(pool, context, body)
    try:
        handler = handlers if callable(handlers) else handlers.get(task.name)
        if handler is None:
            raise LookupError("no handler for tasks of the name %r" % task.name)
        pool.answer(handler(task))
    except Exception as error:  # Whatever a handler raises ends its task alone.
        sys.stderr.write(traceback.format_exc())
        pool.fail("%s: %s" % (type(error).__name__, error))

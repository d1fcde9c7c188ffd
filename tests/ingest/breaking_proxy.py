"""A way to a database that can be cut: a TCP proxy on the loopback interface."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress
from types import TracebackType
from typing import Self

COMMIT = b"\x00\x02\xb0\x12\x00\x00"
"""The message of the Bolt protocol that ends a transaction."""


class BreakingProxy:
    """Forwards connections to a port of this machine; use it in a `with` statement."""

    def __init__(self, port: int) -> None:
        self._to = port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._open: list[socket.socket] = []
        self._left: int | None = None
        self._at_commit = False
        self._accepting(self._listener)

    def cut(self) -> None:
        """Break all connections; new ones are taken."""
        for end in self._open:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
        self._open.clear()

    def cut_after(self, size: int) -> None:
        """Break all connections when so many more bytes have come from the database."""
        self._left = size

    def cut_at_commit(self) -> None:
        """Break all connections when the next transaction is committed, before the answer comes."""
        self._at_commit = True

    def go(self) -> None:
        """Break all connections and take no new ones, as a server that is stopped."""
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)  # or a waiting accept would hold the port
        self._listener.close()
        self.cut()

    def come_back(self) -> None:
        """Take connections again at the same port."""
        self._listener = socket.create_server(("127.0.0.1", self.port))
        self._accepting(self._listener)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.go()

    def _accepting(self, listener: socket.socket) -> None:
        threading.Thread(target=self._accept, args=(listener,), daemon=True).start()

    def _accept(self, listener: socket.socket) -> None:
        with suppress(OSError):
            while True:
                near, _ = listener.accept()
                far = socket.create_connection(("127.0.0.1", self._to))
                self._open += [near, far]
                threading.Thread(target=self._forward, args=(near, far, False), daemon=True).start()
                threading.Thread(target=self._forward, args=(far, near, True), daemon=True).start()

    def _forward(self, source: socket.socket, sink: socket.socket, answer: bool) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                if answer and self._left is not None:
                    self._left -= len(data)
                    if self._left < 0:
                        self._left = None
                        self.cut()
                        return
                if not answer and self._at_commit and COMMIT in data:
                    self._at_commit, self._left = False, 0
                sink.sendall(data)
            sink.shutdown(socket.SHUT_WR)

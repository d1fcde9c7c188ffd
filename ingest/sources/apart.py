"""Documents of intricate forms, read in a process apart: it is ended when one takes too long, and begun again."""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
import threading
from typing import Any, Final

from graph.errors import InputError
from ingest.sources.documents import Document, from_json

SECONDS: Final = 30.0
"""Time that one document may take."""
_RENEWED: Final = 2000
"""Documents that one process reads: libraries keep some of each in memory."""


class DocumentProcess:
    """The process that reads; it is begun when it is first needed, and ends with this one."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = os.getpid()
        self._left = 0
        self._lock = threading.Lock()

    def documents(
        self, form: str, data: bytes, *, url: str | None = None, charset: str | None = None, seconds: float = SECONDS
    ) -> list[Document]:
        """What a document holds.

        Raises InputError when it cannot be read, or not within the time, or when it ends the process.
        """
        with self._lock:
            if self._process is None or self._owner != os.getpid() or not self._left:
                self._begin()
            self._left -= 1
            answer = self._ask(form, data, url, charset, seconds)
        found: Any = json.loads(answer)
        if isinstance(found, dict):
            raise InputError(found["error"])
        return from_json(answer)

    def end(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is None or self._owner != os.getpid():
            return
        process.kill()
        process.communicate()

    def _begin(self) -> None:
        self.end()
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "ingest.sources.document_process"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C is for those who asked
        )
        self._owner = os.getpid()
        self._left = _RENEWED

    def _ask(self, form: str, data: bytes, url: str | None, charset: str | None, seconds: float) -> bytes:
        process = self._process
        assert process is not None and process.stdin is not None and process.stdout is not None
        late = threading.Event()

        def give_up() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(seconds, give_up)
        timer.daemon = True
        timer.start()
        try:
            head = {"form": form, "url": url, "charset": charset, "size": len(data)}
            process.stdin.write(json.dumps(head).encode() + b"\n" + data)
            process.stdin.flush()
            answer = process.stdout.readline()
        except OSError:
            answer = b""
        except BaseException:  # interrupted: an answer may be on its way that belongs to no later question
            self.end()
            raise
        finally:
            timer.cancel()
        if not answer.endswith(b"\n"):
            self.end()
            if late.is_set():
                raise InputError(f"takes longer than {seconds:,.0f} seconds to read")
            raise InputError("cannot be read: it ended the process that read it")
        return answer


documents_apart = DocumentProcess()
"""The one process that all readers of this process use."""
atexit.register(documents_apart.end)

"""A virus scanner that speaks clamd's INSTREAM on a socket, and knows one signature."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from tests.vault.hostile.recordings import EICAR

LIMIT = 200_000


class Talk(socketserver.StreamRequestHandler):
    server: Scanner

    def handle(self) -> None:
        if self.rfile.read(10) != b"zINSTREAM\0":
            self.wfile.write(b"UNKNOWN COMMAND\0")
            return
        whole = b""
        while length := int.from_bytes(self.rfile.read(4), "big"):
            whole += self.rfile.read(length)
            if len(whole) > LIMIT:
                self.wfile.write(b"INSTREAM size limit exceeded. ERROR\0")
                return
        self.server.read.append(whole)
        if self.server.hangs_up:
            return
        if whole.startswith(b"deep"):
            self.wfile.write(b"stream: Heuristics.Limits.Exceeded.MaxFileSize FOUND\0")
        else:
            found = b"stream: Eicar-Test-Signature FOUND\0"
            self.wfile.write(found if EICAR in whole else b"stream: OK\0")


class Scanner(socketserver.ThreadingTCPServer):
    """``read`` is every file it was sent whole; with ``hangs_up`` it never says what it found."""

    daemon_threads = True
    block_on_close = False
    hangs_up = False

    def __init__(self) -> None:
        self.read: list[bytes] = []
        super().__init__(("127.0.0.1", 0), Talk)

    @property
    def address(self) -> SplitResult:
        return urlsplit(f"tcp://127.0.0.1:{self.server_address[1]}")


class LocalScanner(Scanner):
    """The same behind a path of this machine."""

    address_family = 1  # AF_UNIX

    def __init__(self, path: Path) -> None:
        self.read = []
        socketserver.TCPServer.__init__(self, str(path), Talk)  # type: ignore[arg-type]

    def server_bind(self) -> None:
        self.socket.bind(self.server_address)

    @property
    def address(self) -> SplitResult:
        return urlsplit(f"unix://{self.server_address}")


@contextmanager
def running(scanner: Scanner) -> Iterator[Scanner]:
    thread = threading.Thread(target=scanner.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield scanner
    finally:
        scanner.shutdown()
        scanner.server_close()
        thread.join()

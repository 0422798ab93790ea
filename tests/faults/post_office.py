"""A real mail server on the loopback that writes down what it takes, and misbehaves when told.

It has no idea of our queue: what it saw is what the world would have seen.
"""

from __future__ import annotations

import asyncio
import contextlib
import email
import socket
import struct
from collections import Counter
from collections.abc import Iterator
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

from tests.faults.serving import free_port

RESET = struct.pack("ii", 1, 0)


class PostOffice:
    """Takes everything; ``ways`` says of a recipient's local part, or of ``*``, how it fails.

    The ways: ``451`` and ``550`` at the recipient, ``554`` at the words, ``hang`` for ever, and
    ``reset``: it takes the mail and the connection breaks before it can say so.
    """

    def __init__(self, port: int = 0) -> None:
        self.port = port or free_port()
        self.taken: list[str] = []
        self.asked: Counter[str] = Counter()
        self.sessions = 0
        self.ways: dict[str, str] = {}
        self.controller: Controller | None = None

    def open(self) -> None:
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self.controller.start()

    def close(self) -> None:
        if self.controller:
            self.controller.stop()
            self.controller = None

    @property
    def repeats(self) -> int:
        """How many mails came more than once, counting each further time."""
        return len(self.taken) - len(set(self.taken))

    def way_of(self, address: str) -> str:
        return self.ways.get(address.partition("@")[0], self.ways.get("*", ""))

    async def handle_EHLO(  # noqa: N802 - the names are aiosmtpd's
        self, server: SMTP, session: Any, envelope: Any, hostname: str, responses: list[str]
    ) -> list[str]:
        self.sessions += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        self.asked[address] += 1
        way = self.way_of(address)
        if way in ("451", "550"):
            return f"{way} Not now, {address}" if way == "451" else f"{way} Nobody is {address}"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Any, envelope: Any) -> str:  # noqa: N802
        way = self.way_of(envelope.rcpt_tos[0])
        if way == "554":
            return "554 Not these words"
        if way == "hang":
            await asyncio.sleep(3600)
        self.taken.append(email.message_from_bytes(envelope.content)["Message-ID"])
        if way == "reset":
            link = server.transport.get_extra_info("socket")
            link.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
            server.transport.abort()
        return "250 Taken"


@contextlib.contextmanager
def post_office(port: int = 0) -> Iterator[PostOffice]:
    office = PostOffice(port)
    office.open()
    try:
        yield office
    finally:
        office.close()

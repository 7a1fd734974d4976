"""Connections that make room for one another, so that silent ones keep nobody out."""

import asyncio
from itertools import count

from h11 import LocalProtocolError
from uvicorn.protocols.http.h11_impl import H11Protocol

MOST = 64

_arrivals = count()


class Connection(H11Protocol):
    """uvicorn's, which is closed for a newer one while nothing is being answered on it.

    Turning away the newest, as uvicorn's own limit does, would leave the room to whoever took it
    first and then said nothing.
    """

    arrived = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.arrived = next(_arrivals)
        idle = (
            other
            for other in self.connections
            if isinstance(other, Connection) and other is not self and not other.answering
        )
        if len(self.connections) > MOST:
            # Where something is being answered on every other one, there is no room for this one.
            leaves = min(idle, key=_arrival, default=self)
            # No longer counted at once: it is told of its end only in a later turn of the loop.
            self.connections.discard(leaves)
            leaves.transport.abort()

    def send_400_response(self, msg: str) -> None:
        """Refuse what is no HTTP. A request that it is part of is given up, not failed."""
        if self.cycle is not None and not self.cycle.response_complete:
            self.cycle.disconnected = True
            self.cycle.message_event.set()
        try:
            super().send_400_response(msg)
        except LocalProtocolError:  # An answer is out already, or on its way.
            self.transport.close()

    @property
    def answering(self) -> bool:
        """A whole request has come, and its answer is not out yet."""
        cycle = self.cycle
        return cycle is not None and not (cycle.more_body or cycle.response_complete)


def _arrival(connection: Connection) -> int:
    return connection.arrived

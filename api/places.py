"""Places for queries that run at a time, and the queue for them, in which clients take turns."""

import asyncio
from collections import deque
from contextlib import suppress

from diplograph.api.settings import Settings
from diplograph.ontology.errors import QueryOverloadError

__all__ = ["Places"]


class Places:
    """So many queries may run; others wait.

    A place that comes free goes to the clients in turn, so that a client with many queries in the
    queue does not keep those of others waiting.
    """

    def __init__(self, number: int, settings: Settings) -> None:
        """Take how many places there are, and the settings of the queue."""
        self._free = number
        self._settings = settings
        #: The turns of each client, the client whose turn is next before the others.
        self._queues: dict[str, deque[asyncio.Future[None]]] = {}
        #: How many wait.
        self.waiting = 0

    def try_to_take(self) -> bool:
        """Take a place if one is free."""
        if self._free == 0:
            return False
        self._free -= 1
        return True

    async def take(self, client: str) -> None:
        """Wait for a place.

        Raises:
            QueryOverloadError: Too many wait already, or it took too long.
        """
        if self.try_to_take():
            return
        if self.waiting >= self._settings.queue:
            raise QueryOverloadError("too many queries wait already; try again in a moment")
        turn = asyncio.get_running_loop().create_future()
        self._queues.setdefault(client, deque()).append(turn)
        self.waiting += 1
        try:
            async with asyncio.timeout(self._settings.wait):
                await turn
        except BaseException as error:
            if turn.done() and not turn.cancelled():
                self.give_back()  # it came in the moment of giving up
            self._leave_queue(client, turn)
            if isinstance(error, TimeoutError):
                message = "no worker was free in time; try again later"
                raise QueryOverloadError(message) from error
            raise
        finally:
            self.waiting -= 1

    def give_back(self) -> None:
        """Give a place back, to whoever is next."""
        while self._queues:
            client, queue = next(iter(self._queues.items()))
            turn = queue.popleft()
            del self._queues[client]
            if queue:
                self._queues[client] = queue
            if not turn.done():
                turn.set_result(None)
                return
        self._free += 1

    def _leave_queue(self, client: str, turn: asyncio.Future[None]) -> None:
        queue = self._queues.get(client, deque())
        with suppress(ValueError):
            queue.remove(turn)
        if not queue:
            self._queues.pop(client, None)

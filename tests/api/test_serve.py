"""How the server listens, on real sockets."""

import asyncio
import socket

from diplograph.api.commands.serve import _listener


def test_small_packets_are_sent_at_once() -> None:
    """An answer in two packets does not wait for the client to confirm the first one."""

    async def delays() -> bool:
        found: asyncio.Future[bool] = asyncio.get_running_loop().create_future()

        def connected(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            option = (socket.IPPROTO_TCP, socket.TCP_NODELAY)
            found.set_result(not writer.get_extra_info("socket").getsockopt(*option))
            writer.close()

        with _listener("127.0.0.1", 0) as listener:
            async with await asyncio.start_server(connected, sock=listener) as server:
                _, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
                writer.close()
                return await found

    assert asyncio.run(delays()) is False

"""Free ports of the loopback address, below the range that the kernel hands out to clients."""

import random
import socket
from contextlib import ExitStack

LOWEST, HIGHEST = 10_000, 32_767
_random = random.SystemRandom()


def free_ports(count: int) -> list[int]:
    """Returns ports that nobody listens on now; another process may still take one: start again then."""
    with ExitStack() as held:
        return [_hold_one(held) for _ in range(count)]


def _hold_one(held: ExitStack) -> int:
    for _ in range(1000):
        port = _random.randint(LOWEST, HIGHEST)
        holder = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        # A port that was closed a moment ago is free for a server that sets the same option, as all ours do.
        holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            holder.bind(("127.0.0.1", port))
        except OSError:
            holder.close()
            continue
        held.callback(holder.close)
        return port
    raise RuntimeError(f"no free port found between {LOWEST} and {HIGHEST}")

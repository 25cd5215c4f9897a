"""`python -m bench.load PORT SECONDS [once]`: sends requests to a server on this machine.

Requests are read from standard input, one JSON list [path, tag] on each line, and sent in order,
several at the same time. At its end the list starts again or, with `once`, the run ends. Prints the
number of responses in a second. A response other than 200 or, for a request with a tag, 304 ends
the run with an error.
"""

import asyncio
import itertools
import json
import sys
import time
from collections.abc import Iterator

AT_ONCE = 4


async def ask(port: int, path: str, tag: str | None) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    known = f"If-None-Match: {tag}\r\n" if tag else ""
    heading = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n"
    writer.write(f"{heading}{known}\r\n".encode())
    answer = await reader.read()
    writer.close()
    status = answer.split(b" ", 2)[1]
    if status != (b"304" if tag else b"200"):
        raise SystemExit(f"{path}: {status.decode()} {answer[:300]!r}")


async def load(port: int, seconds: float, queue: Iterator[tuple[str, str | None]]) -> float:
    done = 0
    start = time.perf_counter()

    async def keep_asking() -> None:
        nonlocal done
        for path, tag in queue:
            await ask(port, path, tag)
            done += 1
            if time.perf_counter() - start > seconds:
                return

    await asyncio.gather(*(keep_asking() for _ in range(AT_ONCE)))
    return done / (time.perf_counter() - start)


if __name__ == "__main__":
    asked = [json.loads(line) for line in sys.stdin]
    queue = iter(asked) if "once" in sys.argv[3:] else itertools.cycle(asked)
    print(asyncio.run(load(int(sys.argv[1]), float(sys.argv[2]), queue)))

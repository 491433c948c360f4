"""What stands in the place of the store and is none (a proxy's error page) counts as a store that is away."""

import io
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from shared.settings import ServiceSettings
from shared.storage import ObjectStore, StoreUnavailable
from tests.support.stack import Stack

ACTS: dict[str, Callable[[ObjectStore], object]] = {
    "ping": lambda store: store.ping(),
    "put": lambda store: store.put("a", io.BytesIO(b"scan"), 4, "image/png"),
    "read": lambda store: store.read("a"),
    "exists": lambda store: store.exists("a"),
    "delete": lambda store: store.delete("a"),
}


class _ErrorPage(BaseHTTPRequestHandler):
    def _answer(self) -> None:
        self.send_response(502)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", "4")
        self.end_headers()
        self.wfile.write(b"oops")

    do_GET = do_PUT = do_HEAD = do_DELETE = _answer

    def log_message(self, format: str, *arguments: object) -> None:
        """Says nothing."""


@pytest.fixture
def endpoint() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), _ErrorPage) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("act", ACTS)
def test_an_error_page_instead_of_an_answer_is_a_store_that_is_away(
    stack: Stack, endpoint: str, act: str
) -> None:
    settings = stack.settings(ServiceSettings, "intake").model_copy(update={"s3_endpoint": endpoint})
    with pytest.raises(StoreUnavailable):
        ACTS[act](ObjectStore(settings, "materials"))

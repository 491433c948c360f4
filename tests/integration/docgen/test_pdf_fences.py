"""What LibreOffice may not do: fetch what a document names, see the service's secrets, come into its process."""

import http.server
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from docgen_service.pdf.setup import OfficeSetup
from docgen_service.pdf.tiny import tiny_docx
from docgen_service.pdf.worker import Worker
from tests.support.papers import photo_file
from tests.support.pdf import libreoffice, linked, open_office, pictures

pytestmark = pytest.mark.xdist_group("pdf")


@pytest.fixture
def requests() -> Iterator[tuple[str, list[str]]]:
    """A web server: its address, and what it was asked for."""
    seen: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            seen.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(photo_file())

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", seen
    server.shutdown()
    server.server_close()


@pytest.fixture
def worker(tmp_path: Path) -> Iterator[Worker]:
    """Below the check of what comes in, which would refuse these documents."""
    program = libreoffice()
    started = Worker(OfficeSetup(program, temporary=tmp_path), program)
    started.wait_ready()
    yield started
    started.kill()


def test_a_picture_on_the_web_is_not_fetched(worker: Worker, requests: tuple[str, list[str]]) -> None:
    address, seen = requests
    assert pictures(worker.convert(linked(f"{address}/a.jpg"), 30)) == 0
    assert seen == []


def test_a_picture_on_the_disk_is_not_read(worker: Worker, tmp_path: Path) -> None:
    secret = tmp_path / "secret.jpg"
    secret.write_bytes(photo_file())
    assert pictures(worker.convert(linked(secret.as_uri()), 30)) == 0


def test_the_worker_sees_none_of_the_services_secrets(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ARTISAN_DATABASE_URL", "postgresql://secret")
    with open_office(tmp_path) as office:
        office.convert(tiny_docx())
        assert not [
            name for name in psutil.Process(office.keepers[0].pid).environ() if name.startswith("ARTISAN_")
        ]


def test_the_native_library_is_in_the_childs_memory_and_not_in_ours(tmp_path: Path) -> None:
    with open_office(tmp_path) as office:
        office.convert(tiny_docx())
        child, own = (
            {Path(mapped.path).name for mapped in psutil.Process(pid).memory_maps()}
            for pid in (office.keepers[0].pid, None)
        )
    assert {"libmergedlo.so", "libsofficeapp.so"} & child
    assert not {"libmergedlo.so", "libsofficeapp.so"} & own


def test_the_web_application_does_not_even_import_the_binding() -> None:
    code = "import docgen_service.app, sys; print([name for name in sys.modules if '.pdf.' in name])"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert "docgen_service.pdf.office" in loaded
    assert "docgen_service.pdf.kit" not in loaded and "docgen_service.pdf.child" not in loaded

"""The embedded platform: ready when it says so, alone on its ports, gone when its owner is gone."""

import io
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil
import psycopg
import pytest
import urllib3
from minio import Minio
from minio.error import S3Error
from redis import Redis
from redis.exceptions import AuthenticationError

from deploy.local.addresses import Addresses
from deploy.local.platform import Platform
from deploy.local.ports import HIGHEST, LOWEST, free_ports
from tests.support.processes import descendants, still_running

LAUNCHER = Path(__file__).with_name("launcher.py")


@pytest.fixture
def data() -> Iterator[Path]:
    """A directory that `nobody` may reach: pytest's own is closed to others."""
    directory = Path(tempfile.mkdtemp(prefix="platform-data-"))
    directory.chmod(0o755)
    yield directory / "data"
    shutil.rmtree(directory)


@contextmanager
def launched() -> Iterator[tuple[subprocess.Popen[str], dict[str, Any]]]:
    process = subprocess.Popen([sys.executable, str(LAUNCHER)], stdout=subprocess.PIPE, text=True)
    assert process.stdout
    try:
        yield process, json.loads(process.stdout.readline())
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def test_two_platforms_run_side_by_side(addresses: Addresses) -> None:
    with Platform(fsync=False) as other:
        for place in (addresses, other.addresses):
            with psycopg.connect(_plain(place.admin_database_url())) as connection:
                assert connection.info.server_version >= 180000
            with Redis.from_url(place.redis_url(63)) as redis:
                assert redis.ping()
        mine = _names(addresses)
        _s3(other.addresses).make_bucket("only-in-the-other")
        assert _names(addresses) == mine


def test_every_port_is_on_the_loopback_address_and_below_the_ephemeral_range() -> None:
    with Platform(fsync=False) as platform:
        owned = {process.pid for process in descendants(os.getpid())}
        listening = [
            found.laddr
            for pid in owned
            for found in psutil.Process(pid).net_connections("tcp")
            if found.status == psutil.CONN_LISTEN
        ]
        chosen = {port for server in platform.servers for port in server.ports}
        assert chosen <= {address.port for address in listening}
        assert {address.ip for address in listening} == {"127.0.0.1"}
        assert all(LOWEST <= address.port <= HIGHEST for address in listening)


def test_nothing_answers_without_its_credentials(addresses: Addresses) -> None:
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(_plain(addresses.admin_database_url().replace(addresses.credentials.postgres, "x")))
    with pytest.raises(AuthenticationError):
        Redis(port=addresses.valkey_port).ping()
    anonymous = Minio(addresses.s3_endpoint, secure=False, region="us-east-1")
    with pytest.raises(S3Error, match="AccessDenied"):
        list(anonymous.list_buckets())


def test_no_port_of_the_object_store_serves_an_object_to_a_stranger() -> None:
    with Platform(fsync=False) as platform:
        path = "platform-probe/probe"
        http = urllib3.PoolManager(timeout=5, retries=False)
        for port in platform.seaweed.ports:
            for prefix in ("", "buckets/"):
                assert b"ready" not in _body(http, f"http://127.0.0.1:{port}/{prefix}{path}")


def test_stopping_leaves_no_process_and_no_directory() -> None:
    with Platform(fsync=False) as platform:
        started = [psutil.Process(server.child.pid) for server in platform.servers if server.child]
        started += [child for parent in started for child in parent.children(recursive=True)]
        assert len(started) > 3
    assert still_running(started) == []
    assert not platform.data.exists()


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGKILL, signal.SIGTERM])
def test_an_ended_launcher_leaves_no_process(ending: signal.Signals) -> None:
    with launched() as (process, told):
        below = descendants(process.pid)
        assert len(below) > 3
        process.send_signal(ending)
        process.wait()
        assert still_running(below) == []
    with Platform(fsync=False):
        assert not Path(told["data"]).exists()


def test_a_data_directory_keeps_what_was_written(data: Path) -> None:
    with Platform(data) as platform:
        _write_everywhere(platform.addresses)
    with Platform(data) as platform:
        assert _read_everywhere(platform.addresses) == ("kept", b"kept", b"kept")


def test_killed_servers_lose_nothing_that_was_acknowledged(data: Path) -> None:
    platform = Platform(data).start()
    _write_everywhere(platform.addresses)
    for server in platform.servers:
        assert server.child
        os.kill(server.child.pid, signal.SIGKILL)
    platform.stop()
    with Platform(data) as again:
        assert _read_everywhere(again.addresses) == ("kept", b"kept", b"kept")


def test_one_data_directory_serves_one_platform_at_a_time(data: Path) -> None:
    with Platform(data), pytest.raises(RuntimeError, match="in use by another platform"):
        Platform(data)


def test_a_port_taken_meanwhile_only_costs_another_try() -> None:
    with socket.socket() as stranger:
        stranger.bind(("127.0.0.1", 0))
        stranger.listen()
        platform = Platform(fsync=False)
        for server in platform.servers:
            server.choose_ports = _first_taken(stranger.getsockname()[1])
        with platform:
            assert all(stranger.getsockname()[1] not in server.ports for server in platform.servers)


def _first_taken(port: int) -> Callable[[int], list[int]]:
    answers = iter([True])

    def choose(count: int) -> list[int]:
        ports = free_ports(count)
        return [port, *ports[1:]] if next(answers, False) else ports

    return choose


def _plain(url: str) -> str:
    return url.replace("+psycopg", "")


def _s3(addresses: Addresses) -> Minio:
    keys = addresses.credentials
    return Minio(
        addresses.s3_endpoint, access_key=keys.s3_access_key, secret_key=keys.s3_secret_key,
        secure=False, region="us-east-1",
    )  # fmt: skip


def _names(addresses: Addresses) -> set[str]:
    return {bucket.name for bucket in _s3(addresses).list_buckets()} & {"only-in-the-other"}


def _body(http: urllib3.PoolManager, url: str) -> bytes:
    try:
        return http.request("GET", url).data
    except urllib3.exceptions.HTTPError:
        return b""  # a port that speaks gRPC, or nothing to a stranger


def _write_everywhere(addresses: Addresses) -> None:
    with psycopg.connect(_plain(addresses.admin_database_url())) as connection:
        connection.execute("create table kept as select 'kept' as word")
    with Redis.from_url(addresses.redis_url()) as redis:
        redis.set("word", "kept")
        redis.execute_command("WAITAOF", 1, 0, 5000)
    _s3(addresses).make_bucket("kept")
    _s3(addresses).put_object("kept", "word", io.BytesIO(b"kept"), 4)


def _read_everywhere(addresses: Addresses) -> tuple[str, bytes, bytes]:
    with psycopg.connect(_plain(addresses.admin_database_url())) as connection:
        row = connection.execute("select word from kept").fetchone()
    with Redis.from_url(addresses.redis_url()) as redis:
        word = redis.get("word")
    assert row and isinstance(word, bytes)
    return row[0], word, _s3(addresses).get_object("kept", "word").read()

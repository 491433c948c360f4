"""Nobody's name, number or telephone stands where it does not belong: everything is dumped and searched."""

import re
import zlib
from collections.abc import Iterable, Iterator
from typing import Any

import pytest

from tests.support.played import Played
from tests.support.running import Running

pytestmark = pytest.mark.xdist_group("suite")
PERSONAL = {"name", "id_number", "phone", "email", "address", "home_address"}


@pytest.fixture(scope="module")
def people(played: Played) -> list[str]:
    """All that may identify a person of the samples: applicants and recommending experts."""
    found = {word for sample, _ in played.applications for word in _personal(sample.application)}
    assert len(found) > 3 * len(played.applications) / 2
    return sorted(found)


def test_the_search_finds_a_person_where_one_is(played: Played, people: list[str]) -> None:
    shown = str(played.office.status(played.applications[0][1]["id"]))
    assert _found(people, [("status", shown.encode())])


def test_no_log_names_a_person(played: Played, people: list[str]) -> None:
    logs = [*played.running.logs.glob("*.log"), *played.running.platform.logs.glob("*.log")]
    assert len(logs) >= 7
    assert _found(people, ((log.name, log.read_bytes()) for log in logs)) == []


def test_nothing_that_was_ever_written_to_redis_names_a_person(played: Played, people: list[str]) -> None:
    files = list((played.running.platform.data / "valkey").rglob("*.aof"))
    assert any(
        b"rules.check.v1" in part for file in files for _, part in _opened(file.name, file.read_bytes())
    )
    assert _found(people, (part for file in files for part in _opened(file.name, file.read_bytes()))) == []


def test_no_object_key_and_no_metadata_names_a_person(played: Played, people: list[str]) -> None:
    assert _found(people, _keys(played.running)) == []


def test_no_row_of_any_table_names_a_person(played: Played, people: list[str]) -> None:
    tables = played.running.rows(
        "select table_schema, table_name from information_schema.tables"
        " where table_schema in ('access', 'intake', 'docgen') and table_type = 'BASE TABLE'"
    )
    assert ("intake", "outbox") in [tuple(table) for table in tables]
    assert (
        _found(people, (row for schema, name in tables for row in _rows(played.running, schema, name))) == []
    )


def test_no_sealed_object_can_be_read_without_its_key(played: Played, people: list[str]) -> None:
    bodies = played.running.rows("select id::text, content from intake.applications")
    assert _found(people, [(id, bytes(content)) for id, content in bodies]) == []


def _personal(found: Any) -> Iterator[str]:
    for name, value in found.items() if isinstance(found, dict) else enumerate(found):
        if isinstance(value, dict | list):
            yield from _personal(value)
        elif name in PERSONAL and isinstance(value, str):
            yield value


def _found(people: Iterable[str], places: Iterable[tuple[str, bytes]]) -> list[tuple[str, str]]:
    """Where a person was found; JSON may write Chinese as escapes."""
    words = [(word, {word.encode(), _escaped(word), _escaped(word).upper()}) for word in people]
    return [
        (place, word) for place, content in places for word, spellings in words
        if any(spelling in content for spelling in spellings)
    ]  # fmt: skip


def _escaped(word: str) -> bytes:
    return word.encode("ascii", "backslashreplace")


def _opened(place: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    """The content, and what RQ packed with zlib inside it."""
    yield place, content
    for start in re.finditer(rb"\x78[\x01\x5e\x9c\xda]", content):
        try:
            yield place, zlib.decompressobj().decompress(content[start.start() :])
        except zlib.error:
            continue


def _keys(running: Running) -> Iterator[tuple[str, bytes]]:
    for bucket in ("materials", "documents", "exchange"):
        name = f"{running.stack.bucket_prefix}-{bucket}"
        for found in running.store.list_objects(name, recursive=True):
            key = str(found.object_name)
            yield key, key.encode()
            yield key, str(running.store.stat_object(name, key).metadata).encode()


def _rows(running: Running, schema: str, table: str) -> Iterator[tuple[str, bytes]]:
    for (row,) in running.rows(f'select row_to_json(t)::text from "{schema}"."{table}" t'):
        yield f"{schema}.{table}", row.encode()

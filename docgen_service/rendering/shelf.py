"""The compiled templates of all editions, each made when it is first asked for."""

import threading
from dataclasses import dataclass

from docgen_service.rendering.compiled import CompiledTemplate
from shared.problems import Refusal
from shared.regulation.documents import DocumentDefinition, Series
from shared.regulation.edition import Edition
from shared.regulation.library import Library


@dataclass(frozen=True)
class Published:
    """A document of an edition (文书): its definition, its series of numbers, its template."""

    edition: Edition
    definition: DocumentDefinition
    series: Series | None
    template: CompiledTemplate


class Shelf:
    """Keeps what it has compiled: a published edition does not change."""

    def __init__(self, editions: Library) -> None:
        self.editions = editions
        self._kept: dict[tuple[str, str], Published] = {}
        self._lock = threading.Lock()

    def get(self, edition: str, kind: str) -> Published:
        """A document by edition and kind; refused if the edition has no such document."""
        with self._lock:
            if (edition, kind) not in self._kept:
                self._kept[edition, kind] = self._publish(self.editions.get(edition), kind)
            return self._kept[edition, kind]

    def _publish(self, edition: Edition, kind: str) -> Published:
        definition = edition.documents.get(kind)
        if definition is None:
            raise Refusal(404, "unknown_document_kind", "该版本没有这种文书，请从文书种类列表中选择。")
        file = edition.folder / "templates" / definition.template
        series = edition.documents.series_of(definition)
        return Published(edition, definition, series, CompiledTemplate(file.read_bytes()))

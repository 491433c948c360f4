"""What a document states of the edition (版本) is written in by docgen, or checked where it is stated."""

from docgen_service.by_edition.completed import with_edition_data
from docgen_service.by_edition.table import by_edition

__all__ = ["by_edition", "with_edition_data"]

"""Print packs: what stands in a pack is what stands in the single files, section by section."""

from pathlib import Path
from typing import Any

import pytest
from docx.shared import Mm
from openxml_audit import OpenXmlValidator

from docgen_service.rendering.archive import unpack
from docgen_service.rendering.compiled import CompiledTemplate
from docgen_service.rendering.context import context_of
from docgen_service.rendering.pack import NotPackable, pack, packable
from docgen_service.rendering.shelf import Shelf
from docgen_service.specimens import Filled, filled_specimens
from shared.pictures import upright
from shared.regulation.library import Library
from tests.support.papers import (
    DRAFT,
    EDITION,
    ISSUED,
    annex_1,
    correction_notice,
    opened,
    photo_file,
    photo_reference,
    templates_folder,
    words,
)
from tests.support.templates import template

LIBRARY = Library()
PHOTO = upright(photo_file())
PACKABLE = [
    filled for filled in filled_specimens(Shelf(LIBRARY), LIBRARY.get(EDITION))
    if packable(filled.published.template)
]  # fmt: skip


def _compiled(kind: str) -> CompiledTemplate:
    return CompiledTemplate((templates_folder() / f"{kind}.docx").read_bytes())


@pytest.mark.parametrize("filled", PACKABLE, ids=lambda filled: filled.published.definition.kind)
def test_a_pack_reads_like_its_single_files_one_after_the_other(filled: Filled, tmp_path: Path) -> None:
    single = filled.render(PHOTO)
    packed = pack(filled.published.template, [filled.context(PHOTO)] * 3)
    assert [text for text in words(packed) if text] == [text for text in words(single) if text] * 3
    assert len(opened(packed).sections) == 3 * len(opened(single).sections)
    file = tmp_path / "pack.docx"
    file.write_bytes(packed)
    assert [error.description for error in OpenXmlValidator().validate(file).errors] == []


def test_a_pack_of_one_is_the_document_with_its_page_number_set() -> None:
    filled = PACKABLE[0]
    assert words(pack(filled.published.template, [filled.context(PHOTO)])) == words(filled.render(PHOTO))


def _starts(file: bytes) -> list[str | None]:
    return [
        section._sectPr.xpath("string(w:pgNumType/@w:start)") or None for section in opened(file).sections
    ]


def test_every_copy_begins_with_page_1() -> None:
    contexts = [context_of(correction_notice(addressee=name), ISSUED, {}) for name in ("甲", "乙", "丙")]
    assert _starts(pack(_compiled("correction_notice"), contexts)) == ["1", "1", "1"]


def test_only_the_first_section_of_a_copy_begins_with_page_1() -> None:
    two_sections = template("{{ a }}", change=lambda document: document.add_section())
    packed = pack(CompiledTemplate(two_sections), [{"a": "甲"}, {"a": "乙"}])
    assert _starts(packed) == ["1", None, "1", None]
    assert [text for text in words(packed) if text] == ["甲", "乙"]


def _heads(file: bytes) -> list[str]:
    return [section.header.paragraphs[0].text for section in opened(file).sections]


def test_a_head_that_differs_stays_with_its_copy(tmp_path: Path) -> None:
    contexts = [context_of(correction_notice(), imprint, {}) for imprint in (DRAFT, ISSUED, DRAFT)]
    packed = pack(_compiled("correction_notice"), contexts)
    assert _heads(packed) == ["拟稿，未经签发", "", "拟稿，未经签发"]
    assert sum(name.startswith("word/header") for name in unpack(packed)) == 4  # odd and even pages
    file = tmp_path / "pack.docx"
    file.write_bytes(packed)
    assert OpenXmlValidator().validate(file).is_valid


def test_a_photo_printed_twice_is_in_the_file_once() -> None:
    other = upright(photo_file(360, 500))
    contexts: list[dict[str, Any]] = [
        context_of(annex_1(photo=photo_reference()), ISSUED, {"photo": photo})
        for photo in (PHOTO, other, PHOTO)
    ]
    packed = pack(_compiled("annex_1"), contexts)
    assert sum(name.startswith("word/media/") for name in unpack(packed)) == 2
    shapes = opened(packed).inline_shapes
    assert [shape.width for shape in shapes] == [Mm(32)] * 3
    assert len({shape._inline.docPr.id for shape in shapes}) == 3


def test_a_last_paragraph_without_properties_takes_the_section() -> None:
    packed = pack(CompiledTemplate(template("{{ a }}")), [{"a": "甲"}, {"a": "乙"}])
    assert words(packed) == ["甲", "乙"]
    assert len(opened(packed).sections) == 2


def test_a_table_at_the_end_is_followed_by_a_paragraph_without_height() -> None:
    packed = pack(CompiledTemplate(template(rows=[["{{ a }}"]])), [{"a": "甲"}, {"a": "乙"}])
    assert words(packed) == ["甲", "", "乙"]
    assert len(opened(packed).sections) == 2


def test_what_counts_through_the_whole_file_is_not_packed() -> None:
    def total(document: Any) -> None:
        field = document.add_paragraph()._p
        field.append(
            field.makeelement(
                f"{{{field.nsmap['w']}}}fldSimple", {f"{{{field.nsmap['w']}}}instr": "NUMPAGES"}
            )
        )

    counting = CompiledTemplate(template("{{ a }}", change=total))
    assert not packable(counting)
    with pytest.raises(NotPackable):
        pack(counting, [{"a": "甲"}])


def test_the_same_pack_gives_the_same_bytes() -> None:
    filled = PACKABLE[0]
    contexts = [filled.context(PHOTO)] * 2
    assert pack(filled.published.template, contexts) == pack(filled.published.template, contexts)

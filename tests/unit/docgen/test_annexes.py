"""Annexes 1 to 3 (附件1至附件3) say what the regulation prints, no more and no less, in that order."""

import re

import pytest

from docgen_service.rendering.samples import sample
from shared.contracts.documents import DOCUMENT_KINDS
from shared.regulation.forms import Form
from shared.regulation.library import Library
from tests.support.papers import EDITION, Render, words

_EDITION = Library().get(EDITION)
_ANNEXES = ("annex_1", "annex_2", "annex_3")
# text.md keeps the cells of a table apart with bars; white space is the printer's affair.
_UNPRINTED = re.compile(r"[\s|]+")


def _printed(text: str) -> str:
    return _UNPRINTED.sub("", text)


def _form(kind: str) -> Form:
    return _EDITION.forms.get(kind)


@pytest.mark.parametrize("kind", _ANNEXES)
def test_an_empty_annex_is_word_for_word_the_annex_of_the_regulation(render: Render, kind: str) -> None:
    empty = sample(DOCUMENT_KINDS[kind], rich=False, entries=0)
    assert _printed("".join(words(render(empty)))) == _printed(_EDITION.text.under(_form(kind).article))


@pytest.mark.parametrize("kind", _ANNEXES)
def test_an_annex_has_the_fields_of_its_form_and_prints_its_instructions(render: Render, kind: str) -> None:
    form = _form(kind)
    text = _printed("".join(words(render(sample(DOCUMENT_KINDS[kind], rich=False, entries=0)))))
    for wanted in (
        form.title,
        *(field.label for field in form.fields),
        *(i.quote for i in form.instructions),
    ):
        assert _printed(wanted) in text, wanted


@pytest.mark.parametrize("kind", ["annex_1", "annex_2"])
def test_the_data_of_an_annex_is_named_as_in_the_form(kind: str) -> None:
    fields = {field.id for field in _form(kind).fields}
    assert set(DOCUMENT_KINDS[kind].model_fields) - {"photo"} == fields


def test_a_continuation_repeats_the_labels_of_an_expert(render: Render) -> None:
    sheet = sample(DOCUMENT_KINDS["annex_3_continuation"], rich=False, entries=1)
    text = _printed("".join(words(render(sheet))))
    assert all(_printed(field.label) in text for field in _form("annex_3").fields)


@pytest.mark.parametrize("kind", ["application_supplement", "unit_opinion", "county_opinion"])
def test_a_supplement_says_that_it_does_not_change_the_printed_annex(render: Render, kind: str) -> None:
    text = words(render(sample(DOCUMENT_KINDS[kind], rich=False, entries=1)))
    assert "（附件1）没有" in text[-1]
    assert text[-1].count("不改变办法所印的表样") == 1


def test_silence_is_no_consent(render: Render) -> None:
    sheet = sample(DOCUMENT_KINDS["nominee_consent"], rich=False, entries=1)
    text = "\n".join(words(render(sheet)))
    assert text.count("□同意　□不同意") == 3
    assert "没有勾选的不视为同意" in text

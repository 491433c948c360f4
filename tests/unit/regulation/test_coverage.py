"""Coverage: every word of the text is quoted by an entry or claimed with a reason, and every rule has its cases."""

from pathlib import Path

import pytest

from shared.regulation import checksum
from shared.regulation.audit import case_faults, coverage_faults
from shared.regulation.covered import UNCLAIMED, Covered
from shared.regulation.edition import load_edition
from shared.regulation.examples import examples
from shared.regulation.faults import EditionFaulty
from shared.regulation.library import BUILT_IN, Library
from shared.regulation.scaffold import CannotScaffold, scaffold
from shared.regulation.sentences import Span, is_word
from tests.support.editions import Edit, copied, editor

GUILIN = BUILT_IN / "guilin_artisan_2025"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small edition without faults, to be spoilt."""
    scaffold(tmp_path / "small_2026")
    return tmp_path / "small_2026"


@pytest.fixture
def edit(folder: Path) -> Edit:
    return editor(folder)


def told(folder: Path) -> list[str]:
    """What coverage and cases lack, with file and line."""
    edition = load_edition(folder)
    faults = [*coverage_faults(Covered(edition)), *case_faults(edition, examples(folder))]
    return [f"{fault.file}:{fault.line}: {fault.path}: {fault.message}" for fault in faults]


@pytest.mark.parametrize("name", Library().ids())
def test_no_word_of_a_built_in_edition_is_unclaimed_and_no_rule_without_cases(name: str) -> None:
    assert told(Library().get(name).folder) == []


def test_a_new_edition_lacks_nothing(folder: Path) -> None:
    assert told(folder) == []


def test_every_word_is_counted_once_and_its_entries_are_those_that_quote_it() -> None:
    covered = Covered(Library().get("guilin_artisan_2025"))
    for section, text in covered.text.sections.items():
        pieces = list(covered.pieces(Span(section, 0, len(text))))
        assert "".join(text[piece.span.start : piece.span.end] for piece in pieces) == text
        for piece in pieces:
            for entry in piece.entries:
                assert any(s.start <= piece.span.start and piece.span.end <= s.end for s in entry.spans)
    assert sum(covered.figures().values()) == len(list(covered.sentences()))


def test_every_entry_stands_at_its_line_and_under_a_name_of_its_own() -> None:
    covered = Covered(Library().get("guilin_artisan_2025"))
    lines = {e.file: (GUILIN / e.file).read_text("utf-8").splitlines() for e in covered.entries}
    for entry in covered.entries:
        assert entry.quote[:4] in lines[entry.file][entry.line - 1], entry
    assert [entry.id for entry in covered.entries if entry.label.isascii()] == []
    names = {(entry.file, entry.id) for entry in covered.entries}
    assert len({(entry.file, entry.path) for entry in covered.entries}) == len(covered.entries)
    assert {("conditions.yaml", "S6.1.title"), ("channels.yaml", "individual.deeds")} <= names
    assert {("channels.yaml", "copies"), ("forms.yaml", "annex_1.name")} <= names


def test_the_chief_of_several_entries_gives_a_sentence_its_kind(folder: Path) -> None:
    covered = Covered(load_edition(folder))
    kinds = {s.anchor: covered.kind_of(s) for s in covered.sentences()}
    assert kinds["第二条-1"] == "条件"  # the reading on its first words is not the chief
    assert (kinds["第四条-1"], kinds["第三条-1"], kinds["第五条-2"]) == ("渠道和材料", "版本", "义务")


def test_words_that_nothing_quotes_are_told_with_their_anchor(folder: Path, edit: Edit) -> None:
    line = edit("text.md", "自发布之日起施行，", "自发布之日起施行，有效期三年，")
    assert told(folder) == [f"text.md:{line}: 第五条-1: 没有条目引用，也没有说明：，有效期三年，"]
    assert Covered(load_edition(folder)).figures()[UNCLAIMED] == 1


def test_a_link_between_two_entries_is_covered_only_as_it_is_listed(folder: Path, edit: Edit) -> None:
    edit("text.md", "申报表》和事迹材料", "申报表》及事迹材料")
    (fault,) = told(folder)
    assert fault.endswith("第四条-1: 没有条目引用，也没有说明：及")
    edit("coverage.yaml", "words: [和, ", "words: [和, 及, ")
    assert told(folder) == []


def test_a_rule_taken_away_leaves_its_words_unclaimed(folder: Path) -> None:
    text = (folder / "conditions.yaml").read_text("utf-8")
    start, end = text.index("  - id: union_member"), text.index("  - id: good_conduct")
    (folder / "conditions.yaml").write_text(text[:start] + text[end:], "utf-8")
    assert any("第二条-1" in fault and "的工会会员" in fault for fault in told(folder))


@pytest.mark.parametrize(
    ("new", "message"),
    [("制定本规定", "第一条 没有这句话"), ("制定……人才", "第一条 没有这句话"), ("……", "第一条 没有这句话")],
)
def test_a_claim_that_the_text_does_not_have_is_a_fault(
    folder: Path, edit: Edit, new: str, message: str
) -> None:
    line = edit("coverage.yaml", "quote: 为培育高技能人才队伍，制定本办法", f"quote: {new}")
    with pytest.raises(EditionFaulty, match=f"coverage.yaml:{line}.*{message}"):
        load_edition(folder)


def test_a_claim_on_words_that_an_entry_quotes_is_a_fault(folder: Path, edit: Edit) -> None:
    line = edit("coverage.yaml", "quote: 各单位", "quote: 由市总工会负责解释。各单位")
    (fault,) = told(folder)
    assert fault.startswith(
        f"coverage.yaml:{line}: 第五条-1: “由市总工会负责解释”已由 edition.yaml:13 的 interpreter"
    )


def test_an_example_less_is_told_by_the_rule_and_the_outcome(folder: Path, edit: Edit) -> None:
    rule = edit("conditions.yaml", "quote: 获得全市职工技能大赛前三名", "quote: 获得全市职工技能大赛前三名")
    edit("cases/eligibility.yaml", "outcomes: {S2: not_met}", "outcomes: {}")
    (fault,) = told(folder)
    assert fault == f"conditions.yaml:{rule - 3}: S2: 没有结果为 not_met 的案例"
    edit("cases/eligibility.yaml", ", S2: met", "")
    assert told(folder) == [f"conditions.yaml:{rule - 3}: S2: 没有案例用到它"]


def test_a_material_that_no_case_misses_is_a_fault(folder: Path, edit: Edit) -> None:
    edit("cases/materials.yaml", "outcomes: {deeds: missing}, ", "")
    assert any("deeds: 没有结果为 missing 的案例" in fault for fault in told(folder))


def test_a_published_edition_accounts_for_every_word(folder: Path, edit: Edit) -> None:
    edit("text.md", "自发布之日起施行，", "自发布之日起施行，有效期三年，")
    edit("edition.yaml", "\nstatus: draft", "\nstatus: published")
    (folder / "checksum").write_text(checksum.checksum(folder))
    with pytest.raises(EditionFaulty, match="有效期三年"):
        load_edition(folder)


def test_punctuation_is_no_word() -> None:
    assert not any(map(is_word, "，。、；：“”（）《》 |%〔〕"))
    assert all(map(is_word, "条件10A"))


def test_a_new_edition_never_overwrites_and_is_named_as_an_id(folder: Path, tmp_path: Path) -> None:
    for target in (folder, tmp_path / "2026_示例"):
        with pytest.raises(CannotScaffold):
            scaffold(target)


def test_lists_grounds_and_benefits_need_cases_too(tmp_path: Path) -> None:
    folder = copied(GUILIN, tmp_path)
    for name in ("lists", "publicity", "revocation", "treatment"):
        (folder / "cases" / f"{name}.yaml").unlink()
    wanting = {fault.path for fault in case_faults(load_edition(folder), examples(folder))}
    assert {
        "preliminary_review",
        "assessment",
        "approval",
        "publicity",
        "R1",
        "R6.role",
        "bonus",
        "pool",
    } <= wanting

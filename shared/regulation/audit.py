"""What an edition still lacks (版本审查): words that nothing covers, words claimed twice, rules without a case."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from shared.regulation.coverage import Coverage
from shared.regulation.covered import Covered
from shared.regulation.examples import Example, shown
from shared.regulation.faults import Fault
from shared.regulation.lines import read_yaml
from shared.regulation.sentences import Span

if TYPE_CHECKING:
    from shared.regulation.edition import Edition


def coverage_faults(covered: Covered) -> Iterator[Fault]:
    """Words without an entry or a claim, and claims on words that an entry quotes: a claim has only the rest."""
    for span in covered.unclaimed():
        line = covered.text.line_of(span.section, span.start)
        yield Fault(
            "text.md", line, _anchor(covered, span), f"没有条目引用，也没有说明：{_words(covered, span)}"
        )
    for claimed, entry, span in covered.doubly_claimed():
        words = _words(covered, span)
        message = f"“{words}”已由 {entry.file}:{entry.line} 的 {entry.id} 引用，请从说明中删去"
        yield Fault(Coverage.FILE, claimed.line, _anchor(covered, span), message)


def case_faults(edition: Edition, found: tuple[Example, ...]) -> Iterator[Fault]:
    """Rules of which no case expects all that it has to."""
    by_rule = shown(found)
    for part in edition.parts.values():
        located = read_yaml(edition.folder / part.FILE)
        for path, rule, outcomes in part.to_exercise():
            if rule not in by_rule:
                yield Fault(part.FILE, located.line(path), rule, "没有案例用到它")
            elif wanting := sorted(outcomes - by_rule[rule]):
                yield Fault(part.FILE, located.line(path), rule, f"没有结果为 {'、'.join(wanting)} 的案例")


def _anchor(covered: Covered, span: Span) -> str:
    inside = (s for s in covered.text.sentences(span.section) if s.span.start <= span.start < s.span.end)
    return next((sentence.anchor for sentence in inside), span.section)


def _words(covered: Covered, span: Span) -> str:
    return covered.text.sections[span.section][span.start : span.end].strip()

"""待遇的答复：不得替条文添加条件。第十条只写“优先”，“同等条件下”是第七条对人才库的规定。"""

from __future__ import annotations

from datetime import UTC, datetime

from rules_service.use_cases.describe_treatment import describe_treatment
from shared.contracts.treatment import TreatmentFacts
from shared.regulation.library import Library


def test_priority_for_the_higher_title_is_not_narrowed_to_a_tie_break() -> None:
    edition = Library().get("guilin_artisan_2025")
    found = describe_treatment(edition, TreatmentFacts(named=True), {}, datetime.now(UTC))
    texts = {item.id: item.text for item in found.upward}
    assert texts["guangxi_artisan"] == "优先作为推荐人选"
    assert found.pool
    assert "同等条件下" in found.pool.priority_text

"""Commands of the rules service: `artisan rules …`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click
from pydantic import ValidationError

from shared.contracts.verdict import ConditionOutcome, Verdict
from shared.problems import FieldError, Refusal

_MARKS = {"met": "✔", "not_met": "✘", "needs_judgement": "？", "insufficient_evidence": "…"}
_FACTS = {
    "months": "已满月数",
    "months_at_least": "至少月数",
    "months_at_most": "至多月数",
    "required_months": "应满月数",
    "contest_class": "竞赛类别",
    "rank": "名次",
    "required_rank": "应达名次",
    "titles": "称号",
    "finding": "认定",
    "in_catalogue": "在当年目录之内",
    "union_member": "工会会员",
    "on_front_line": "仍在一线岗位",
    "named_before": "已获得过本称号",
    "title_revoked": "本称号已被撤销",
    "skilled_worker": "技能人才",
}
_OUTCOMES = {
    "met": "具备",
    "not_met": "不具备",
    "needs_judgement": "待人工认定",
    "insufficient_evidence": "证据不足",
}


@click.group("rules")
def cli() -> None:
    """规则审核。"""


@cli.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--edition", default="guilin_artisan_2025", show_default=True, help="版本。")
@click.option("--editions-dir", type=click.Path(path_type=Path), help="另一个存放版本的文件夹。")
@click.option("--json", "as_json", is_flag=True, help="输出JSON。")
def check(file: Path, edition: str, editions_dir: Path | None, as_json: bool) -> None:
    """按版本的条件审核FILE中的事实（与接口 /v1/eligibility 的请求相同，也可只写facts的内容）。"""
    found = _checked(file, edition, editions_dir)
    if as_json:
        click.echo(found.model_dump_json(indent=2))
    else:
        click.echo("\n".join(_lines(found)))


def _checked(file: Path, edition: str, editions_dir: Path | None) -> Verdict:
    from rules_service.compiled import Regulations
    from rules_service.use_cases.check_eligibility import check_eligibility
    from shared.contracts.facts import Facts
    from shared.regulation.library import Library
    from shared.validation import field_errors

    now = datetime.now(UTC)
    try:
        given: Any = json.loads(file.read_text("utf-8"))
        if not isinstance(given, dict):
            raise ValueError
        facts = Facts.model_validate(given.get("facts", given))
        as_of = (
            date.fromisoformat(given["as_of"])
            if "as_of" in given
            else now.astimezone(ZoneInfo("Asia/Shanghai")).date()
        )
        compiled = Regulations(Library(editions_dir), given.get("edition", edition)).get()
        return check_eligibility(compiled.conditions, facts, as_of, now)
    except ValidationError as error:
        raise _failed("文件内容不符合要求", field_errors(error)) from None
    except Refusal as error:
        raise _failed(error.message, error.errors) from None
    except ValueError:
        raise click.ClickException("文件不是有效的JSON，或日期写法不对（应为2026-06-30）。") from None


def _failed(message: str, errors: Any) -> click.ClickException:
    def line(error: FieldError) -> str:
        return f"  {error.field}: {error.message}"

    return click.ClickException("\n".join([message, *map(line, errors)]))


def _lines(found: Verdict) -> Iterator[str]:
    yield f"{found.headline}（{found.notice}）"
    yield ""
    for top in (*found.conditions, found.items):
        yield from _condition_lines(top, 0)
    decisive = [ask for ask in found.asks if ask.decisive]
    if decisive:
        yield "\n待补事项（会影响结论的）："
    for number, ask in enumerate(decisive, 1):
        bodies = "、".join(ask.attested_by_labels)
        yield f"  {number}. {ask.question}（{ask.article}；{ask.fact}；由{bodies}证明或认定）"
    for other in found.readings.differs:
        labels = "；".join(f"{q}：{o}" for q, o in zip(other.questions, other.option_labels, strict=True))
        yield f"\n换一种理解结论不同：{labels} → {other.verdict}"
    yield f"\n版本 {found.receipt.edition}，校验和 {found.receipt.edition_sha256[:12]}，{found.receipt.engine}"


def _condition_lines(node: ConditionOutcome, depth: int) -> Iterator[str]:
    facts = "，".join(f"{_FACTS.get(name, name)} {_shown(value)}" for name, value in node.facts.items())
    detail = f"：{facts}" if facts else ""
    mark, outcome = _MARKS[node.outcome], _OUTCOMES[node.outcome]
    yield f"{'  ' * depth}{mark} {node.label}（{node.article}）{outcome}{detail}"
    for part in node.parts:
        yield from _condition_lines(part, depth + 1)


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    return "、".join(value) if isinstance(value, tuple) else str(value)

"""docs/editions.md names every file of an edition, every kind of condition and of claim, and every command."""

from pathlib import Path
from typing import get_args

import pytest

from rules_service.edition_cli import cli
from shared.regulation.conditions import Leaf
from shared.regulation.coverage import ClaimKind
from shared.regulation.edition import PARTS

DOC = (Path(__file__).parents[3] / "docs" / "editions.md").read_text("utf-8")
KINDS = [get_args(leaf.model_fields["kind"].annotation)[0] for leaf in get_args(Leaf)]


@pytest.mark.parametrize("name", [*(part.FILE for part in PARTS), "text.md", "cases/*.yaml"])
def test_every_file_is_told_of(name: str) -> None:
    assert f"`{name}`" in DOC


@pytest.mark.parametrize("kind", [*KINDS, "all", "any", *get_args(ClaimKind)])
def test_every_kind_is_told_of(kind: str) -> None:
    assert f"`{kind}`" in DOC


@pytest.mark.parametrize("command", sorted(cli.commands))
def test_every_command_is_told_of(command: str) -> None:
    assert f"artisan edition {command} " in DOC

"""The editions (版本) as the engine knows them: compiled once each, and tried in a throw-away process first."""

from __future__ import annotations

import threading
from dataclasses import dataclass

from rules_service.engine import probe
from rules_service.grounds import GroundsProgram
from rules_service.materials import MaterialsProgram
from rules_service.program import Program
from shared.regulation.edition import Edition
from shared.regulation.library import Library
from shared.regulation.revocation import Revocation


@dataclass(frozen=True)
class Compiled:
    """One edition with its rules: the conditions, the materials of each channel, the grounds of revocation."""

    edition: Edition
    conditions: Program
    materials: dict[str, MaterialsProgram]
    grounds: GroundsProgram | None = None


class Regulations:
    """Compiles an edition when it is first asked for. Safe to share between threads."""

    def __init__(self, library: Library, default: str, try_first: bool = True) -> None:
        self.library = library
        self.default = default
        self._try_first = try_first
        self._compiled: dict[str, Compiled] = {}
        self._lock = threading.Lock()

    def get(self, name: str | None = None) -> Compiled:
        """An edition by its name, or the one in use; a Refusal (404) if there is none."""
        edition = self.library.get(name or self.default)
        with self._lock:
            if edition.id not in self._compiled:
                self._compiled[edition.id] = self._compile(edition)
            return self._compiled[edition.id]

    def _compile(self, edition: Edition) -> Compiled:
        program = Program(edition)
        materials = {channel.id: MaterialsProgram(edition, channel) for channel in edition.channels.channels}
        revocation = edition.parts.get(Revocation)
        grounds = GroundsProgram(revocation) if isinstance(revocation, Revocation) else None
        rest: list[MaterialsProgram | GroundsProgram] = [*materials.values(), *([grounds] if grounds else [])]
        if self._try_first:
            probe([program.rules, *(each.rules for each in rest)])
        program.load()
        for each in rest:
            _ = each.engine
        return Compiled(edition, program, materials, grounds)

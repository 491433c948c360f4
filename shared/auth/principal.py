"""A principal: the client, its role, its organs and the acting person."""

from dataclasses import dataclass, field
from uuid import UUID

ROLES = {
    "posting_system": "申报系统",
    "county_union": "县（市、区）总工会",
    "office": "领导小组办公室",
    "integrator": "规则调用方",
    "operator": "运维",
}
NAMED = frozenset({"county_union", "office"})
"""Roles whose keys belong to a person: what they record says who (认定由具名的人记录)."""


@dataclass(frozen=True)
class Principal:
    """Who asks; `organs` are region codes (GB/T 2260) of the county unions it acts for."""

    client_id: UUID
    client_name: str
    role: str
    person: str
    organs: frozenset[str] = field(default_factory=frozenset)

    @property
    def label(self) -> str:
        """How the history names it: the role and the person acting, never a key."""
        return f"{ROLES[self.role]}（{self.client_name}）{self.person}".strip()

"""How an application ended, as one line that can be compared with what its sample says."""

from dataclasses import dataclass
from typing import Any, Self

from deploy.local.demo.samples import Expected


@dataclass(frozen=True)
class Ending:
    """State, verdict, number of submissions, and the state of the latest document of each kind."""

    state: str
    verdict: str | None
    version: int
    documents: tuple[tuple[str, str], ...]

    @classmethod
    def expected(cls, expected: Expected) -> Self:
        return cls(
            expected.state, expected.verdict, expected.version, tuple(sorted(expected.documents.items()))
        )

    def __str__(self) -> str:
        documents = " ".join(f"{kind}={state}" for kind, state in self.documents)
        return f"{self.state}/{self.verdict}/v{self.version} {documents}".strip()


def ending_of(found: dict[str, Any]) -> Ending:
    """How the application stands now."""
    latest = {document["kind"]: document["state"] for document in by_version(found)}
    return Ending(found["state"], found["verdict"], found["version"], tuple(sorted(latest.items())))


def by_version(found: dict[str, Any]) -> list[dict[str, Any]]:
    return sorted(found["documents"], key=lambda document: document["version"])


def asks_of(found: dict[str, Any]) -> list[str]:
    """What is still asked for, by fact or material, each once; of the facts only the decisive ones."""
    result = found["result"] or {
        "verdict": {"asks": []},
        "materials": {"asks_applicant": [], "asks_county": []},
    }
    facts = [ask["fact"] for ask in result["verdict"]["asks"] if ask["decisive"]]
    materials = [
        ask["kind"] for side in ("applicant", "county") for ask in result["materials"][f"asks_{side}"]
    ]
    return list(dict.fromkeys(facts + materials))

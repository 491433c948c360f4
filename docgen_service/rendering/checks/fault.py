"""One fault of a template."""

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class TemplateFault:
    """Where (part of the package, tag or words) and what is wrong, in Chinese."""

    part: str
    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.part}: {self.place}: {self.message}" if self.place else f"{self.part}: {self.message}"

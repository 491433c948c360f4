"""How much memory filling one large paper takes: in a process of its own, which has only compiled its template."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any


def above_idle(template: Path, data: dict[str, Any]) -> float:
    """The highest resident size while filling, above that before, in MB."""
    command = [sys.executable, "-m", "deploy.local.bench.docx_memory", str(template)]
    done = subprocess.run(command, input=json.dumps(data), capture_output=True, text=True, check=True)
    return float(done.stdout)


def _main() -> None:
    from docgen_service.rendering.compiled import CompiledTemplate

    template = CompiledTemplate(Path(sys.argv[1]).read_bytes())
    data = json.load(sys.stdin)
    Path("/proc/self/clear_refs").write_text("5")  # the highest size so far is forgotten
    idle = _kilobytes("VmRSS")
    template.render(data)
    print((_kilobytes("VmHWM") - idle) / 1000)


def _kilobytes(name: str) -> int:
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1])
    raise LookupError(name)


if __name__ == "__main__":
    _main()

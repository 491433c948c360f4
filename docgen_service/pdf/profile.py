"""A worker's LibreOffice profile and environment: nothing is fetched, nothing runs, nothing is remembered."""

import os
from pathlib import Path
from xml.sax.saxutils import quoteattr

_ROOT = Path(__file__).parents[2]
_NAMESPACE = 'xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"'
# Pictures and other links of a document are not followed, macros are off, and no dialog or clean-up of LibreOffice's own
# starts. The profile says nothing of where documents were: no list of recent ones, no locks, no recovery.
_SETTINGS = (
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Common/Misc", "FirstRun", "false"),
    ("Office.Common/Misc", "CrashReport", "false"),
    ("Office.Common/Misc", "UseLocking", "false"),
    ("Office.Common/History", "PickListSize", "0"),
    ("Office.Common/Save/Document", "CreateBackup", "false"),
    ("Office.Recovery/RecoveryInfo", "Enabled", "false"),
    ("Office.Recovery/AutoSave", "Enabled", "false"),
    ("Setup/Office", "ooSetupInstCompleted", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),
)


def write_profile(profile: Path) -> None:
    """Before the first start: LibreOffice takes it as the user's own settings."""
    (profile / "user").mkdir(parents=True)
    items = "\n".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _SETTINGS
    )
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n<oor:items {_NAMESPACE}>\n{items}\n</oor:items>\n'
    (profile / "user/registrymodifications.xcu").write_text(text, "utf-8")


def write_fonts(file: Path, mapping: Path | None, office_fonts: Path | None) -> None:
    """A fontconfig of the worker's own: the mapping first, then the system's, and the office's own fonts."""
    lines = [
        f"<include>{_text(mapping)}</include>" if mapping else "",
        '<include ignore_missing="yes">/etc/fonts/fonts.conf</include>',
        f"<dir>{_text(office_fonts)}</dir>" if office_fonts else "",
        f"<cachedir>{_text(file.parent / 'font-cache')}</cachedir>",
    ]
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">\n'
    file.write_text(f"{head}<fontconfig>\n{chr(10).join(lines)}\n</fontconfig>\n", "utf-8")


def environment(folder: Path, fonts: Path) -> dict[str, str]:
    """What the child sees: none of the service's passwords and keys."""
    kept = {name: os.environ[name] for name in ("PATH", "TZ", "LD_LIBRARY_PATH") if name in os.environ}
    return kept | {
        "HOME": str(folder), "TMPDIR": str(folder), "LC_ALL": "C.UTF-8", "PYTHONPATH": str(_ROOT),
        "PYTHONDONTWRITEBYTECODE": "1", "SAL_USE_VCLPLUGIN": "svp", "FONTCONFIG_FILE": str(fonts),
    }  # fmt: skip


def _text(path: Path) -> str:
    return quoteattr(str(path))[1:-1]

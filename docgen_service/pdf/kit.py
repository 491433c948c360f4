"""LibreOfficeKit, LibreOffice's own embedding interface, by ctypes; for the child process alone.

Both classes are tables of functions that later versions only append to; `nSize` says how long the table is.
"""

import ctypes
from ctypes import CFUNCTYPE, POINTER, Structure, c_char_p, c_int, c_size_t, c_void_p
from pathlib import Path
from typing import Any

# Where the hook is: builds that merge their libraries have it in the second one.
_LIBRARIES = ("libsofficeapp.so", "libmergedlo.so")
_HOOK = "libreofficekit_hook_2"


class KitError(Exception):
    """LibreOffice cannot be loaded from this folder."""


class LoadFailed(Exception):
    """LibreOffice did not take the file for a document."""


class SaveFailed(Exception):
    """LibreOffice wrote no PDF."""


class _OfficeClass(Structure):
    _fields_ = (
        ("nSize", c_size_t),
        ("destroy", c_void_p),
        ("documentLoad", CFUNCTYPE(c_void_p, c_void_p, c_char_p)),
        ("getError", c_void_p),
        ("documentLoadWithOptions", CFUNCTYPE(c_void_p, c_void_p, c_char_p, c_char_p)),
    )


class _Office(Structure):
    _fields_ = (("pClass", POINTER(_OfficeClass)),)


class _DocumentClass(Structure):
    _fields_ = (
        ("nSize", c_size_t),
        ("destroy", CFUNCTYPE(None, c_void_p)),
        ("saveAs", CFUNCTYPE(c_int, c_void_p, c_char_p, c_char_p, c_char_p)),
    )


class _Document(Structure):
    _fields_ = (("pClass", POINTER(_DocumentClass)),)


class Kit:
    """One LibreOffice in this process; there can be no second one."""

    def __init__(self, program: Path, profile: Path) -> None:
        hook = getattr(_library(program), _HOOK)
        hook.restype, hook.argtypes = c_void_p, (c_char_p, c_char_p)
        self._office = hook(str(program).encode(), profile.as_uri().encode())
        if not self._office:
            raise KitError("LibreOffice did not start")
        self._table: Any = ctypes.cast(self._office, POINTER(_Office)).contents.pClass.contents
        if self._table.nSize < ctypes.sizeof(_OfficeClass):
            raise KitError("this LibreOffice is too old")

    def to_pdf(self, source: Path, target: Path) -> None:
        """Loads a file and writes it as PDF."""
        # "Batch" keeps a version that knows it from opening dialogs that nobody would answer.
        document = self._table.documentLoadWithOptions(self._office, source.as_uri().encode(), b"Batch=true")
        if not document:
            raise LoadFailed
        table: Any = ctypes.cast(document, POINTER(_Document)).contents.pClass.contents
        try:
            if not table.saveAs(document, target.as_uri().encode(), b"pdf", None):
                raise SaveFailed
        finally:
            table.destroy(document)


def _library(program: Path) -> ctypes.CDLL:
    for name in _LIBRARIES:
        if (program / name).is_file():
            library = ctypes.CDLL(str(program / name), ctypes.RTLD_GLOBAL)
            if hasattr(library, _HOOK):
                return library
    raise KitError("no LibreOfficeKit in the folder")

"""What Windows shows of the program under Properties, Details: made for PyInstaller from the one version."""

from __future__ import annotations

from typing import Any


def numbers(version: str) -> tuple[int, int, int, int]:
    """0.1.0 -> (0, 1, 0, 0); whatever follows the numbers is left out."""
    parts = [int(part) for part in version.split("+")[0].split(".")[:4] if part.isdigit()]
    four = (*parts, 0, 0, 0, 0)[:4]
    return four[0], four[1], four[2], four[3]


def version_resource(version: str) -> Any:
    """PyInstaller's VSVersionInfo. Importable on Windows only."""
    from PyInstaller.utils.win32.versioninfo import (
        FixedFileInfo,
        StringFileInfo,
        StringStruct,
        StringTable,
        VarFileInfo,
        VarStruct,
        VSVersionInfo,
    )

    texts = {
        "CompanyName": "The ResShift Studio authors",
        "FileDescription": "ResShift Studio",
        "FileVersion": version,
        "InternalName": "resshift-studio",
        "LegalCopyright": "The ResShift Studio authors, MIT licence",
        "OriginalFilename": "resshift-studio.exe",
        "ProductName": "ResShift Studio",
        "ProductVersion": version,
    }
    table = StringTable("040904B0", [StringStruct(name, text) for name, text in texts.items()])
    four = numbers(version)
    return VSVersionInfo(
        ffi=FixedFileInfo(filevers=four, prodvers=four),
        kids=[StringFileInfo([table]), VarFileInfo([VarStruct("Translation", [1033, 1200])])],
    )

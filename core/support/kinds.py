"""The kinds of graphics cards that an environment with torch can be made for, and which of them this computer has.

Each kind of each system has a locked list of packages with their SHA-256 in resources/support; tools/lock_support.py
makes it. A kind whose list is not there is not offered.
"""

from __future__ import annotations

import platform
import sys
from dataclasses import dataclass
from pathlib import Path

from core.storage import records
from core.storage.remembered import recall

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "support"
DISK_FACTOR = 3.6  # bytes on the disk for each byte that is fetched: packages lie unpacked in the cache
_NVIDIA, _AMD = "0x10de", "0x1002"  # vendors on the PCI bus


@dataclass(frozen=True)
class Kind:
    """An environment that can be made here. `bytes` are to be fetched; `indexes` stand beside PyPI."""

    key: str  # cpu, cuda, rocm, xpu or mps
    title: str
    python: str  # the version of Python, such as 3.12
    bytes: int
    indexes: tuple[str, ...] = ()

    @property
    def requirements(self) -> Path:
        return FOLDER / f"{system()}-{self.key}.txt"

    @property
    def disk_bytes(self) -> int:
        return round(self.bytes * DISK_FACTOR)


def system() -> str:
    """linux, windows or macos, as in the names of the lists."""
    return {"win32": "windows", "darwin": "macos"}.get(sys.platform, "linux")


def kinds() -> list[Kind]:
    """The kinds that are offered on this system, in the order of the list."""
    if platform.machine().lower() not in ("x86_64", "amd64") and system() != "macos":
        return []
    listed = records.read(dict[str, list[Kind]], FOLDER / "kinds.json").get(system(), [])
    return [kind for kind in listed if kind.requirements.is_file()]


def find_kind(key: str) -> Kind | None:
    return next((kind for kind in kinds() if kind.key == key), None)


def proposed() -> Kind | None:
    """The kind for the card of this computer; None if there is no such card, or it needs no environment."""
    wanted = _of_this_computer()
    return find_kind(wanted) if wanted else None


def _of_this_computer() -> str:
    """The kind that brings what the program has not; on a Mac its own torch uses the card already."""
    names = " ".join(_seen_on_vulkan()).lower()
    vendors = _vendors()
    if system() == "macos":
        return ""
    if _NVIDIA in vendors or "nvidia" in names or "geforce" in names:
        return "cuda"
    if _AMD in vendors or "radeon" in names or "amd" in names:
        return "rocm"
    return "xpu" if "arc" in names.split() else ""


def _vendors() -> set[str]:
    """The makers of the cards, where Linux says so."""
    found = set()
    for file in Path("/sys/class/drm").glob("card?/device/vendor"):
        try:
            found.add(file.read_text("ascii").strip())
        except OSError:
            continue
    return found


@dataclass(frozen=True)
class _Device:
    title: str


@dataclass(frozen=True)
class _Seen:
    devices: tuple[_Device, ...] = ()


def _seen_on_vulkan() -> list[str]:
    """The names of the cards that core.compute.vulkan_survey has found, which is not asked itself: it brings torch."""
    return [device.title for device in recall(_Seen, "vulkan", _Seen()).devices]

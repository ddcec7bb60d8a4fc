"""Makes taught pairs: poor pictures, their originals, and what Real-ESRGAN x4plus makes of the poor ones.

    python main.py models fetch real-esrgan-x4plus
    python tools/lite_x4/teach.py SET TAUGHT --count 1200

SET is what build_dataset.py built, or what pack_set.py packed, with the teacher in it. Patches of 256 pixels are
degraded: half of them by Real-ESRGAN's own degradation, half as soft_pictures.py says. Of mildly degraded pictures
there are none: there the original teaches more. The teacher's low frequencies are replaced by those of the poor
picture, as the program does with every result. A pair takes about a second of a core (OMP_NUM_THREADS=1 beside other
work), a thousand of them some seconds on a card with many cores (--workers); a call that is stopped goes on with the
same command.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

import cv2
import numpy as np
import torch
from pack_set import TEACHER, opened
from soft_pictures import soft

from core.compute.device import choose_device, choose_dtype
from core.data.degradation import REALESRGAN, degrade
from core.data.pairs import PatchSource
from core.data.taught import NAMES
from core.images.color import low_band
from core.models.catalog import find_model
from core.models.checkpoints import load_into, load_state, read_recipe
from core.networks.restorers import CONFIGS, build_restorer

SIDE, SCALE, BORDER = 256, 4, 16


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("set", type=Path, metavar="SET")
    parser.add_argument("out", type=Path, metavar="TAUGHT")
    parser.add_argument("--count", type=int, default=1200)
    parser.add_argument("--batch", type=int, help="pairs at a time [2; 32 on a graphics card]")
    parser.add_argument("--device", default="auto")
    parser.add_argument("--workers", type=int, default=1, help="processes that make poor pictures [1]")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    data = opened(options.set)
    arrays = [open_array(options.out / f"{name}.npy", options.count, name) for name in NAMES]
    done = options.out / "done.txt"
    carried = options.set / TEACHER
    device, _ = choose_device(options.device)
    dtype = choose_dtype(device)[0]
    teacher = load_teacher(str(carried) if carried.exists() else "real-esrgan-x4plus")
    teacher.to(device, dtype=dtype, memory_format=torch.channels_last)
    batch = options.batch or (2 if device.type == "cpu" else 32)
    began = time.monotonic()
    begin = int(done.read_text()) if done.exists() else 0
    pairs = poor_pictures(data, range(begin, options.count), workers=options.workers)
    for first in range(begin, options.count, batch):
        numbers = range(first, min(first + batch, options.count))
        some = list(islice(pairs, len(numbers)))
        taught = teach(teacher, device, dtype, np.stack([lq for _, lq in some]))
        for k, (hq, lq), made in zip(numbers, some, taught, strict=True):
            for array, pixels in zip(arrays, (lq, hq, made), strict=True):
                array[k] = pixels
        done.write_text(str(numbers[-1] + 1))
        sys.stdout.write(f"{numbers[-1] + 1} of {options.count}, {time.monotonic() - began:.0f} s\n")
        sys.stdout.flush()
    return 0


def open_array(path: Path, count: int, name: str) -> np.ndarray:
    side = SIDE // SCALE if name == "lq" else SIDE
    if path.exists():
        return np.load(path, mmap_mode="r+", allow_pickle=False)
    return np.lib.format.open_memmap(path, "w+", np.uint8, (count, side, side, 3))


source: PatchSource  # of this process, once it is opened


def open_source(data: Path) -> None:
    global source
    cv2.setNumThreads(1)
    source = PatchSource(data, smallest=SIDE + 2 * BORDER * SCALE)


def poor_pictures(
    data: Path, numbers: Sequence[int], *, workers: int
) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Those pairs in order, made by so many processes; by this one if that is 1."""
    if workers == 1:
        open_source(data)
        yield from map(poor_picture, numbers)
        return
    with ProcessPoolExecutor(
        workers, get_context("spawn"), initializer=open_source, initargs=(data,)
    ) as pool:
        yield from pool.map(poor_picture, numbers, chunksize=4)


def poor_picture(number: int) -> tuple[np.ndarray, np.ndarray]:
    """(uint8 SIDE x SIDE x 3, uint8 SIDE / SCALE x SIDE / SCALE x 3)"""
    rng = np.random.default_rng([31, number])
    border = BORDER * SCALE
    whole = source.draw(rng, SIDE + 2 * border)
    picture = whole.astype(np.float32) / 255
    lq = soft(picture, rng) if rng.random() < 0.5 else degrade(picture, rng, REALESRGAN, scale=SCALE)
    hq = whole[border:-border, border:-border]
    return hq, (lq[BORDER:-BORDER, BORDER:-BORDER] * 255).round().astype(np.uint8)


def load_teacher(model: str) -> torch.nn.Module:
    path = find_model(model).path
    recipe = read_recipe(path)
    network = build_restorer(recipe.config_as(CONFIGS[recipe.architecture]))
    load_into(network, load_state(path), name=recipe.title)
    return network.eval()


@torch.inference_mode()
def teach(teacher: torch.nn.Module, device: torch.device, dtype: torch.dtype, lq: np.ndarray) -> np.ndarray:
    """uint8 [B, s, s, 3] -> uint8 [B, s SCALE, s SCALE, 3]"""
    planes = torch.from_numpy(lq).to(device).permute(0, 3, 1, 2).to(dtype).div(255)
    made = teacher(planes.contiguous(memory_format=torch.channels_last)).float().permute(0, 2, 3, 1).cpu()
    results = []
    for picture, small in zip(made.numpy(), lq, strict=True):
        large = cv2.resize(small.astype(np.float32) / 255, (SIDE, SIDE), interpolation=cv2.INTER_CUBIC)
        picture = picture + low_band(large) - low_band(np.ascontiguousarray(picture))
        results.append((picture.clip(0, 1) * 255).round().astype(np.uint8))
    return np.stack(results)


if __name__ == "__main__":
    raise SystemExit(main())

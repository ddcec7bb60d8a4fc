"""Measures what reducing a picture first does to its result: soft, noisy and compressed pictures by several factors.

    python tools/measure_reduction.py [--scale 1|2] [--model KEY] [PICTURE ...]

Of each picture (the samples, if none is named) the middle 128 x 128 pixels are the original. For --scale 2 they are
halved, for --scale 1 kept, then spoiled; the blur is given in pixels of the spoiled picture. The table has the mean
SSIMULACRA2 and PSNR Y of the result, and which factor is proposed for how many of the pictures.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from core.data.degradation import MILD, add_gaussian, degrade, jpeg, quantise  # noqa: E402
from core.events import Event, JobDone  # noqa: E402
from core.images.files import read_picture  # noqa: E402
from core.images.picture import Picture  # noqa: E402
from core.images.softness import proposed_reduction  # noqa: E402
from core.jobs import CancelToken, SampleSettings, UpscaleJob  # noqa: E402
from core.quality.psnr_ssim import measure  # noqa: E402
from core.quality.ssimulacra2_score import load_ssimulacra2  # noqa: E402
from core.upscaling.upscaler import Upscaler  # noqa: E402

SIDE = 128
FACTORS = (1.0, 0.75, 0.5, 1 / 3)
Spoil = Callable[[np.ndarray], np.ndarray]  # float32 H x W x 3 in [0, 1]


def soft(sigma: float) -> Spoil:
    return lambda picture: cv2.GaussianBlur(picture, (0, 0), sigma)


def noisy(picture: np.ndarray) -> np.ndarray:
    return add_gaussian(picture, np.random.default_rng(0), sigma=10 / 255, gray=False)


CASES: dict[str, Spoil] = {
    "as it is": lambda picture: picture,
    "mild degradation": lambda picture: degrade(picture, np.random.default_rng(0), MILD, scale=1),
    "blur 1": soft(1),
    "blur 1.5": soft(1.5),
    "blur 2": soft(2),
    "blur 3": soft(3),
    "noise 10": noisy,
    "JPEG 50": lambda picture: jpeg(picture, 50),
    "blur 2, JPEG 75": lambda picture: jpeg(soft(2)(picture), 75),
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pictures", nargs="*", type=Path)
    parser.add_argument("--scale", type=int, choices=(1, 2), default=2)
    parser.add_argument("--model", default=SampleSettings().model)
    options = parser.parse_args()
    paths = options.pictures or sorted((ROOT / "resources" / "samples").glob("*.png"))
    originals = [middle(read_picture(path).pixels) for path in paths]
    engine, distance = Upscaler(), load_ssimulacra2()
    print("|  | " + " | ".join(f"{factor:.0%}" for factor in FACTORS) + " | proposed |")
    print("|---" * (len(FACTORS) + 2) + "|")
    for title, spoil in CASES.items():
        poor = [as_bytes(spoil(reduced(original, options.scale))) for original in originals]
        cells = []
        for factor in FACTORS:
            settings = SampleSettings(model=options.model, scale=options.scale, reduce=factor)
            pairs = [(result(engine, p, settings), o) for p, o in zip(poor, originals, strict=True)]
            scores = np.mean([distance(*pair) for pair in pairs])
            cells.append(f"{scores:.1f} ({np.mean([measure(*pair)['psnr_y'] for pair in pairs]):.2f} dB)")
        proposed = Counter(f"{proposed_reduction(Picture(p)):.0%}" for p in poor)
        said = ", ".join(f"{count} x {factor}" for factor, count in sorted(proposed.items()))
        print(f"| {title} | {' | '.join(cells)} | {said} |", flush=True)
    return 0


def middle(pixels: np.ndarray) -> np.ndarray:
    top, left = ((side - SIDE) // 2 for side in pixels.shape[:2])
    return np.ascontiguousarray(pixels[top : top + SIDE, left : left + SIDE])


def reduced(pixels: np.ndarray, scale: int) -> np.ndarray:
    size = (SIDE // scale, SIDE // scale)
    return cv2.resize(pixels.astype(np.float32) / 255, size, interpolation=cv2.INTER_AREA)


def as_bytes(picture: np.ndarray) -> np.ndarray:
    return (quantise(picture) * 255).round().astype(np.uint8)


def result(engine: Upscaler, pixels: np.ndarray, settings: SampleSettings) -> np.ndarray:
    events: list[Event] = []
    engine.run(UpscaleJob(None, settings, picture=Picture(pixels)), events.append, CancelToken())
    end = events[-1]
    if not isinstance(end, JobDone) or end.picture is None:
        raise SystemExit(f"No result: {end}")
    return end.picture.pixels


if __name__ == "__main__":
    sys.exit(main())

"""Measures the step where copies of an enlarged texture meet, enlarged as a picture and as a seamless texture.

    python tools/measure_seams.py [--model KEY] [--scale 4] [--kappa K] [--side 128]

Three seamless textures are made: noise of several sizes of grain, bricks, and a part of a sample picture whose edges
are blended into each other. Of each result the table has the mean difference of the pixels on both sides of a meeting,
beside that of all neighbours within, in levels of 255, over both axes; and the same of the middle of a result that
was made of 3 x 3 copies, where there is no edge.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import cv2
import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from measure_reduction import result  # noqa: E402

from core.images.files import read_picture  # noqa: E402
from core.jobs import SampleSettings  # noqa: E402
from core.upscaling.upscaler import Upscaler  # noqa: E402

BLENDED = 24  # pixels over which the edges of a photograph are blended into each other
BRICK = (32, 16)  # width and height


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    default = SampleSettings()
    parser.add_argument("--model", default=default.model)
    parser.add_argument("--scale", type=float, default=default.scale)
    parser.add_argument("--kappa", type=float)
    parser.add_argument("--side", type=int, default=128, help="of the textures, in pixels [%(default)s]")
    options = parser.parse_args()
    settings = SampleSettings(model=options.model, scale=options.scale, kappa=options.kappa)
    seamless = SampleSettings(**{**settings.to_dict(), "tileable": True})
    engine = Upscaler()
    print("| texture | as a picture: meeting (within) | as a texture | middle of 3 x 3 copies |")
    print("|---|---|---|---|")
    for title, texture in textures(options.side).items():
        middle = third(result(engine, np.tile(texture, (3, 3, 1)), settings))
        made = [result(engine, texture, settings), result(engine, texture, seamless), middle]
        print(f"| {title} | {' | '.join(map(steps_text, made))} |", flush=True)
    return 0


def textures(side: int) -> dict[str, np.ndarray]:
    """By their names; uint8 side x side x 3."""
    return {"noise": grains(side), "bricks": bricks(side), "photograph": photograph(side)}


def grains(side: int) -> np.ndarray:
    """Gaussian noise, blurred by circular convolution, of several sizes."""
    random = np.random.default_rng(0)
    frequency = np.hypot(*np.meshgrid(np.fft.fftfreq(side), np.fft.fftfreq(side)))
    total = np.zeros((side, side, 3))
    for sigma in (0.7, 1.5, 4.0, 10.0):
        response = np.exp(-2 * (np.pi * sigma * frequency) ** 2)[..., None]
        white = random.standard_normal((side, side, 3)) * 0.3 + random.standard_normal((side, side, 1))
        blurred = np.fft.ifft2(np.fft.fft2(white, axes=(0, 1)) * response, axes=(0, 1)).real
        total += blurred / blurred.std()
    return quantised(128 + 20 * total)


def bricks(side: int) -> np.ndarray:
    """Rows of bricks in their mortar, each row half a brick beside the one above. Drawn four times as large and
    reduced, with a shade of its own for each brick."""
    random = np.random.default_rng(1)
    fine = 4 * side
    y, x = np.mgrid[:fine, :fine] / 4.0
    rows, columns = max(2, round(side / BRICK[1]) // 2 * 2), max(1, round(side / BRICK[0]))
    high, wide = side / rows, side / columns
    row = (y // high).astype(int)
    along = (x + (row % 2) * wide / 2) % side
    column = (along // wide).astype(int)
    mortar = (y % high < 1.5) | (along % wide < 1.5)
    shade = random.normal(0, 12, (rows, columns))[row, column][..., None]
    grain = random.normal(0, 10, (fine, fine, 1))
    picture = (
        np.where(mortar[..., None], (190.0, 185.0, 175.0), np.array((150.0, 75.0, 55.0)) + shade) + grain
    )
    small = cv2.resize(picture, (side, side), interpolation=cv2.INTER_AREA)
    return np.roll(quantised(small), (BRICK[1] // 2, BRICK[0] // 4), (0, 1))  # the edges lie within bricks


def photograph(side: int) -> np.ndarray:
    """The middle of a sample, whose right and lower ends fade into what lies before its left and upper ones."""
    pixels = read_picture(ROOT / "resources" / "samples" / "perched-osprey.png").pixels.astype(np.float64)
    top, left = ((length - side) // 2 for length in pixels.shape[:2])
    part = pixels[top - BLENDED : top + side, left - BLENDED : left + side]
    share = (np.arange(BLENDED) + 0.5) / BLENDED
    for axis in (0, 1):
        before, kept = np.split(np.moveaxis(part, axis, 0), [BLENDED])
        kept = kept.copy()
        weight = share[:, None, None]
        kept[-BLENDED:] = (1 - weight) * kept[-BLENDED:] + weight * before
        part = np.moveaxis(kept, 0, axis)
    return quantised(part)


def quantised(pixels: np.ndarray) -> np.ndarray:
    return pixels.clip(0, 255).round().astype(np.uint8)


def third(pixels: np.ndarray) -> np.ndarray:
    """The middle one of 3 x 3 copies."""
    height, width = pixels.shape[0] // 3, pixels.shape[1] // 3
    return pixels[height : 2 * height, width : 2 * width]


def steps_text(pixels: np.ndarray) -> str:
    """The mean difference over a meeting, and in brackets that of neighbours within."""
    meeting, within = [], []
    for turned in (pixels.astype(float), pixels.astype(float).swapaxes(0, 1)):
        meeting.append(np.abs(turned[0] - turned[-1]).mean())
        within.append(np.abs(np.diff(turned, axis=0)).mean())
    return f"{np.mean(meeting):.2f} ({np.mean(within):.2f})"


if __name__ == "__main__":
    sys.exit(main())

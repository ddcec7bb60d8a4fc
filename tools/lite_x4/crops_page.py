"""Draws the page of crops that the model's card shows: poor pictures, what is made of them, and the originals.

    python tools/lite_x4/crops_page.py SET docs/lite-x4-crops.jpg --model lite-x4 --beside real-esrgan-x4plus

SET is what build_dataset.py built. A row for each of some held-out scenes and reductions; the columns are the input
(enlarged bicubically), the model at kappa 0.1, 0.5 and 1, the other model, and the original, at 100 %.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from core.images.alpha import visible
from core.images.depth import to_depth
from core.images.files import read_picture
from core.jobs import CancelToken, SampleSettings, UpscaleJob
from core.upscaling.upscaler import Upscaler

SIDE, LABEL, GAP = 176, 22, 4
REDUCTIONS = ("bicubic", "mild", "strong", "soft")
KAPPAS = (0.1, 0.5, 1.0)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("set", type=Path, metavar="SET")
    parser.add_argument("page", type=Path, metavar="PAGE")
    parser.add_argument("--model", default="lite-x4")
    parser.add_argument("--beside", default="real-esrgan-x4plus")
    parser.add_argument("--scenes", nargs="*", help="names of scenes [two for each reduction, in order]")
    options = parser.parse_args()
    scenes = options.set / "scenes"
    names = options.scenes or [p.stem for p in sorted((scenes / "hq").glob("*.png"))]
    engine, rows = Upscaler(), []
    for number, name in enumerate(names[: 2 * len(REDUCTIONS)]):
        reduction = REDUCTIONS[number // 2 % len(REDUCTIONS)]
        rows.append((reduction, row_of(engine, options, scenes, name, reduction)))
    titles = ["input", *(f"kappa {k:g}" for k in KAPPAS), options.beside, "original"]
    draw_page(titles, rows).save(options.page, optimize=True, quality=92)
    return 0


def row_of(
    engine: Upscaler, options: argparse.Namespace, scenes: Path, name: str, reduction: str
) -> list[np.ndarray]:
    """The middle SIDE x SIDE pixels of each picture of a row, uint8."""
    lq = scenes / f"lq_{reduction}" / f"{name}.png"
    settings = SampleSettings(model=options.model)
    results = [enlarged(engine, lq, replace(settings, kappa=k)) for k in KAPPAS]
    results.append(enlarged(engine, lq, replace(settings, model=options.beside)))
    original = to_depth(visible(read_picture(scenes / "hq" / f"{name}.png")), 8)
    size = (original.shape[1], original.shape[0])
    soft = np.asarray(Image.open(lq).convert("RGB").resize(size, Image.Resampling.BICUBIC))
    return [middle(p) for p in (soft, *results, original)]


def enlarged(engine: Upscaler, path: Path, settings: SampleSettings) -> np.ndarray:
    found = []
    engine.run(
        UpscaleJob(path, settings), lambda event: found.append(getattr(event, "picture", None)), CancelToken()
    )
    made = [p for p in found if p is not None]
    if not made:
        raise SystemExit(f"{path} could not be enlarged by {settings.model}.")
    return to_depth(visible(made[-1]), 8)


def middle(picture: np.ndarray) -> np.ndarray:
    y, x = (picture.shape[0] - SIDE) // 2, (picture.shape[1] - SIDE) // 2
    return picture[y : y + SIDE, x : x + SIDE]


def draw_page(titles: list[str], rows: list[tuple[str, list[np.ndarray]]]) -> Image.Image:
    step = SIDE + GAP
    page = Image.new("RGB", (len(titles) * step - GAP, LABEL + len(rows) * (step + LABEL)), "white")
    draw, font = ImageDraw.Draw(page), ImageFont.load_default(14)
    for column, title in enumerate(titles):
        draw.text((column * step + 2, 3), title, "black", font)
    for number, (reduction, pictures) in enumerate(rows):
        top = LABEL + number * (step + LABEL)
        draw.text((2, top + 3), reduction, "gray", font)
        for column, picture in enumerate(pictures):
            page.paste(Image.fromarray(picture), (column * step, top + LABEL))
    return page


if __name__ == "__main__":
    raise SystemExit(main())

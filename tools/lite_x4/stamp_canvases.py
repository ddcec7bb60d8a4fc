"""Canvases of cut-out objects (stamps with alpha) over plain, shaded and photographed grounds."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import cv2
import numpy as np
from finished_pictures import SOFT, Picture, sharpness
from picture_sources import STAMPS
from PIL import Image


def compose_stamps(pool: ProcessPoolExecutor, packages: Path, pictures: Sequence[Picture]) -> list[Picture]:
    """Canvases of about eight objects; each object on two. Four canvases, of other objects, are held out."""
    rng = np.random.default_rng(20)
    files = [f for f in sorted((packages / f"x_{STAMPS}").rglob("*.png")) if "alphabets" not in f.parts]
    order = [files[i] for i in rng.permutation(len(files))]
    held, rest = order[:36], order[36:]
    grounds = [
        p.pixels for p in pictures if p.kind == "photo" and p.split == "train" and p.pixels.shape[0] < 1100
    ]
    tasks: list[tuple[list[Path], str, np.ndarray | None]] = [
        (held[i : i + 9], "val", None) for i in range(0, 36, 9)
    ]
    for _ in range(2):
        rest = [rest[i] for i in rng.permutation(len(rest))]
        for part in np.array_split(np.arange(len(rest)), len(rest) // 8):
            ground = grounds[int(rng.integers(len(grounds)))] if rng.random() < 0.35 else None
            tasks.append(([rest[i] for i in part], "train", ground))
    return list(pool.map(stamp_canvas, range(len(tasks)), *zip(*tasks, strict=True)))


def stamp_canvas(number: int, files: Sequence[Path], split: str, photo: np.ndarray | None) -> Picture:
    """One canvas of 512 x 512; soft objects are halved first."""
    cv2.setNumThreads(1)
    rng, size = np.random.default_rng([21, number]), 512
    canvas = Image.fromarray(stamp_ground(rng, size, photo))
    places = rng.permutation(16)
    for place, path in zip(places, files, strict=False):
        with Image.open(path) as image:
            stamp = image.convert("RGBA")
        if min(stamp.size) >= 128 and sharpness(np.asarray(stamp.convert("RGB"))) < SOFT:
            stamp = stamp.reduce(2)
        y, x = (int(v) * 128 + int(rng.integers(-40, 40)) for v in divmod(int(place), 4))
        x, y = (max(-20, min(v, size - n + 20)) for v, n in zip((x, y), stamp.size, strict=True))
        canvas.paste(stamp, (x, y), stamp)
    return Picture(np.asarray(canvas), f"{STAMPS}/canvas-{number}", "stamps", split, 1.0)


def stamp_ground(rng: np.random.Generator, size: int, photo: np.ndarray | None) -> np.ndarray:
    if photo is not None and min(photo.shape[:2]) > size:
        y, x = (int(rng.integers(n - size)) for n in photo.shape[:2])
        return np.ascontiguousarray(photo[y : y + size, x : x + size])
    ends = (
        rng.integers(0, 256, (2, 3)) if rng.random() < 0.7 else np.repeat(rng.integers(0, 256, (1, 3)), 2, 0)
    )
    slope = np.linspace(0, 1, size)[:, None, None]
    shaded = np.broadcast_to(ends[0] * (1 - slope) + ends[1] * slope, (size, size, 3))
    return (shaded if rng.random() < 0.5 else shaded.transpose(1, 0, 2)).astype(np.uint8)

"""Draws pages of text as a scanner would give them: paper, ink, a slight slant, blur and grain.

    python resources/examples/text_pages/make_pages.py DIR --count 60 --seed 1

The words are made up of syllables, so no page repeats another's and nobody's text is used. Fonts: DejaVu.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT = 512, 640
FONT_FOLDER = Path("/usr/share/fonts/truetype/dejavu")
FONTS = (
    "DejaVuSerif.ttf",
    "DejaVuSans.ttf",
    "DejaVuSerif-Bold.ttf",
    "DejaVuSans-Bold.ttf",
    "DejaVuSansMono.ttf",
)
SYLLABLES = (
    *("an", "be", "cor", "da", "el", "fi", "gra", "ho", "in", "ju", "kel", "lo", "mi", "nor", "op", "pra"),
    *("qui", "res", "sta", "tu", "un", "ver", "wa", "xen", "yo", "zi", "the", "ing", "ma", "st"),
)


def page(rng: np.random.Generator) -> np.ndarray:
    """uint8 HEIGHT x WIDTH x 3."""
    ink = Image.new("L", (WIDTH, HEIGHT), 0)
    draw = ImageDraw.Draw(ink)
    margin = int(rng.integers(20, 50))
    y = margin
    while y < HEIGHT - margin:
        height = int(rng.choice([20, 22, 24, 26, 30, 36], p=[0.2, 0.25, 0.2, 0.15, 0.12, 0.08]))
        font = ImageFont.truetype(str(FONT_FOLDER / FONTS[int(rng.integers(len(FONTS)))]), height)
        for _ in range(int(rng.integers(2, 8))):
            if y > HEIGHT - margin:
                break
            draw.text((margin, y), line(rng, font, WIDTH - 2 * margin), fill=255, font=font)
            y += int(height * 1.35)
        y += int(rng.integers(4, 20))
    return scanned(np.asarray(ink, np.float32) / 255, rng)


def line(rng: np.random.Generator, font: ImageFont.FreeTypeFont, width: int) -> str:
    """Words until the line is full."""
    text = ""
    while True:
        word = "".join(rng.choice(SYLLABLES, int(rng.integers(1, 4))))
        if rng.random() < 0.15:
            word = word.capitalize()
        if rng.random() < 0.1:
            word = str(int(rng.integers(1, 9999)))
        longer = f"{text} {word}".strip() + ("," if rng.random() < 0.08 else "")
        if font.getlength(longer) > width:
            return text
        text = longer


def scanned(ink: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Ink coverage 0..1 -> a scan of it."""
    slant = cv2.getRotationMatrix2D((WIDTH / 2, HEIGHT / 2), float(rng.uniform(-1.5, 1.5)), 1.0)
    ink = cv2.warpAffine(ink, slant, (WIDTH, HEIGHT), flags=cv2.INTER_CUBIC)
    ink = cv2.GaussianBlur(np.clip(ink, 0, 1), (0, 0), float(rng.uniform(0.4, 0.8)))
    paper = np.array([rng.uniform(238, 252), rng.uniform(232, 248), rng.uniform(220, 242)])
    dark = np.array([rng.uniform(15, 60)] * 3)
    corners = rng.uniform(0.94, 1.0, (3, 3)).astype(np.float32)
    light = cv2.resize(corners, (WIDTH, HEIGHT), interpolation=cv2.INTER_CUBIC)
    scan = (paper + (dark - paper) * ink[..., None]) * light[..., None] + rng.normal(
        0, 1.5, (HEIGHT, WIDTH, 1)
    )
    return scan.clip(0, 255).round().astype(np.uint8)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    for k in range(options.count):
        pixels = page(np.random.default_rng([options.seed, k]))
        Image.fromarray(pixels).save(options.folder / f"page-{k:03d}.png")


if __name__ == "__main__":
    main()

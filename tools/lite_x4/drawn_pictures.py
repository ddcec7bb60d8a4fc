"""Pictures the training set renders itself: pages of text, line art and mock-ups of screens.

Every function takes a `numpy.random.Generator` and gives uint8 H x W x 3 RGB; the same state gives the same
picture, as long as the same fonts are installed (packages fonts-dejavu and fonts-urw-base35).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

Color = tuple[int, int, int]
FONT_FOLDERS = (Path("/usr/share/fonts/truetype/dejavu"), Path("/usr/share/fonts/opentype/urw-base35"))
SYMBOL_FONTS = ("D050000L", "StandardSymbolsPS", "DejaVuMathTeXGyre")
_ORDINARY = """
the picture shows a street with seven windows and one open door price 19.99 page 12 café Straße niño
Edit View Help Open Save Cancel 2024-05-17 08:45 total 1,284.50 km/h (see fig. 3) Åland œuvre łódź
"""
ORDINARY_WORDS = tuple(_ORDINARY.split())


@dataclass(frozen=True)
class Material:
    """What drawings are made from: font files, words, small RGBA icons and photographs to write on."""

    fonts: Sequence[Path]
    words: Sequence[str]
    icons: Sequence[np.ndarray]
    grounds: Sequence[np.ndarray]


def find_fonts() -> list[Path]:
    """Text fonts of the two packages, in a fixed order."""
    files = [f for folder in FONT_FOLDERS for f in sorted(folder.glob("*.[ot]tf"))]
    fonts = [f for f in files if f.stem not in SYMBOL_FONTS]
    if not fonts:
        raise SystemExit("No fonts found: install the packages fonts-dejavu and fonts-urw-base35.")
    return fonts


def text_page(rng: np.random.Generator, material: Material, size: int) -> np.ndarray:
    """Words in several fonts and sizes, at times slanted, on plain, textured or photographed ground."""
    slanted = rng.random() < 0.45
    inner = int(size * 1.45) if slanted else size
    ground, ink, accent = _scheme(rng)
    mask = Image.new("L", (inner, inner), 0)
    colored = Image.new("RGB", (inner, inner), ink)
    draw, paint = ImageDraw.Draw(mask), ImageDraw.Draw(colored)
    y = int(rng.integers(4, 20))
    while y < inner:
        height = _text_height(rng)
        font = _font(rng, material, height)
        step = int(height * rng.uniform(1.15, 1.6))
        for _ in range(int(rng.integers(1, 7)) if height < 30 else 1):
            _write_line(draw, rng, material, font, y=y, width=inner)
            if rng.random() < 0.15:
                paint.rectangle((0, y, inner, y + step), fill=accent)
            y += step
        y += int(rng.integers(0, 24))
    base = _ground(rng, material, ground, inner)
    page = Image.composite(colored, Image.fromarray(base), mask)
    if slanted:
        page = page.rotate(float(rng.uniform(-45, 45)), Image.Resampling.BICUBIC)
        edge = (inner - size) // 2
        page = page.crop((edge, edge, edge + size, edge + size))
    return _finish(rng, np.asarray(page))


def line_art(rng: np.random.Generator, material: Material, size: int) -> np.ndarray:
    """Curves, hatching, grids and diagrams, drawn three times as large and averaged down."""
    ground, ink, accent = _scheme(rng)
    factor = 3
    side = size * factor
    image = Image.fromarray(np.broadcast_to(np.array(ground, np.uint8), (side, side, 3)))
    draw = ImageDraw.Draw(image)
    if rng.random() < 0.5:
        _grid(draw, rng, ink if rng.random() < 0.5 else accent, side)
    for _ in range(int(rng.integers(25, 70))):
        color = ink if rng.random() < 0.6 else _any_color(rng)
        width = int(rng.choice([2, 3, 3, 4, 6, 9, 15]))
        shape = SHAPES[int(rng.integers(len(SHAPES)))]
        shape(draw, rng, color, width, side)
    for _ in range(int(rng.integers(0, 14))):
        place = (int(rng.integers(0, side)), int(rng.integers(0, side)))
        font = _font(rng, material, int(rng.integers(10, 26)) * factor)
        draw.text(place, _words(rng, material, 2), fill=ink, font=font)
    drawn = cv2.resize(np.asarray(image), (size, size), interpolation=cv2.INTER_AREA)
    return _finish(rng, drawn)


def screen(rng: np.random.Generator, material: Material, size: int) -> np.ndarray:
    """Windows with title bars, buttons, fields, lists, icons and text at its natural size, over a desktop."""
    ground, _, _ = _scheme(rng)
    image = Image.fromarray(_ground(rng, material, ground, size))
    for _ in range(int(rng.integers(3, 8))):
        width, height = (int(v) for v in rng.integers(size // 4, size * 3 // 4, 2))
        x, y = (int(v) for v in rng.integers(-40, size - 120, 2))
        _window(image, rng, material, box=(x, y, x + width, y + height))
    return _finish(rng, np.asarray(image), noisy=False)


def _window(
    image: Image.Image, rng: np.random.Generator, material: Material, *, box: tuple[int, int, int, int]
) -> None:
    ground, ink, accent = _scheme(rng)
    draw = ImageDraw.Draw(image)
    left, top, right, bottom = box
    font = _font(rng, material, int(rng.integers(10, 16)))
    row = int(font.size * 1.7)
    draw.rounded_rectangle(box, int(rng.integers(0, 10)), fill=ground, outline=ink)
    draw.rectangle((left + 1, top + 1, right - 1, top + row), fill=accent)
    draw.text((left + 8, top + 3), _words(rng, material, 3), fill=ground, font=font)
    y = top + row + 6
    while y + row < bottom:
        _window_row(image, draw, rng, material, font, ink, accent, area=(left + 8, y, right - 8, y + row))
        y += row + int(rng.integers(2, 8))


def _window_row(
    image: Image.Image,
    draw: ImageDraw.ImageDraw,
    rng: np.random.Generator,
    material: Material,
    font: ImageFont.FreeTypeFont,
    ink: Color,
    accent: Color,
    *,
    area: tuple[int, int, int, int],
) -> None:
    x, y, right, bottom = area
    while x < right - 30:
        kind = rng.random()
        width = min(int(rng.integers(40, 190)), right - x)
        if kind < 0.2 and material.icons:
            icon = Image.fromarray(material.icons[int(rng.integers(len(material.icons)))])
            image.paste(icon, (x, y), icon)
            width = icon.width
        elif kind < 0.5:
            draw.rounded_rectangle(
                (x, y, x + width, bottom), 4, outline=ink, fill=None if kind < 0.4 else accent
            )
            _clipped(draw, (x + 6, y + 3), _words(rng, material, 2), ink, font, width - 10)
        elif kind < 0.56:
            draw.rectangle((x, y + 3, x + 12, y + 15), outline=ink)
            draw.line((x + 3, y + 9, x + 6, y + 13, x + 12, y + 3), fill=ink, width=2)
            width = 14
        elif kind < 0.62:
            draw.line((x, (y + bottom) // 2, x + width, (y + bottom) // 2), fill=ink)
        else:
            _clipped(draw, (x, y + 3), _words(rng, material, 6), ink, font, width)
        x += width + 8


def _clipped(
    draw: ImageDraw.ImageDraw,
    place: tuple[int, int],
    text: str,
    ink: Color,
    font: ImageFont.FreeTypeFont,
    width: int,
) -> None:
    while text and draw.textlength(text, font=font) > width:
        text = text[:-1]
    draw.text(place, text, fill=ink, font=font)


def _write_line(
    draw: ImageDraw.ImageDraw,
    rng: np.random.Generator,
    material: Material,
    font: ImageFont.FreeTypeFont,
    *,
    y: int,
    width: int,
) -> None:
    x = float(rng.integers(-30, 30))
    while x < width:
        word = _words(rng, material, 1) + " "
        draw.text((x, y), word, fill=255, font=font)
        x += draw.textlength(word, font=font)


def _grid(draw: ImageDraw.ImageDraw, rng: np.random.Generator, color: Color, side: int) -> None:
    angle, step, width = rng.uniform(0, np.pi), int(rng.integers(18, 120)), int(rng.choice([2, 3, 4, 6]))
    for turn in (0.0, np.pi / 2):
        along = np.array([np.cos(angle + turn), np.sin(angle + turn)])
        across = np.array([-along[1], along[0]])
        for offset in range(-side, side, step):
            middle = side / 2 + offset * across
            ends = np.concatenate([middle - 2 * side * along, middle + 2 * side * along])
            draw.line([float(v) for v in ends], fill=color, width=width)


def _draw_curve(
    draw: ImageDraw.ImageDraw, rng: np.random.Generator, color: Color, width: int, side: int
) -> None:
    points = rng.uniform(-0.1, 1.1, (4, 2)) * side
    t = np.linspace(0, 1, 60)[:, None]
    path = sum(
        c * t**i * (1 - t) ** (3 - i) * p for i, (c, p) in enumerate(zip((1, 3, 3, 1), points, strict=True))
    )
    draw.line([(float(x), float(y)) for x, y in np.asarray(path)], fill=color, width=width, joint="curve")


def _draw_ring(
    draw: ImageDraw.ImageDraw, rng: np.random.Generator, color: Color, width: int, side: int
) -> None:
    x, y = rng.integers(0, side, 2)
    for k in range(int(rng.integers(1, 6))):
        rx, ry = rng.integers(10, 80, 2) * (k + 1)
        draw.ellipse((int(x - rx), int(y - ry), int(x + rx), int(y + ry)), outline=color, width=width)


def _draw_hatching(
    draw: ImageDraw.ImageDraw, rng: np.random.Generator, color: Color, width: int, side: int
) -> None:
    x, y, reach = rng.integers(0, side), rng.integers(0, side), int(rng.integers(60, 420))
    slope, step = float(rng.uniform(-1, 1)), int(rng.integers(width * 2, width * 2 + 30))
    for offset in range(-reach, reach, step):
        ends = (x + offset, y - reach, x + offset + slope * reach, y + reach)
        draw.line([float(v) for v in ends], fill=color, width=min(width, 6))


def _draw_polygon(
    draw: ImageDraw.ImageDraw, rng: np.random.Generator, color: Color, width: int, side: int
) -> None:
    center = rng.integers(0, side, 2)
    corners = center + rng.integers(-260, 261, (int(rng.integers(3, 7)), 2))
    fill = color if rng.random() < 0.4 else None
    draw.polygon([(int(x), int(y)) for x, y in corners], fill=fill, outline=_any_color(rng), width=width)


def _draw_chart(
    draw: ImageDraw.ImageDraw, rng: np.random.Generator, color: Color, width: int, side: int
) -> None:
    x, y = (int(v) for v in rng.integers(0, side * 3 // 4, 2))
    bars = int(rng.integers(4, 14))
    for k in range(bars):
        height = int(rng.integers(20, 360))
        draw.rectangle(
            (x + k * 36, y + 360 - height, x + k * 36 + 24, y + 360), fill=color, outline=_any_color(rng)
        )
    draw.line((x - 12, y, x - 12, y + 366, x + bars * 36, y + 366), fill=color, width=width)


SHAPES = (_draw_curve, _draw_curve, _draw_ring, _draw_hatching, _draw_polygon, _draw_chart)


def _scheme(rng: np.random.Generator) -> tuple[Color, Color, Color]:
    """Ground, ink and accent: dark on light, light on dark, or two colours apart in lightness."""
    draw = rng.random()
    if draw < 0.45:
        ground, ink = rng.integers(200, 256, 3), rng.integers(0, 90, 3)
    elif draw < 0.65:
        ground, ink = rng.integers(0, 60, 3), rng.integers(170, 256, 3)
    else:
        ground = rng.integers(0, 256, 3)
        lighter = ground.mean() < 128
        ink = np.clip(ground + (1 if lighter else -1) * rng.integers(70, 200, 3), 0, 255)
    return _color(ground), _color(ink), _any_color(rng)


def _ground(rng: np.random.Generator, material: Material, color: Color, size: int) -> np.ndarray:
    draw = rng.random()
    if draw < 0.2 and material.grounds:
        photo = material.grounds[int(rng.integers(len(material.grounds)))]
        if min(photo.shape[:2]) > size:
            y, x = (int(rng.integers(n - size)) for n in photo.shape[:2])
            patch = photo[y : y + size, x : x + size].astype(np.float32)
            return (0.35 * patch + 0.65 * np.array(color, np.float32)).astype(np.uint8)
    plain = np.broadcast_to(np.array(color, np.float32), (size, size, 3))
    if draw < 0.45:
        return _paper(rng, plain)
    return plain.astype(np.uint8)


def _paper(rng: np.random.Generator, plain: np.ndarray) -> np.ndarray:
    """Grain at three scales and a slow change of light."""
    size = plain.shape[0]
    texture = np.zeros((size, size), np.float32)
    for cell, strength in ((1, 3.0), (3, 4.0), (size // 3, 12.0)):
        coarse = rng.standard_normal((size // cell + 2, size // cell + 2), np.float32)
        texture += (
            cv2.resize(coarse, (size, size), interpolation=cv2.INTER_CUBIC) * strength * float(rng.random())
        )
    return np.clip(plain + texture[..., None], 0, 255).astype(np.uint8)


def _finish(rng: np.random.Generator, picture: np.ndarray, *, noisy: bool = True) -> np.ndarray:
    """A quarter of the drawings carry faint pixel noise, as scans do."""
    if noisy and rng.random() < 0.25:
        noise = rng.standard_normal(picture.shape, np.float32) * np.float32(rng.uniform(1, 5))
        picture = np.clip(picture + noise, 0, 255).round()
    return np.ascontiguousarray(picture.astype(np.uint8))


def _text_height(rng: np.random.Generator) -> int:
    return int(np.clip(np.exp(rng.normal(np.log(19), 0.55)), 9, 110))


def _font(rng: np.random.Generator, material: Material, height: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(material.fonts[int(rng.integers(len(material.fonts)))], height)


def _words(rng: np.random.Generator, material: Material, count: int) -> str:
    return " ".join(material.words[int(i)] for i in rng.integers(0, len(material.words), count))


def _any_color(rng: np.random.Generator) -> Color:
    return _color(rng.integers(0, 256, 3))


def _color(values: np.ndarray) -> Color:
    return int(values[0]), int(values[1]), int(values[2])

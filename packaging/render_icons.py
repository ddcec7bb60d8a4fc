"""Renders the program's icon from its SVG: PNG in all usual sizes, .ico for Windows, .icns for macOS.

python packaging/render_icons.py build/icons
"""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

NAME = "resshift-studio"
SVG = Path(__file__).resolve().parent.parent / "resources" / "icons" / f"{NAME}.svg"
SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)


def render(svg: Path, side: int) -> Image.Image:
    """The drawing as a square RGBA picture of `side` pixels."""
    image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(str(svg)).render(painter, QRectF(0, 0, side, side))
    painter.end()
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return Image.open(io.BytesIO(content.data()))


def main(folder: Path) -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QGuiApplication.instance() or QGuiApplication([NAME])
    folder.mkdir(parents=True, exist_ok=True)
    pictures = {side: render(SVG, side) for side in SIZES}
    for side, picture in pictures.items():
        picture.save(folder / f"{side}.png", optimize=True)
    others = [pictures[s] for s in (16, 24, 32, 48, 64, 128)]
    largest = pictures[256]
    largest.save(folder / f"{NAME}.ico", sizes=[p.size for p in (*others, largest)], append_images=others)
    pictures[512].save(folder / f"{NAME}.icns")
    del app


if __name__ == "__main__":
    main(Path(sys.argv[1]))

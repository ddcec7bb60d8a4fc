"""The pages of the window, in the order of the bar at the bottom. A new page is one more entry."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QWidget


@dataclass(frozen=True)
class Page:
    """`key` is remembered in the settings; the title has been translated."""

    key: str
    title: str
    icon: str
    widget: QWidget


UPSCALE, EXPLORE, TRAIN, MODELS = "upscale", "explore", "train", "models"

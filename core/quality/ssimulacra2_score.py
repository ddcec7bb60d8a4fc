"""SSIMULACRA2, the measure of visible differences that agrees best with people's judgements, from `ssimulacra2`."""

from __future__ import annotations

import io
from collections.abc import Callable

import numpy as np
from PIL import Image

from core.errors import SettingsError

HINT = "For SSIMULACRA2: pip install 'resshift-studio[evaluation]'."


def load_ssimulacra2() -> Callable[[np.ndarray, np.ndarray], float]:
    """score(result, truth), uint8 H x W x 3 each: 100 for equal pictures, 70 and more where differences are hard to
    see, below 0 for badly damaged ones. It is not symmetric: the second is the original.

    Raises SettingsError if the package is not installed.
    """
    try:
        from ssimulacra2 import compute_ssimulacra2
    except ImportError as error:
        raise SettingsError(HINT) from error

    def score(result: np.ndarray, truth: np.ndarray) -> float:
        return float(compute_ssimulacra2(_as_file(truth), _as_file(result)))

    return score


def _as_file(pixels: np.ndarray) -> io.BytesIO:
    """The picture as a file in memory, since the package only compares files."""
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "bmp")
    file.seek(0)
    return file

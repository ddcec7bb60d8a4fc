"""SSIMULACRA2: what equal, slightly and badly damaged pictures get, and what is said where it is missing."""

import sys

import cv2
import numpy as np
import pytest

from core.errors import SettingsError
from core.quality.ssimulacra2_score import load_ssimulacra2


def picture() -> np.ndarray:
    rng = np.random.default_rng(0)
    coarse = rng.integers(40, 216, (12, 16, 3)).astype(np.uint8)
    return cv2.resize(coarse, (128, 96), interpolation=cv2.INTER_CUBIC)


def test_equal_pictures_get_100_and_more_damage_gets_less() -> None:
    pytest.importorskip("ssimulacra2")
    score, truth = load_ssimulacra2(), picture()
    noise = np.random.default_rng(1).normal(size=truth.shape)
    damaged = [(truth + sigma * noise).clip(0, 255).astype(np.uint8) for sigma in (2, 8, 30)]
    assert score(truth, truth) == pytest.approx(100)
    light, medium, heavy = (score(d, truth) for d in damaged)
    assert 100 > light > medium > heavy


def test_the_second_picture_is_the_original() -> None:
    pytest.importorskip("ssimulacra2")
    score, truth = load_ssimulacra2(), picture()
    blurred = cv2.GaussianBlur(truth, (0, 0), 3)
    assert abs(score(blurred, truth) - score(truth, blurred)) > 1


def test_without_the_package_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ssimulacra2", None)
    with pytest.raises(SettingsError, match=r"resshift-studio\[evaluation\]"):
        load_ssimulacra2()

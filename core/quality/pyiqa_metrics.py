"""LPIPS, CLIPIQA and MUSIQ, measured by the package `pyiqa` if it is installed.

Written for the interface that pyiqa 0.1 documents. No extra of the project brings pyiqa, since it needs torchvision,
which the project is not tested with.
"""

from __future__ import annotations

import contextlib
import logging
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from core.errors import EngineError
from core.quality.tensors import as_tensor

if TYPE_CHECKING:
    from torch import Tensor

log = logging.getLogger(__name__)

METRICS = {"lpips": "LPIPS", "clipiqa": "CLIPIQA", "musiq": "MUSIQ"}
"""The name in pyiqa -> the name that people use."""
HINT = (
    "For LPIPS, CLIPIQA and MUSIQ: pip install pyiqa torchvision, with the torchvision that belongs to this torch "
    "(see pytorch.org). pyiqa fetches its weights from the internet when it is first used."
)


class Iqa:
    """The metrics that could be loaded, and sentences about those that could not."""

    def __init__(self) -> None:
        self.metrics: dict[str, Callable[..., Tensor]] = {}
        self.notices: list[str] = []
        with contextlib.redirect_stdout(sys.stderr):  # pyiqa prints which weights it loads
            self._load()

    def _load(self) -> None:
        try:
            import pyiqa
        except ModuleNotFoundError as error:
            self.notices.append(HINT if error.name == "pyiqa" else f"{HINT} ({error})")
            return
        except Exception as error:  # e.g. a torchvision of another torch
            log.info("pyiqa cannot be imported", exc_info=True)
            self.notices.append(f"{HINT} The installed pyiqa cannot be imported: {error}")
            return
        for key, title in METRICS.items():
            self._create(pyiqa, key, title)

    def _create(self, pyiqa: Any, key: str, title: str) -> None:
        import torch

        try:
            self.metrics[key] = pyiqa.create_metric(key, device=torch.device("cpu"))
        except Exception as error:  # no network for the weights, a metric that this version lacks
            log.info("pyiqa cannot load %s", key, exc_info=True)
            self.notices.append(f"{title} is left out, since pyiqa could not load it: {error}")

    def measure(self, result: np.ndarray, truth: np.ndarray) -> dict[str, float]:
        """Measures two RGB pictures, uint8 H x W x 3. LPIPS compares them; the others look at the result alone.

        Of LPIPS less is better, of CLIPIQA (0 to 1) and MUSIQ (0 to 100) more is better. Raises EngineError if a metric
        fails, for instance because the picture is too small for it.
        """
        pred, ref = as_tensor(result), as_tensor(truth)
        figures = {}
        for key, metric in self.metrics.items():
            try:
                score = metric(pred, ref) if key == "lpips" else metric(pred)
            except (RuntimeError, ValueError, AssertionError) as error:
                height, width = result.shape[:2]
                raise EngineError(
                    f"{METRICS[key]} cannot be measured on a picture of {width} x {height}: {error}",
                    detail=repr(error),
                ) from error
            figures[key] = float(score.detach().mean())
        return figures

"""Recognises restorers of architectures that are not ours, by the optional package spandrel."""

from __future__ import annotations

import importlib.metadata
from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING

from core.errors import ModelError
from core.models.recipe import Recipe
from core.models.restorers import LICENCE

if TYPE_CHECKING:
    from torch import Tensor

ARCHITECTURE = "spandrel"
LONGEST = 200  # letters of what spandrel says that are shown; the log has all


def recognise_other(state: Mapping[str, Tensor], *, name: str) -> Recipe:
    """The recipe of the network that has these tensors, which are those of the file `name` under their own names.

    Raises ModelError, which says what to install where spandrel is missing, or that it does not know the network.
    """
    from core.networks.other_restorer import NotRunnable, UnknownArchitecture, tried

    try:
        config = tried(state, name)
    except UnknownArchitecture as error:
        raise ModelError(
            f"{name} is of an architecture that neither this program nor spandrel {_version()} knows.",
            detail=str(error),
        ) from error
    except ModelError:
        raise
    except NotRunnable as error:
        raise ModelError(f"{name} cannot be run: {error}.") from error
    except Exception as error:  # whatever their code raises for tensors of odd shapes
        raise ModelError(
            f"{name} cannot be run: spandrel {_version()} knows such networks, but fails with this one: "
            f"{_first_line(error)}",
            detail=repr(error),
        ) from error
    return Recipe(
        f"{config.name} x{config.scale}",
        ARCHITECTURE,
        asdict(config),
        {},
        latent="none",
        prediction="picture",
        scale=config.scale,
        steps=1,
        steps_range=(1, 1),
        licence=LICENCE,
    )


def _first_line(error: Exception) -> str:
    """What an error says in its first line, as the end of a sentence."""
    line = str(error).strip().partition("\n")[0].strip().rstrip(".:")
    return f"{line[:LONGEST] or type(error).__name__}."


def _version() -> str:
    try:
        return importlib.metadata.version("spandrel")
    except importlib.metadata.PackageNotFoundError:
        return "here"

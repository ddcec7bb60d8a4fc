"""Packages that only some models need: what to say where one of them is not installed."""

from __future__ import annotations

import importlib
from types import ModuleType

from core.errors import ModelError


def optional(module: str, *names: str, extra: str, purpose: str) -> ModuleType:
    """The module of an optional package, in which `names` can be used. Raises ModelError, which says how to install it.

    names    what is needed of it: some packages load a part only when its name is asked for, and fail then
    extra    the name under which `pyproject.toml` lists it
    purpose  what needs it, as the subject of a sentence
    """
    try:
        loaded = importlib.import_module(module)
        for name in names:
            getattr(loaded, name)
        return loaded
    except ModuleNotFoundError as error:
        missing = error.name or module
        raise ModelError(
            f"{purpose} needs the package {missing}, which is not installed. Install the extra {extra}: "
            f'pip install "resshift-studio[{extra}]" (docs/other-models.md says how with the packaged program).',
            detail=repr(error),
        ) from error
    except Exception as error:  # a package that does not fit the torch beside it
        raise ModelError(
            f"{purpose} needs the package {module}, which is installed but cannot be loaded: "
            f"{' '.join(str(error).split()).rstrip('.')}.",
            detail=repr(error),
        ) from error

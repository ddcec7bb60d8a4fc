"""A folder that the user may not enter, also where root, who may, runs the tests."""

import builtins
import io
import os
from pathlib import Path
from typing import Any

import pytest

ASKING = ("stat", "lstat", "scandir", "listdir", "open", "mkdir", "access")


def shut(folder: Path, patch: pytest.MonkeyPatch) -> Path:
    """Whatever asks for something below `folder` is answered with EACCES, as by a folder of another user's."""

    opened = os.open

    def refusing(real: Any) -> Any:
        def asked(path: Any = ".", *args: Any, **options: Any) -> Any:
            if isinstance(path, str | bytes | os.PathLike):
                place = Path(os.fsdecode(path))
                # a file without a name is made by opening the folder itself
                nameless = real is opened and place == folder and args[0] & os.O_RDWR
                if folder in place.parents or nameless:
                    raise PermissionError(13, "Permission denied", os.fsdecode(path))
            return real(path, *args, **options)

        return asked

    for name in ASKING:
        patch.setattr(os, name, refusing(getattr(os, name)))
    opening = refusing(io.open)
    patch.setattr(io, "open", opening)
    patch.setattr(builtins, "open", opening)
    return folder

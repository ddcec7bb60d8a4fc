"""Reading and writing model files: safetensors with a recipe inside, checked before anything is loaded."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from msgspec import Meta

from core.errors import ModelError, ModelSaveError, SaveError
from core.models.recipe import Recipe, check_size
from core.storage import records
from core.storage.atomic import write_atomically
from core.storage.paths import display_name, display_path
from core.storage.regular import open_regular

if TYPE_CHECKING:
    from torch import Tensor, nn

HEADER_LIMIT = 20_000_000  # bytes, far more than the header of the largest model has
RECIPE_KEY = "resshift_studio"
_BYTES = {"F64": 8, "F32": 4, "F16": 2, "BF16": 2, "I64": 8, "I32": 4, "I16": 2, "I8": 1, "U8": 1, "BOOL": 1}


@dataclass(frozen=True)
class _Entry:
    """One tensor as the header of a safetensors file describes it."""

    dtype: str
    shape: tuple[Annotated[int, Meta(ge=0)], ...]
    data_offsets: tuple[int, int]


def read_header(path: Path) -> dict[str, Any]:
    """The JSON header of a safetensors file, after checking that sizes, shapes and offsets fit the file.

    Raises ModelError for anything that is not a whole, sound safetensors file. Does not import torch.
    """
    try:
        size = path.stat().st_size
        with open_regular(path) as file:
            length = int.from_bytes(file.read(8), "little")
            if size < 8 or not 2 <= length <= min(HEADER_LIMIT, size - 8):
                raise ValueError(f"a header of {length} bytes in a file of {size}")
            header = records.decode(dict[str, Any], file.read(length))
        _check_layout(header, size - 8 - length)
    except OSError as error:
        raise ModelError(
            f"The model file {display_path(path)} cannot be read: {error.strerror or error}."
        ) from error
    except (ValueError, KeyError, TypeError, AttributeError, records.RecordError) as error:
        raise ModelError(
            f"The model file {display_name(path)} is damaged or not a safetensors file. Fetch or export it again.",
            detail=f"{path}: {error}",
        ) from error
    return header


def _check_layout(header: dict[str, Any], data_size: int) -> None:
    """Raises ValueError unless the tensors fill the data without gaps and overlaps."""
    end = 0
    metadata = header.get("__metadata__", {})
    if not isinstance(metadata, dict):
        raise ValueError("its notes are no object")
    stored = {k: v for k, v in header.items() if k != "__metadata__"}
    entries = records.convert(dict[str, _Entry], stored).values()
    for entry in sorted(entries, key=lambda e: e.data_offsets):
        start, stop = entry.data_offsets
        if start != end or stop - start != math.prod(entry.shape) * _BYTES[entry.dtype]:
            raise ValueError(f"tensor data at {start}..{stop} does not fit {entry.dtype} {entry.shape}")
        end = stop
    if end != data_size:
        raise ValueError(f"{data_size} bytes of data where the header speaks of {end}")


def read_recipe(path: Path) -> Recipe:
    """The recipe inside a model file, read without torch. Raises ModelError if there is none."""
    header = read_header(path)
    text = (header.get("__metadata__") or {}).get(RECIPE_KEY)
    if not isinstance(text, str):
        raise ModelError(
            f"{display_name(path)} carries no recipe, so it is not known how to run it. Import it on the page Models, "
            f"or with: models import {display_path(path)}."
        )
    recipe = Recipe.from_json(text)
    check_size(recipe, {k: tuple(v["shape"]) for k, v in header.items() if k != "__metadata__"})
    return recipe


def load_state(path: Path) -> dict[str, Tensor]:
    """All tensors of a model file by name, on the CPU and in the format they are stored in. Raises ModelError."""
    from safetensors import SafetensorError
    from safetensors.torch import load_file

    read_header(path)
    try:
        return load_file(path)
    except (OSError, SafetensorError) as error:
        raise ModelError(
            f"The model file {path.name} cannot be read. Fetch or export it again.", detail=str(error)
        ) from error


def load_into(network: nn.Module, state: Mapping[str, Tensor], *, name: str) -> None:
    """Gives a network its weights, each in the network's number format.

    Raises ModelError, which names the first five keys that do not fit; then nothing is changed.
    """
    wanted = {k: tuple(v.shape) for k, v in network.state_dict().items()}
    check_fit(wanted, {k: tuple(v.shape) for k, v in state.items()}, name=name)
    network.load_state_dict({k: v.to(wanted_dtype(network, k)) for k, v in state.items()})


def fill(network: nn.Module, path: Path, *, name: str) -> None:
    """Gives a network its weights from a file, each in the network's number format and memory layout.

    Tensors are read one by one, so only one is held beside those of the network. The network may have been built on the
    meta device. Raises ModelError, which names the first five keys that do not fit; then nothing is changed.
    """
    import torch

    entries = {k: v for k, v in read_header(path).items() if k != "__metadata__"}
    wanted = network.state_dict()
    shapes = {k: tuple(e["shape"]) for k, e in entries.items()}
    check_fit({k: tuple(v.shape) for k, v in wanted.items()}, shapes, name=name)
    state = {}
    try:
        with open_regular(path) as file:
            start = 8 + int.from_bytes(file.read(8), "little")
            for key, entry in sorted(entries.items(), key=lambda item: item[1]["data_offsets"]):
                low, high = entry["data_offsets"]
                file.seek(start + low)
                stored = torch.frombuffer(
                    bytearray(file.read(high - low)), dtype=_torch_dtype(entry["dtype"])
                )
                layout = torch.channels_last if len(entry["shape"]) == 4 else torch.contiguous_format
                tensor = stored.view(entry["shape"]).to(wanted[key].dtype, memory_format=layout)
                state[key] = tensor
    except (OSError, ValueError, RuntimeError) as error:
        raise ModelError(
            f"The model file {path.name} cannot be read. Fetch or export it again.", detail=repr(error)
        ) from error
    network.load_state_dict(state, assign=True)


def _torch_dtype(name: str) -> Any:
    import torch

    words = {"F": "float", "BF": "bfloat", "I": "int", "U": "uint"}
    kind = name.rstrip("0123456789")
    return torch.bool if kind == "BOOL" else getattr(torch, words[kind] + name[len(kind) :])


def misfits(wanted: Mapping[str, tuple[int, ...]], found: Mapping[str, tuple[int, ...]]) -> list[str]:
    """Why tensors of the shapes `found` do not fit a network of the shapes `wanted`; empty if they do."""
    problems = [f"{k} is missing" for k in wanted if k not in found]
    problems += [f"{k} is not known" for k in found if k not in wanted]
    return problems + [
        f"{k} has the shape {shape}, not {wanted[k]}"
        for k, shape in found.items()
        if k in wanted and shape != wanted[k]
    ]


def check_fit(
    wanted: Mapping[str, tuple[int, ...]], found: Mapping[str, tuple[int, ...]], *, name: str
) -> None:
    """Raises ModelError if there are `misfits`; it names the first five."""
    problems = misfits(wanted, found)
    if problems:
        more = f"; and {len(problems) - 5} more." if len(problems) > 5 else "."
        raise ModelError(
            f"{name} does not fit the network: {'; '.join(problems[:5])}{more}", detail="\n".join(problems)
        )


def check_numbers(state: Mapping[str, Tensor], *, name: str) -> None:
    """Raises ModelError if a weight is infinite or no number: whatever such a model computes is spoilt."""
    import torch

    for key, value in state.items():
        if value.is_floating_point() and not bool(torch.isfinite(value).all()):
            raise ModelError(f"{name} is damaged: {key} holds infinite or undefined numbers.")


def wanted_dtype(network: nn.Module, key: str) -> Any:
    """The number format that a network has for the parameter of that name."""
    return network.state_dict()[key].dtype


def save_checkpoint(path: Path, state: Mapping[str, Tensor], recipe: Recipe) -> None:
    """Writes a model as float16 with its recipe, atomically. Raises ModelError if it cannot be written, or if not all
    weights are numbers in that format."""
    import torch

    half = {k: v.detach().to(torch.float16).contiguous() for k, v in state.items()}
    check_numbers(half, name=recipe.title)
    write_tensors(path, half, {RECIPE_KEY: recipe.to_json()})


def write_tensors(path: Path, tensors: Mapping[str, Tensor], metadata: Mapping[str, str]) -> None:
    """Writes a safetensors file, whole or not at all, and replaces the one that is there. Raises ModelSaveError."""
    from safetensors.torch import save

    try:
        write_atomically(path, save(dict(tensors), metadata=dict(metadata)), overwrite=True)
    except SaveError as error:
        raise ModelSaveError(
            f"The model cannot be written to {path.parent}: {error}", detail=error.detail
        ) from error


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file in hexadecimal digits. Raises OSError."""
    with open_regular(path) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

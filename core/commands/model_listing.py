"""What `models` prints: the models that are installed and those that can be fetched."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from core.errors import ModelError
from core.models import catalog, library
from core.models.catalog import ModelInfo
from core.models.official import OfficialFile
from core.models.released import Released, list_missing
from core.storage.sizes import bytes_text


def print_json(*, verbose: bool) -> None:
    """The models as a list of objects. `sha256` is the one on record; with `verbose` it is computed if there is
    none."""
    installed = catalog.list_models()
    found = [vars(m) | {"lacks": catalog.lacks(m, installed), "installed": True} for m in installed]
    if verbose:
        found = [entry | {"sha256": _digest(m)} for entry, m in zip(found, installed, strict=True)]
    found += [_missing_as_dict(f) for f in catalog.list_missing()]
    found += [asdict(other) | {"kind": "others", "installed": False} for other in list_missing()]
    found += [vars(d) | {"installed": False, "damaged": True} for d in catalog.list_damaged()]
    print(json.dumps(found, default=str, indent=2))


def print_lines() -> None:
    """Prints one line for each model."""
    installed = catalog.list_models()
    for model in installed:
        print(", ".join(_words(model)) + _what_to_do(model, installed))
    for official in catalog.list_missing():
        task = _task(official.task, official.recipe.scale)
        state = f"not installed{_arrived(official)}: models fetch {official.key}"
        print(f"{official.key}: {official.recipe.title}, {task}, {official.recipe.licence}, {state}")
    for other in list_missing():
        print(f"{other.key}: {other.title}, {other.licence}, not installed: {_how_to_get(other)}")
    _print_damaged()


def _print_damaged() -> None:
    for damaged in catalog.list_damaged():
        if damaged.unread:
            print(f"{damaged.key}: cannot be read. {damaged.reason}")
        else:
            print(f"{damaged.key}: damaged. {damaged.reason} To delete it: models remove {damaged.key}")


def print_details() -> None:
    """Prints a paragraph for each model, with digests, addresses and files."""
    installed = catalog.list_models()
    for model in installed:
        print(", ".join(_words(model)) + _what_to_do(model, installed))
        _print_facts(
            {
                "file": str(model.path),
                "sha256": _digest(model),
                "source": model.source,
                "sha256 of the source": model.source_sha256,
                "autoencoder": model.autoencoder,
            }
        )
    for official in catalog.list_missing():
        print(f"{official.key}: {official.recipe.title}, {_task(official.task, official.recipe.scale)}")
        _print_facts(
            {
                "state": f"not installed{_arrived(official)}: models fetch {official.key}",
                "steps, kappa": _trained_for(official),
                "size": f"about {bytes_text(official.weight_bytes)}",
                "licence": official.recipe.licence,
                "source": official.url,
                "autoencoder": official.autoencoder,
            }
        )
    for other in list_missing():
        print(f"{other.key}: {other.title}, by others")
        facts = {"state": f"not installed: {_how_to_get(other)}", "file": other.file, "source": other.page}
        _print_facts(facts | {"licence": other.licence})
    _print_damaged()


def _how_to_get(other: Released) -> str:
    if other.package is not None:
        return f"models fetch {other.key}"
    if other.architecture == "diffusers":
        return f"get {other.file} from {other.page}, then models import FOLDER (it runs with the extra ldm)"
    return f"get {other.file} from {other.page}, then models import FILE"


def _print_facts(facts: dict[str, str]) -> None:
    for name, value in facts.items():
        if value:
            print(f"    {name}: {value}")


def _words(m: ModelInfo) -> list[str]:
    words = [f"{m.key}: {m.title}", _task(m.task, m.scale)]
    if m.at_once:
        words.append("at once")
    elif m.task != "autoencoder":
        words.append(f"{m.steps} steps ({m.steps_range[0]} to {m.steps_range[1]})")
        if m.has_kappa:
            words.append(f"kappa {m.kappa:g} ({m.kappa_range[0]:g} to {m.kappa_range[1]:g})")
    return [word for word in (*words, bytes_text(m.size_bytes), m.licence, m.kind) if word]


def _what_to_do(model: ModelInfo, installed: list[ModelInfo]) -> str:
    lacking = catalog.lacks(model, installed)
    if not lacking:
        return ""
    offered = any(official.key == lacking for official in catalog.list_missing())
    how = f": models fetch {model.key}" if offered else ", which cannot be fetched: models import FILE"
    return f", lacks {lacking}{how}"


def _task(task: str, scale: int) -> str:
    return f"x{scale}" if task == "upscale" else task


def _trained_for(official: OfficialFile) -> str:
    return f"{official.recipe.steps}, {official.recipe.kappa:g}" if official.task != "autoencoder" else ""


def _arrived(official: OfficialFile) -> str:
    done = library.arrived_of([official]).done
    return f", {bytes_text(done)} of it are here" if done else ""


def _digest(model: ModelInfo) -> str:
    try:
        return catalog.digests().of(model.path)
    except ModelError as error:
        return str(error)


def _missing_as_dict(official: OfficialFile) -> dict[str, Any]:
    recipe = official.recipe
    return {
        "key": official.key,
        "title": recipe.title,
        "kind": "official",
        "scale": recipe.scale,
        "steps": recipe.steps,
        "kappa": recipe.kappa,
        "licence": recipe.licence,
        "size_bytes": official.size_bytes,
        "task": official.task,
        "autoencoder": official.autoencoder,
        "source": official.url,
        "arrived_bytes": library.arrived_of([official]).done,
        "installed": False,
    }

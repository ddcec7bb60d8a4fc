"""`models`: lists them without importing torch; fetches, imports and removes."""

from __future__ import annotations

import argparse
import json
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from core.errors import ModelError
from core.events import Emit, Event, FetchProgress, ModelFailed, ModelInstalled, to_json
from core.jobs import CancelToken
from core.models.catalog import ModelInfo, list_missing, list_models
from core.models.official import LICENCE, OfficialFile


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print JSON")
    actions = parser.add_subparsers(dest="action", metavar="ACTION")
    fetch = actions.add_parser("fetch", help="download one of the authors' models, with its autoencoder")
    fetch.add_argument("key")
    fetch.add_argument("--accept-licence", action="store_true", help=f"accept the {LICENCE}")
    fetch.add_argument("--mirror", metavar="URL|DIR", help="address or folder with the released files")
    take = actions.add_parser("import", help="take in a model file (.pth or .safetensors)")
    take.add_argument("file", type=Path)
    take.add_argument("--as", dest="choice", metavar="KEY", help="which of the released models it is")
    remove = actions.add_parser("remove", help="delete an installed model")
    remove.add_argument("key")
    for action in (fetch, take, remove):
        action.add_argument("--events", choices=("jsonl",), help="print events as JSON lines")


def run(options: argparse.Namespace) -> int:
    if options.action is None:
        _list(as_json=options.json)
        return 0
    from core.models import library

    # A request to end unwinds as an interrupt does, so that temporary files go and the reading child with them.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    emit: Emit = _print_json if options.events else _say
    key = getattr(options, "key", "") or options.file.stem
    actions: dict[str, Callable[[], object]] = {
        "fetch": lambda: library.fetch(key, emit=emit, cancel=CancelToken(), mirror=options.mirror),
        "import": lambda: library.import_file(
            options.file, choice=options.choice, emit=emit, cancel=CancelToken()
        ),
        "remove": lambda: library.remove(key),
    }
    try:
        if options.action == "fetch" and options.accept_licence:
            library.accept_licence()
        actions[options.action]()
    except ModelError as error:
        emit(ModelFailed(key, str(error), tuple(getattr(error, "choices", ()))))
        return 1
    return 0


def _list(*, as_json: bool) -> None:
    installed, missing = list_models(), list_missing()
    if as_json:
        found = [vars(m) | {"installed": True} for m in installed]
        found += [_as_dict(f) for f in missing]
        print(json.dumps(found, default=str, indent=2))
        return
    for model in installed:
        print(_line(model))
    for official in missing:
        what = "autoencoder" if official.task == "autoencoder" else f"x{official.recipe.scale}"
        print(
            f"{official.key}: {official.recipe.title}, {what}, {LICENCE}, not installed: models fetch {official.key}"
        )


def _line(m: ModelInfo) -> str:
    if m.task == "autoencoder":
        return f"{m.key}: {m.title}, {m.size_bytes / 1e6:.1f} MB, {m.licence}, {m.kind}"
    steps = f"{m.steps} steps ({m.steps_range[0]} to {m.steps_range[1]})"
    kappa = f"kappa {m.kappa:g} ({m.kappa_range[0]:g} to {m.kappa_range[1]:g})"
    task = f"x{m.scale}" if m.task == "upscale" else m.task
    return f"{m.key}: {m.title}, {task}, {steps}, {kappa}, {m.size_bytes / 1e6:.1f} MB, {m.licence}, {m.kind}"


def _as_dict(official: OfficialFile) -> dict[str, object]:
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
        "installed": False,
    }


def _print_json(event: Event) -> None:
    print(to_json(event), flush=True)


def _say(event: Event) -> None:
    terminal = sys.stderr.isatty()
    start = "\r\033[K" if terminal else ""
    if isinstance(event, FetchProgress) and terminal:
        share = f" {event.done / event.total:.0%}" if event.total else ""
        rate = f", {event.bytes_per_second / 1e6:.1f} MB/s" if event.bytes_per_second else ""
        print(f"{start}{event.phase} {event.file}{share}{rate}", end="", file=sys.stderr, flush=True)
    elif isinstance(event, ModelInstalled):
        note = f" (sha256 {event.sha256})" if event.sha256 else ""
        print(f"{start}{event.key} is installed{note}.", file=sys.stderr)
    elif isinstance(event, ModelFailed):
        print(f"{start}{event.message}", file=sys.stderr)

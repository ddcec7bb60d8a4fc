"""`models`: lists models without importing torch, and fetches, imports and removes them."""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import Cancelled, ModelError
from core.events import Emit, Event, FetchProgress, LogLine, ModelFailed, ModelInstalled, to_json
from core.jobs import CancelToken
from core.models.official import LICENCE
from core.storage.sizes import bytes_text

if TYPE_CHECKING:
    from core.models.download import Arrived


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument(
        "--verbose", action="store_true", help="print files, sha256 and source addresses as well"
    )
    actions = parser.add_subparsers(dest="action", metavar="ACTION")
    fetch = actions.add_parser(
        "fetch", help="download one of the authors' models, the part that one lacks, or a model of others"
    )
    fetch.add_argument("key", metavar="KEY", help="of the model, as the list has it")
    fetch.add_argument("--accept-licence", action="store_true", help=f"accept the {LICENCE}")
    fetch.add_argument("--mirror", metavar="URL|DIR", help="address or folder with the released files")
    take = actions.add_parser(
        "import",
        help="take in a model file (.pth, .safetensors, or .param with its .bin), or the folder of a pipeline",
    )
    take.add_argument("file", type=Path, metavar="FILE", help="the model file, or the pipeline's folder")
    take.add_argument("--as", dest="choice", metavar="KEY", help="which of the released models it is")
    remove = actions.add_parser("remove", help="delete an installed model")
    remove.add_argument("key", metavar="KEY", help="of the model, as the list has it")
    discard = actions.add_parser("discard", help="delete what has arrived of a download that was cancelled")
    discard.add_argument("key", metavar="KEY", help="of the model, as it was given to fetch")
    for action in (fetch, take, remove, discard):
        action.add_argument("--events", choices=("jsonl",), help="print events as JSON lines")


def run(options: argparse.Namespace) -> int:
    if options.action is None:
        _list(as_json=options.json, verbose=options.verbose)
        return 0
    from core.models import library

    # A request to end unwinds as an interrupt does, so that temporary files go and the reading child with them.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    emit: Emit = _print_json if options.events else _say
    key = getattr(options, "key", "") or options.file.stem
    actions: dict[str, Callable[[], object]] = {
        "fetch": lambda: _fetch(key, options, emit),
        "import": lambda: library.import_file(
            options.file, choice=options.choice, emit=emit, cancel=CancelToken()
        ),
        "remove": lambda: library.remove(key),
        "discard": lambda: library.discard_parts(key),
    }
    try:
        actions[options.action]()
    except ModelError as error:
        emit(ModelFailed(key, str(error), tuple(getattr(error, "choices", ()))))
        return 1
    return 0


def _list(*, as_json: bool, verbose: bool) -> None:
    from core.commands import model_listing

    if as_json:
        model_listing.print_json(verbose=verbose)
    elif verbose:
        model_listing.print_details()
    else:
        model_listing.print_lines()


def _fetch(key: str, options: argparse.Namespace, emit: Emit) -> None:
    from core.models import library
    from core.models.released import arrived_of_released, fetch_released, released_by_key

    released = released_by_key(key)
    if released is not None:
        with _saying_what_is_kept(key, lambda: arrived_of_released(released), emit):
            fetch_released(released, emit=emit, cancel=CancelToken(), mirror=options.mirror)
        return
    if options.accept_licence:
        library.accept_licence()
    needed = library.needed_for(key)
    if not needed:
        _check_complete(key)
        emit(LogLine("info", f"{key} is installed, with all that it needs."))
        return
    with _saying_what_is_kept(key, lambda: library.arrived_of(needed), emit):
        library.fetch(key, emit=emit, cancel=CancelToken(), mirror=options.mirror)


@contextmanager
def _saying_what_is_kept(key: str, kept: Callable[[], Arrived], emit: Emit) -> Iterator[None]:
    """Where the block is cancelled, says what is `kept` of the download."""
    try:
        yield
    except (Cancelled, KeyboardInterrupt):
        if (now := kept()).parts:
            text = f"{bytes_text(now.done)} are kept: “models fetch {key}” goes on from there"
            emit(LogLine("info", f"{text}, “models discard {key}” deletes them."))
        raise


def _check_complete(key: str) -> None:
    """Raises ModelError if an installed model lacks a part that nobody offers."""
    from core.models import catalog

    models = catalog.list_models()
    lacking = next((catalog.lacks(m, models) for m in models if m.key == key), "")
    if lacking:
        raise ModelError(
            f"{key} lacks the autoencoder {lacking}, which cannot be fetched: get its file from whoever made the "
            "model, then models import FILE."
        )


def _print_json(event: Event) -> None:
    print(to_json(event), flush=True)


def _say(event: Event) -> None:
    terminal = sys.stderr.isatty()
    start = "\r\033[K" if terminal else ""
    if isinstance(event, FetchProgress) and event.phase == "wait":
        print(f"{start}Another program is fetching {event.file}: waiting for it.", file=sys.stderr)
    elif isinstance(event, FetchProgress) and terminal:
        share = f" {event.done / event.total:.0%}" if event.total else ""
        rate = f", {bytes_text(event.bytes_per_second)}/s" if event.bytes_per_second else ""
        print(f"{start}{event.phase} {event.file}{share}{rate}", end="", file=sys.stderr, flush=True)
    elif isinstance(event, ModelInstalled):
        note = f" (sha256 {event.sha256})" if event.sha256 else ""
        print(f"{start}{event.key} is installed{note}.", file=sys.stderr)
    elif isinstance(event, ModelFailed | LogLine):
        print(f"{start}{event.message}", file=sys.stderr)

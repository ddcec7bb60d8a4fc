"""`support`: installs, shows and removes the environment with a torch for the graphics card."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from pathlib import Path

from core.errors import Cancelled, SupportError
from core.events import Emit, Event, FetchProgress, SupportEnded, to_json
from core.jobs import CancelToken
from core.storage.sizes import bytes_text


def add(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    take = actions.add_parser("install", help="make the environment")
    take.add_argument("--kind", help="cpu, cuda, rocm, xpu or mps [that of this computer's card]")
    take.add_argument(
        "--find-links", type=Path, metavar="DIR", help="take packages from a folder; nothing is fetched"
    )
    take.add_argument("--index", metavar="URL", help="an index in place of PyPI")
    take.add_argument("--python", metavar="PYTHON", help="an interpreter, or a version that is fetched")
    take.add_argument("--events", choices=("jsonl",), help="print events as JSON lines instead of progress")
    # for the window: on Windows a child without a console hears no request to end
    take.add_argument("--until-eof", action="store_true", help=argparse.SUPPRESS)
    actions.add_parser("status", help="say what is there, and what could be installed")
    actions.add_parser("remove", help="delete the environment and what was fetched for it")


def run(options: argparse.Namespace) -> int:
    from core.support import install as support

    if options.action == "status":
        print(_status())
        return 0
    if options.action == "remove":
        support.remove()
        print("The support for the graphics card has been removed.")
        return 0
    return _install(options)


def _status() -> str:
    from core.support.install import installed, place
    from core.support.kinds import kinds, proposed

    found = installed()
    lines = []
    if found is not None:
        lines.append(f"Installed in {place()}: {found.kind}, torch {found.torch}: {', '.join(found.devices)}")
    else:
        lines.append("Not installed.")
    best = proposed()
    for kind in kinds():
        note = " (for the card of this computer)" if kind == best else ""
        room = f"{bytes_text(kind.bytes)} to fetch, {bytes_text(kind.disk_bytes)} on the disk"
        lines.append(f"{kind.key}: {kind.title}, {room}{note}: support install --kind {kind.key}")
    return "\n".join(lines)


def _install(options: argparse.Namespace) -> int:
    from core.support.install import install
    from core.support.kinds import find_kind, kinds, proposed

    emit: Emit = _print_json if options.events else _say
    cancel = CancelToken()
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):  # the last where a terminal can be closed
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), lambda *_: cancel.cancel())
    if options.until_eof:
        threading.Thread(target=_cancel_at_end_of_input, args=(cancel,), daemon=True).start()
    try:
        kind = find_kind(options.kind) if options.kind else proposed()
        if kind is None:
            known = ", ".join(k.key for k in kinds()) or "none on this system"
            what = f"There is no kind {options.kind!r}" if options.kind else "No card was found that needs it"
            raise SupportError(f"{what}. Choose one with --kind: {known}.")
        done = install(
            kind,
            emit=emit,
            cancel=cancel,
            find_links=options.find_links,
            index=options.index,
            python=options.python,
        )
    except SupportError as error:
        emit(SupportEnded(str(error), error.detail))
        return 1
    except Cancelled:
        emit(SupportEnded("Cancelled. What has arrived is kept."))
        return 130
    emit(SupportEnded("", "", done.torch, done.devices))
    return 0


def _cancel_at_end_of_input(cancel: CancelToken) -> None:
    """Whoever started this closes the pipe, or has ended."""
    sys.stdin.buffer.read()
    cancel.cancel()


def _print_json(event: Event) -> None:
    print(to_json(event), flush=True)


def _say(event: Event) -> None:
    terminal = sys.stderr.isatty()
    start = "\r\033[K" if terminal else ""
    if isinstance(event, FetchProgress) and terminal:
        share = f" {event.done / event.total:.0%}" if event.total else ""
        print(f"{start}{event.phase} {event.file}{share}", end="", file=sys.stderr, flush=True)
    elif isinstance(event, SupportEnded):
        done = f"Installed: torch {event.torch}, which can use {', '.join(event.devices)}."
        print(f"{start}{event.problem or done}", file=sys.stderr)
        if event.detail:
            print(event.detail, file=sys.stderr)

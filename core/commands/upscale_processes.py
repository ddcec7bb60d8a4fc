"""`upscale --nproc N`: the inputs are shared out among processes. If one of them dies the others go on."""

from __future__ import annotations

import argparse
import contextlib
import copy
import multiprocessing
import os
import threading
from collections.abc import Sequence
from dataclasses import replace
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from typing import Any

from core.commands.batch import Batch
from core.commands.batch_output import report, say
from core.commands.inputs import BatchInput, gather
from core.commands.interrupts import endings, interrupts_cancel
from core.events import Event, JobDone, LogLine, from_json, to_json
from core.jobs import CancelToken, SampleSettings
from core.printable import log_errors

STOP = "stop"
START_METHOD = "spawn"  # a fork would inherit threads in the middle of their work


def run_parts(
    options: argparse.Namespace, every: list[SampleSettings], cancel: CancelToken, about: Sequence[str] = ()
) -> int:
    """Works on the inputs in `options.nproc` processes; `about` as Batch has it. Returns the exit code."""
    # What is wrong with the arguments is said once, before anything starts.
    found = gather(options.input, options.output, options.name, overwrite=options.overwrite)
    part, parts = options.shard
    pictures = found.pictures[part::parts]
    options.nproc = useful(options.nproc, len(pictures), os.cpu_count() or 1)
    batch = Batch(options, every, cancel, about=about)
    with report(options.report, about) as batch.tally.write, interrupts_cancel(cancel):
        batch.begin(found, len(pictures))
        _collect(batch, _start(options, every, pictures))
    return batch.conclude()


def _start(
    options: argparse.Namespace, every: list[SampleSettings], pictures: Sequence[BatchInput]
) -> dict[Any, BaseProcess]:
    """The processes, each by its connection. Each gets its share of the pictures, as it would not find the same ones
    again where others have begun: results come into the folders, and originals may leave them."""
    context: Any = multiprocessing.get_context(START_METHOD)
    # Each part gets its share of the cores; torch reads this when it is imported.
    os.environ.setdefault("OMP_NUM_THREADS", str(max(1, (os.cpu_count() or 1) // options.nproc)))
    parts: dict[Any, BaseProcess] = {}
    for number in range(options.nproc):
        # Each part has a connection of its own: a part that is killed could hold the lock of a shared queue for ever.
        ours, theirs = context.Pipe()
        share = pictures[number :: options.nproc]
        process = context.Process(target=_work, args=(_for_part(options), every, share, number, theirs))
        process.start()
        theirs.close()  # so that the connection ends when the part ends
        parts[ours] = process
    return parts


def useful(count: int, pictures: int, cores: int) -> int:
    """How many processes there are for `count` wanted ones: each takes some hundred megabytes, and one without a
    picture or a core of its own gives nothing for them."""
    return max(1, min(count, pictures, max(2, cores)))


def _collect(batch: Batch, parts: dict[Any, BaseProcess]) -> None:
    """Shows the events of the parts until all have ended, and notes what they say of outcomes."""
    lines, stopped = list(parts), False
    while lines:
        if batch.cancel.cancelled and not stopped:
            stopped = True
            for line in lines:
                with contextlib.suppress(OSError):  # it has just ended
                    line.send(STOP)
        ready: list[Any] = list(wait(lines, timeout=0.1))
        for line in ready:
            try:
                message = line.recv()
            except (EOFError, OSError):
                lines.remove(line)
                continue
            _pass_on(batch, message)
    for line, process in parts.items():
        process.join()
        line.close()
    # The same signal may have come to a part that was not yet ready to hear of it.
    asked = {-number for number in endings()} if batch.cancel.cancelled else set[int]()
    died = [p for p in parts.values() if p.exitcode and p.exitcode not in asked]
    for process in died:
        reason = f"One of the {len(parts)} processes ended unexpectedly (exit code {process.exitcode}); run it again."
        batch.tally.fail(reason)
        say(reason)


def _pass_on(batch: Batch, line: str) -> None:
    """Shows an event."""
    event = from_json(line)
    if event is None:
        return
    if isinstance(event, LogLine):
        batch.say_once(event.message)
        return
    batch.tally.note(event)  # now: the part may be killed before it has said how it all went
    if batch.options.events or not batch.cancel.cancelled or isinstance(event, JobDone):
        batch.print(event)


def _for_part(options: argparse.Namespace) -> argparse.Namespace:
    part = copy.copy(options)
    part.nproc, part.report = 1, None
    return part


def _work(
    options: argparse.Namespace,
    every: list[SampleSettings],
    pictures: Sequence[BatchInput],
    number: int,
    line: Any,
) -> None:
    """The main function of part `number`, in its own process."""
    log_errors()  # as on the command line
    cancel = CancelToken()

    def watch() -> None:
        with contextlib.suppress(EOFError, OSError):  # the starter has died, so this part ends, too
            line.recv()
        cancel.cancel()

    def tell(event: Event) -> None:
        try:
            line.send(to_json(event))
        except OSError:  # likewise
            cancel.cancel()

    threading.Thread(target=watch, daemon=True).start()
    mine = [_on_its_card(settings, number) for settings in every]
    batch = Batch(options, mine, cancel, tell=tell)
    try:
        batch.work(pictures)
    except KeyboardInterrupt:
        cancel.cancel()  # the terminal interrupts every process of its group


def _on_its_card(settings: SampleSettings, part: int) -> SampleSettings:
    """Spreads the parts over the graphics cards if there are several."""
    if settings.device not in ("auto", "cuda"):
        return settings
    import torch

    count = torch.cuda.device_count() if torch.cuda.is_available() else 0
    return replace(settings, device=f"cuda:{part % count}") if count > 1 else settings

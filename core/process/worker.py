"""The engine as a process of its own: orders come as JSON lines on stdin, events go as JSON lines to stdout, with empty
lines between them.

It runs in a Python environment that the person chose, for instance one whose torch can use the graphics card. Pixels go
through .npz files in a folder that the starter names. After each event of a job that is computed the worker waits for
the order "go", so that the reader of the events may hold it up. Once it says "computed" of a job it does the rest of it
beside the next one, and waits for nothing there. It answers "ping" also while it computes.
"""

from __future__ import annotations

import argparse
import contextlib
import itertools
import json
import os
import queue
import sys
import threading
import traceback
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO, Any

OLDEST_PYTHON = (3, 11)
MODULES = {
    "torch": "torch",
    "numpy": "numpy",
    "cv2": "opencv-python-headless",
    "PIL": "Pillow",
    "safetensors": "safetensors",
    "psutil": "psutil",
    "platformdirs": "platformdirs",
    "msgspec": "msgspec",
    "filelock": "filelock",
    "tifffile": "tifffile",
    "imagecodecs": "imagecodecs",
}


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="core.process.worker", description="The engine for another process."
    )
    parser.add_argument("--check", action="store_true", help="say in JSON whether this environment will do")
    parser.add_argument("--models", type=Path, help="folder of the built-in models")
    parser.add_argument("--exchange", type=Path, help="folder for pixels")
    options = parser.parse_args(argv)
    # What libraries print must not get between the JSON lines, be it by Python or past it.
    lines = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="ascii")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    with contextlib.redirect_stdout(sys.stderr):
        if options.check:
            say(examine(), lines)
            return 0
        if options.exchange is None:
            parser.error("--exchange is needed")
        if options.models is not None:
            import core.models.catalog as catalog

            catalog.BUILT_IN_FOLDER = options.models
        Worker(lines, options.exchange).work(sys.stdin)
    return 0


def say(body: dict[str, Any], lines: IO[str]) -> None:
    """Writes a line of JSON, and a line end before it too: what was printed before main() may have none."""
    print(f"\n{json.dumps(body)}", file=lines, flush=True)


def examine() -> dict[str, Any]:
    """What this Python environment has: version, python, missing (names of packages), torch, devices, auto (the name of
    the device that is used unless another is asked for) and passed_over (a sentence about a better one).

    Each device is [name, title, free bytes, whether it computes soundly]. Never raises.
    """
    import importlib

    from core.version import VERSION

    found: dict[str, Any] = {"version": VERSION, "python": ".".join(map(str, sys.version_info[:3]))}
    found["missing"], found["devices"] = [], []
    if sys.version_info < OLDEST_PYTHON:
        return found
    for module, package in MODULES.items():
        try:
            importlib.import_module(module)
        except Exception as error:  # a broken installation can raise anything
            found["missing"].append(package)
            found.setdefault("detail", repr(error))
    if not found["missing"]:
        import torch

        from core.compute.device import fault_of, list_devices
        from core.compute.vulkan_survey import survey
        from core.process.usual_device import usual_device

        found["torch"] = str(torch.__version__)
        *cards, processor = list_devices()
        checked = [(d, not fault_of(d.name)) for d in cards]
        found["auto"], found["passed_over"] = usual_device()
        seen = survey()  # after that: the list is made anew where the best one has gone
        verdicts = ((d, seen.verdict(d)) for d in seen.devices)
        checked += [(d.info, verdict is None or verdict.sound) for d, verdict in verdicts]
        checked.append((processor, True))
        found["devices"] = [[d.name, d.title, d.free_bytes, sound] for d, sound in checked]
    return found


class Worker:
    """Works on one order after the other. A thread listens, so that "cancel" is heard at once, and another one does the
    rest of the job that was computed before."""

    def __init__(self, lines: IO[str], exchange: Path) -> None:
        from core.jobs import CancelToken
        from core.upscaling.upscaler import Upscaler

        self._lines, self._exchange = lines, exchange
        self._orders: queue.Queue[dict[str, Any] | None] = queue.Queue()
        self._go = threading.Semaphore(0)
        self._token_type = CancelToken
        self._tokens: dict[str, CancelToken] = {}  # of jobs by their ids, and of an estimate
        self._engine = Upscaler()
        self._numbers = itertools.count(1)
        self._speaking = threading.Lock()

    def work(self, source: IO[str]) -> None:
        """Works until the orders end, which means that whoever gave them is gone."""
        threading.Thread(target=self._listen, args=(source,), daemon=True).start()
        self._say({"reply": "ready"})
        with ThreadPoolExecutor(1, "conclude") as concluding:
            while (order := self._orders.get()) is not None:
                if order["order"] == "run":
                    self._run(order, concluding)
                elif order["order"] == "warm_up":
                    self._warm_up(order)
                elif order["order"] == "estimate":
                    self._estimate(order)
                else:
                    self._say({"reply": "status", **examine()})

    def _listen(self, source: IO[str]) -> None:
        from core.storage import records

        for line in source:
            try:
                order = records.decode(dict[str, Any], line)
                kind = order["order"]
            except (records.RecordError, KeyError):
                sys.stderr.write(f"No order: {line[:200]!r}\n")
                continue
            if kind == "ping":
                self._say({"reply": "alive"})
            elif kind == "go":
                self._go.release()
            elif kind == "cancel":
                if (token := self._tokens.get(order["of"])) is not None:
                    token.cancel(leaving=order.get("leaving", False))
            elif kind == "expect":
                self._engine.expect(Path(order["path"]) if order.get("path") else None)
            else:
                # From here on it can be cancelled, even before its turn.
                self._tokens[_key(order)] = self._token_type()
                self._orders.put(order)
        for token in list(self._tokens.values()):
            token.cancel(leaving=True)
        self._go.release(1_000_000)  # nobody says "go" any more; the job ends at its next pause
        self._orders.put(None)

    def _warm_up(self, order: dict[str, Any]) -> None:
        from core.errors import EngineError
        from core.jobs import SampleSettings

        try:
            self._engine.warm_up(SampleSettings.from_dict(order["settings"]))
            self._say({"reply": "warm"})
        except EngineError as error:
            self._say({"reply": "warm", "problem": str(error), "detail": error.detail})
        except Exception as error:  # the next job says so where it matters
            self._say({"reply": "warm", "problem": repr(error), "detail": traceback.format_exc()})

    def _estimate(self, order: dict[str, Any]) -> None:
        from core.events import to_json
        from core.jobs import EstimateJob

        try:
            found = self._engine.estimate(EstimateJob.from_dict(order["job"]), self._tokens[_key(order)])
            self._say({"reply": "estimate", "estimate": json.loads(to_json(found))})
        except Exception as error:  # also Cancelled; the job itself will say what is wrong
            self._say({"reply": "estimate", "problem": str(error)})

    def _run(self, order: dict[str, Any], concluding: ThreadPoolExecutor) -> None:
        from core.process.messages import job_from_dict

        job, waits = job_from_dict(order["job"]), True

        def emit(event: Any) -> None:
            self._emit(event, waits=waits)

        conclude = self._engine.compute(job, emit, self._tokens[job.job_id])
        waits = False
        if conclude is not None:
            self._say({"reply": "computed", "job_id": job.job_id})
            concluding.submit(conclude)

    def _emit(self, event: Any, *, waits: bool) -> None:
        from core.events import JobCancelled, JobDone, JobFailed, to_json
        from core.process.messages import pixels_of, write_pixels

        body = json.loads(to_json(event))
        if pixels_of(event) is not None:
            path = self._exchange / f"{next(self._numbers)}.npz"
            write_pixels(event, path)
            body["pixels"] = str(path)
        if isinstance(event, JobDone | JobFailed | JobCancelled):
            self._tokens.pop(event.job_id, None)
            waits = False
        self._say(body)
        if waits:
            self._go.acquire()

    def _say(self, body: dict[str, Any]) -> None:
        """From any thread: lines do not mix."""
        with self._speaking:
            say(body, self._lines)


def _key(order: dict[str, Any]) -> str:
    """What an order is cancelled by: the id of its job, or its kind."""
    return str(order["job"]["job_id"]) if order["order"] == "run" else str(order["order"])


if __name__ == "__main__":
    sys.exit(main())

"""Measures the running window with the real engine: start, heartbeat, cost of previews, cancel, growth.

    python tools/bench_window.py [--json FILE] [--rounds 50] [--side 512]

Each figure comes from a process with settings of its own; QT_QPA_PLATFORM decides about the screen.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

if TYPE_CHECKING:
    from app.shell.application import Program

LAUNCHED = "RESSHIFT_BENCH_LAUNCHED"
BEAT_MS = 10
STEPS = 4
QUEUE = 12  # pictures
GROUPS = ("start", "heartbeat", "previews", "cancel", "drop", "queue")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", type=Path)
    parser.add_argument("--rounds", type=int, default=50, help="starts and cancels")
    parser.add_argument("--side", type=int, default=512, help="of the picture, pixels")
    parser.add_argument("--files", type=int, default=10_000, help="that are dropped at once")
    parser.add_argument("--only", choices=GROUPS, action="append")
    parser.add_argument(
        "--python", default="", help="another Python environment, for the engine of the queue"
    )
    parser.add_argument("--child", choices=GROUPS, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        child = Child(options)
        print(json.dumps(child.run(options.child)), flush=True)
        if not child.program.stop():
            os._exit(0)  # it is still loading torch: a running thread must not be destroyed
        return 0
    figures: dict[str, Any] = {"cores": os.cpu_count(), "load": os.getloadavg()[0]}
    for group in options.only or GROUPS:
        try:
            figures[group] = run_child(group, options)
        except subprocess.CalledProcessError as error:
            figures[group] = {"failed": str(error)}  # the other groups still count
        print(group, json.dumps(figures[group], indent=1), flush=True)
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1))
    return 0


def run_child(group: str, options: argparse.Namespace) -> dict[str, Any]:
    """The start is measured three times and the median kept: the first one reads everything from the disk."""
    runs = [_run_once(group, options) for _ in range(3 if group == "start" else 1)]
    return sorted(runs, key=lambda r: r.get("first_paint_s", 0))[len(runs) // 2]


def _run_once(group: str, options: argparse.Namespace) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as home:
        command = [sys.executable, __file__, "--child", group]
        command += ["--rounds", str(options.rounds), "--side", str(options.side)]
        command += ["--files", str(options.files), "--python", options.python]
        variables = {**os.environ, "RESSHIFT_STUDIO_HOME": home, LAUNCHED: repr(time.time())}
        done = subprocess.run(command, env=variables, stdout=subprocess.PIPE, text=True, check=True)
        result: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
        return result


class Child:
    """The program itself, looked at from inside."""

    def __init__(self, options: argparse.Namespace) -> None:
        self._options = options
        self._home = Path(os.environ["RESSHIFT_STUDIO_HOME"])

    def run(self, group: str) -> dict[str, Any]:
        from app.engine.thread import load_engine
        from app.shell.application import Program, make_application
        from app.system.folders import find_folders
        from app.system.logs import set_up_logging
        from app.system.single_instance import SingleInstance

        self.app = make_application()
        folders = find_folders()
        lines = set_up_logging(folders.logs)
        self.program: Program = Program(self.app, folders, SingleInstance(folders.data), lines, load_engine)
        self.studio = self.program.studio
        self.studio.preferences.value.python_environment = self._options.python
        painted = FirstPaint(self.studio.window)
        beat = Heartbeat()
        self.program.start([])
        self.wait_until(lambda: painted.at is not None)
        launched = float(os.environ[LAUNCHED])
        beat.start()
        figures = {"first_paint_s": round((painted.at or 0) - launched, 3)}
        figures |= getattr(self, f"_{group}")(beat)
        return figures

    # --- what is measured -----------------------------------------------------------------------------------

    def _start(self, beat: Heartbeat) -> dict[str, Any]:
        return {
            "processor_s": round(
                time.process_time(), 3
            ),  # of all threads until then, the interpreter's start too
            "torch_loaded_at_first_paint": "torch._C" in sys.modules,
        }

    def _heartbeat(self, beat: Heartbeat) -> dict[str, Any]:
        """From the first window to the end of a first job, the loading of torch and of the model included."""
        self._add_picture()
        begun = time.monotonic()
        result = self._upscale()
        return {
            "job_s": round(result.seconds, 2),
            "until_result_s": round(time.monotonic() - begun, 2),
            **beat.figures(),
        }

    def _previews(self, beat: Heartbeat) -> dict[str, Any]:
        """Seconds of the same job with and without previews, best of three in turns."""
        self._add_picture()
        self._upscale()
        seconds: dict[bool, list[float]] = {True: [], False: []}
        for _ in range(3):
            for shown in (True, False):
                self.studio.runner.previews = shown
                seconds[shown].append(self._upscale().seconds)
        best = {shown: min(values) for shown, values in seconds.items()}
        return {
            "with_s": round(best[True], 3),
            "without_s": round(best[False], 3),
            "cost": round(best[True] / best[False] - 1, 4),
        }

    def _cancel(self, beat: Heartbeat) -> dict[str, Any]:
        """Start and cancel again and again; what has grown in the second half of it."""
        self._add_picture()
        one_step = self._upscale().seconds / STEPS
        latencies, sizes = [], []
        for number in range(self._options.rounds):
            latencies.append(self._start_and_cancel())
            if number in (self._options.rounds // 5, self._options.rounds - 1):
                sizes.append(self._sizes())
        before, after = sizes[0], sizes[-1]
        return {
            "one_step_s": round(one_step, 3),
            "latency_median_s": round(statistics.median(latencies), 3),
            "latency_worst_s": round(max(latencies), 3),
            "before": before,
            "after": after,
        }

    def _drop(self, beat: Heartbeat) -> dict[str, Any]:
        """Thousands of files are dropped, sent off, stopped and removed again."""
        from app.queue.items import State

        folder, count = self._home / "many", self._options.files
        folder.mkdir()
        for number in range(count):
            (folder / f"{number:06}.png").touch()
        studio = self.studio
        worst: dict[str, float] = {}

        def measure(name: str, act: Any, done: Any) -> None:
            beat.reset()
            act()
            self.wait_until(done)
            worst[f"{name}_worst_gap_ms"] = max(beat.gaps, default=0.0)
            worst[f"{name}_worst_busy_ms"] = max(beat.busy, default=0.0)

        measure("list", lambda: studio.opening.add([folder]), lambda: len(studio.model) == count)
        studio.runner.set_paused(True)
        measure("send", studio.upscaling.run_all, lambda: studio.model.count(State.WAITING) > count // 2)
        measure("stop", studio.runner.cancel_all, lambda: studio.model.count(State.WAITING) == 0)
        queue = studio.window.queue
        queue.view.selectAll()
        measure("remove", queue.remove_selected, lambda: len(studio.model) == 0)
        return {"files": count, **{name: round(value, 1) for name, value in worst.items()}}

    def _queue(self, beat: Heartbeat) -> dict[str, Any]:
        """From the end of one picture of a queue to the end of the next; and what lies between two while the network
        rests: the end of one job, what the window does with its result, the beginning of the next. The latter is not
        seen of an engine in another Python. Medians, in milliseconds."""
        import core.upscaling.lite_pass as lite_pass

        ended: list[float] = []
        self.studio.engine.ended.connect(lambda outcome: ended.append(time.perf_counter()))
        times: list[tuple[float, float]] = []
        steps = lite_pass.LitePass.steps

        def timed(self: lite_pass.LitePass, *args: Any) -> Iterator[Any]:
            begun = time.perf_counter()
            yield from steps(self, *args)
            times.append((begun, time.perf_counter()))

        lite_pass.LitePass.steps = timed  # type: ignore[assignment, method-assign]
        self._add_picture(count=QUEUE)
        self.studio.upscaling.run_all()
        self.wait_until(lambda: len(ended) >= QUEUE and not self.studio.runner.busy)
        between = [later - sooner for sooner, later in itertools.pairwise(ended)]
        figures = {"pictures": QUEUE, "picture_ms": round(statistics.median(between) * 1000, 1)}
        if self._options.python:
            return figures
        rests = [begun - done for (_, done), (begun, _) in itertools.pairwise(times[-QUEUE:])]
        computing = [done - begun for begun, done in times[-QUEUE:]]
        return {
            **figures,
            "computing_ms": round(statistics.median(computing) * 1000, 1),
            "resting_ms": round(statistics.median(rests) * 1000, 1),
            "worst_resting_ms": round(max(rests) * 1000, 1),
        }

    # --- means ----------------------------------------------------------------------------------------------

    def _add_picture(self, *, count: int = 1) -> None:
        import cv2

        controls = self.studio.window.controls
        controls.set_settings(replace(controls.settings(), steps=STEPS if count == 1 else 1))
        samples = sorted((ROOT / "resources" / "samples").glob("*.png"))
        side = self._options.side
        sample = cv2.imread(str(samples[0]))
        assert sample is not None
        pixels = cv2.resize(sample, (side, side), interpolation=cv2.INTER_CUBIC)
        paths = [self._home / f"bench{number}.png" for number in range(count)]
        for number, path in enumerate(paths):
            path.write_bytes(cv2.imencode(".png", pixels // (1 + number / count))[1].tobytes())
        self.studio.opening.add(paths)
        self.wait_until(lambda: self.studio.comparison.item is not None)

    def _upscale(self) -> Any:
        item = self.studio.model.item(0)
        known = len(item.results)
        self.studio.upscaling.run_selected()
        self.wait_until(lambda: not self.studio.runner.busy)
        if len(item.results) == known:
            sys.stderr.write(f"The job failed: {item.message} {item.detail}\n")
            os._exit(1)
        return item.latest

    def _start_and_cancel(self) -> float:
        runner = self.studio.runner
        self.studio.upscaling.run_selected()
        self.wait_until(lambda: runner.running_item is not None and runner.running_item.phase == "sample")
        begun = time.monotonic()
        runner.cancel_running()
        self.wait_until(lambda: not runner.busy)
        return time.monotonic() - begun

    @staticmethod
    def _sizes() -> dict[str, float]:
        import psutil

        process = psutil.Process()
        return {
            "threads": process.num_threads(),
            "python_threads": threading.active_count(),
            "files": process.num_fds() if hasattr(process, "num_fds") else 0,
            "memory_mb": round(process.memory_info().rss / 1e6, 1),
        }

    @staticmethod
    def wait_until(condition: Any, timeout_s: float = 1800) -> None:
        """The ordinary event loop, asked every few milliseconds."""
        from PySide6.QtCore import QEventLoop, QTimer

        loop = QEventLoop()
        timer = QTimer(interval=5)
        timer.timeout.connect(lambda: loop.quit() if condition() else None)
        QTimer.singleShot(int(timeout_s * 1000), loop.quit)
        timer.start()
        loop.exec()
        if not condition():
            sys.stderr.write("That took too long.\n")
            os._exit(1)


class Heartbeat:
    """Gaps between the beats of a 10 ms timer in the main thread: how long the window did not answer.

    `busy` holds the processor time which the main thread itself used in each gap: the part of a gap that other
    programs on a loaded machine cannot be blamed for.
    """

    def __init__(self) -> None:
        self.gaps: list[float] = []
        self.busy: list[float] = []

    def start(self) -> None:
        from PySide6.QtCore import Qt, QTimer

        self.reset()
        self._timer = QTimer(interval=BEAT_MS)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def reset(self) -> None:
        self.gaps.clear()
        self.busy.clear()
        self._last, self._last_busy = time.perf_counter(), time.thread_time()

    def _beat(self) -> None:
        now, busy = time.perf_counter(), time.thread_time()
        self.gaps.append((now - self._last) * 1000)
        self.busy.append((busy - self._last_busy) * 1000)
        self._last, self._last_busy = now, busy

    def figures(self) -> dict[str, float]:
        gaps = sorted(self.gaps)
        return {
            "beats": len(gaps),
            "gap_p50_ms": round(gaps[len(gaps) // 2], 1),
            "gap_p99_ms": round(gaps[int(len(gaps) * 0.99)], 1),
            "gap_worst_ms": round(gaps[-1], 1),
            "gaps_over_50_ms": sum(gap > 50 for gap in gaps),
            "busy_worst_ms": round(max(self.busy), 1),
        }


def FirstPaint(window: Any) -> Any:
    """Notes when the window was painted for the first time."""
    from PySide6.QtCore import QEvent, QObject

    class Watcher(QObject):
        at: float | None = None

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint and self.at is None:
                self.at = time.time()
            return False

    watcher = Watcher(window)
    window.centralWidget().installEventFilter(watcher)
    return watcher


if __name__ == "__main__":
    sys.exit(main())

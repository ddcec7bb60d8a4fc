"""The inputs of one `upscale` command, enlarged one after the other, and what is printed about them."""

from __future__ import annotations

import argparse
import csv
import glob
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from core.errors import EngineError, SettingsError
from core.events import Event, JobCancelled, JobDone, JobFailed, Progress, StepPreview, to_json
from core.images.scan import Refused, scan
from core.jobs import CancelToken, SampleSettings, SaveSettings, UpscaleJob
from core.storage.paths import display_name


def _mask_for(source: Path, mask: Path | None) -> Path | None:
    """The mask file for an input: `mask` itself, or the file in that folder which has the same name as the input."""
    if mask is None or not mask.is_dir():
        return mask
    found = sorted(p for p in mask.iterdir() if p.stem == source.stem and p.is_file())
    if not found:
        raise SettingsError(f"The folder {display_name(mask)} holds no mask named {source.stem}.")
    return found[0]


@dataclass
class Batch:
    """All inputs of one command. `tell` gets the events, if it is given; else they are printed for a person."""

    options: argparse.Namespace
    settings: SampleSettings
    cancel: CancelToken
    outcomes: list[tuple[str, str, str]] = field(
        default_factory=list
    )  # input, done or failed, output or reason
    current: Path = Path()
    tell: Callable[[Event], None] | None = None

    def run(self) -> int:
        self.work()
        return self.conclude()

    def work(self) -> None:
        """Enlarges every input and remembers the outcomes."""
        from core.upscaling.upscaler import Upscaler

        engine = Upscaler()
        for path, root in self._inputs():
            if self.cancel.cancelled:
                break
            try:
                job = self._job(path, root)
            except EngineError as error:
                self.outcomes.append((str(path), "failed", str(error)))
                self._say(naming(str(path), str(error)))
                continue
            self.current = path
            engine.run(job, self._emit, self.cancel)

    def conclude(self) -> int:
        """Writes the report and prints how many failed. Returns the exit code."""
        self._write_report()
        failed = sum(state == "failed" for _, state, _ in self.outcomes)
        if self.cancel.cancelled:
            self._say("Cancelled.")
            return 130
        if failed:
            self._say(f"{failed} of {len(self.outcomes)} failed.")
        return 1 if failed or not self.outcomes else 0

    def _inputs(self) -> Iterator[tuple[Path, Path | None]]:
        index, (part, parts) = -1, self.options.shard
        for text in self.options.input:
            names = [text] if Path(text).exists() or not glob.has_magic(text) else sorted(glob.glob(text))  # noqa: PTH207 - patterns may be absolute
            refused: list[Refused] = []
            for name in names or [text]:
                for found in scan(Path(name), refused):
                    index += 1
                    if index % parts == part:
                        yield found
            for entry in refused:
                self.outcomes.append((entry.path, "failed", entry.reason))
                self._say(entry.reason)

    def _job(self, path: Path, root: Path | None) -> UpscaleJob:
        options = self.options
        folder: Path | None = options.output
        if folder is not None and root is not None:
            folder = folder / path.parent.relative_to(root)
        save = SaveSettings(
            folder, options.name, options.format, options.bit_depth, options.quality, options.overwrite
        )
        return UpscaleJob(
            path,
            self.settings,
            save,
            mask=_mask_for(path, options.mask),
            previews=options.save_steps is not None,
            preview_side=sys.maxsize,
            exact_previews=True,
            allow_partial=options.allow_partial,
        )

    def _emit(self, event: Event) -> None:
        if isinstance(event, StepPreview):
            self._save_step(event)
            return
        if isinstance(event, JobDone):
            self.outcomes.append((event.source, "done", event.output or ""))
        elif isinstance(event, JobFailed):
            self.outcomes.append((event.source, "failed", event.message))
        if self.tell is not None:
            self.tell(event)
        elif self.options.events:
            print(to_json(event), flush=True)
        else:
            show(event)

    def _save_step(self, event: StepPreview) -> None:
        from core.images.formats.encode import check_folder_writable, save_picture
        from core.images.names import free_path
        from core.images.picture import Picture

        folder: Path = self.options.save_steps
        check_folder_writable(folder)
        if event.image is not None:
            name = f"{self.current.stem}_step{event.step:02}"
            target = folder / f"{name}.png" if self.options.overwrite else free_path(folder, name, ".png")
            save_picture(Picture(event.image), target, format="png", overwrite=self.options.overwrite)

    def _write_report(self) -> None:
        if self.options.report is None:
            return
        with self.options.report.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([("input", "outcome", "output or reason"), *self.outcomes])

    def _say(self, text: str) -> None:
        if self.tell is None:
            print(text, file=sys.stderr)


def show(event: Event) -> None:
    """Prints an event for a person: progress on one line of a terminal, outcomes on lines of their own."""
    terminal = sys.stderr.isatty()
    if isinstance(event, Progress) and terminal:
        left = "" if event.seconds_left is None else f", {event.seconds_left:.0f} s left"
        step = (
            f" step {event.step} of {event.steps}, tile {event.tile} of {event.tiles}" if event.step else ""
        )
        print(f"\r\033[K{event.fraction:4.0%} {event.phase}{step}{left}", end="", file=sys.stderr, flush=True)
        return
    start = "\r\033[K" if terminal else ""
    if isinstance(event, JobDone):
        print(
            f"{start}{event.output}: {event.width} x {event.height}, {event.seconds:.1f} s", file=sys.stderr
        )
        for notice in event.notices:
            print(f"  {notice}", file=sys.stderr)
    elif isinstance(event, JobFailed):
        print(start + naming(event.source, event.message), file=sys.stderr)
    elif isinstance(event, JobCancelled) and terminal:
        print(start, end="", file=sys.stderr)


def naming(source: str, reason: str) -> str:
    """The reason with the name of the input before it, unless the reason begins with the name."""
    name = display_name(source)
    return reason if reason.startswith(name) else f"{name}: {reason}"

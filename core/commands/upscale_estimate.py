"""What `upscale --estimate` prints: what the inputs will take, by a short measurement on this device."""

from __future__ import annotations

import argparse
import os
import sys
from dataclasses import dataclass, field, replace
from pathlib import Path

from core.commands.batch_output import left_alone_text, naming, nothing_text, skipped_text, time_text
from core.commands.framings import framing_asked
from core.commands.inputs import BatchInput, gather, why_left
from core.commands.interrupts import interrupts_cancel
from core.commands.masks import Masks
from core.commands.wanted import done_before, format_of
from core.errors import EngineError
from core.events import JobsEstimated, to_json
from core.images.framing import Framing, check_pages
from core.images.header import page_format, pages_of
from core.images.names import SAME
from core.jobs import CancelToken, EstimateJob, SampleSettings
from core.printable import printable
from core.storage.sizes import bytes_text


def print_estimate(options: argparse.Namespace, every: list[SampleSettings], cancel: CancelToken) -> int:
    """Prints the estimate of all inputs that would be enlarged and whose headers can be read, and names those whose
    cannot; by several models, of all together. Returns the exit code: 1 if there are such, or memory or disk do not
    suffice."""
    from core.upscaling.upscaler import Upscaler

    found = gather(options.input, options.output, options.name, overwrite=options.overwrite)
    part, parts = options.shard
    mine = found.pictures[part::parts]
    framing, partial = framing_asked(options), options.allow_partial
    left = {
        one.path for one in mine if why_left(one.path, options.only_below, framing, allow_partial=partial)
    }
    problems = [refused.reason for refused in found.refused]
    jobs, results, pictures, skipped, within = list[EstimateJob](), 0, set[Path](), 0, 0
    for settings in every:
        asked = _Asked(options, settings, framing)
        for one in mine:
            if one.path not in left:
                asked.add(one)
        problems += [problem for problem in asked.problems if problem not in problems]
        skipped += asked.skipped
        if asked.sizes:
            named = isinstance(options.output, Path)
            folder = options.output if named else Path(os.path.abspath(found.pictures[0].folder))
            jobs.append(asked.job(_format_like(options, found.pictures[0].path), folder))
            results += len(asked.pictures)
            within = len(asked.sizes)
            pictures |= asked.pictures
    for problem in problems:
        print(printable(problem), file=sys.stderr)
    if skipped:
        print(skipped_text(skipped), file=sys.stderr)
    if left:
        print(left_alone_text(len(left), options.only_below), file=sys.stderr)
    if not jobs:
        print(nothing_text(shard_alone=bool(found.pictures) and not mine), file=sys.stderr)
        return 1 if problems or not (skipped or found.results or found.pictures) else 0
    with interrupts_cancel(cancel):
        engine = Upscaler()
        event = together([engine.estimate(job, cancel) for job in jobs])
    if options.events:
        print(to_json(event), flush=True)
    else:
        print("\n".join(lines(event, len(pictures), options.spread, results=results, within=within)))
    return 1 if problems or event.lacks_memory or event.lacks_disk else 0


def _format_like(options: argparse.Namespace, first: Path) -> str:
    """The format of all results, as if all pictures were like the first."""
    format = format_of(options, first)
    return page_format(first) if format == SAME else format


@dataclass
class _Asked:
    """The pictures that would be enlarged with some settings."""

    options: argparse.Namespace
    settings: SampleSettings
    framing: Framing
    pictures: set[Path] = field(default_factory=set)
    sizes: list[tuple[int, int]] = field(default_factory=list)  # of each, or of each of its frames
    deep: bool = False
    skipped: int = 0
    problems: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._masks, self._before_for = Masks(self.options), done_before(self.options, self.settings)

    def add(self, one: BatchInput) -> None:
        """Looks at a picture, unless it has such a result already."""
        options = self.options
        try:
            mask, before = self._masks.of(one.path), self._before_for(one.path)
            asked = one.path, one.folder, one.name, mask
            if before is not None and before.result_of(*asked, framing=self.framing) is not None:
                self.skipped += 1
                return
            whole = options.frames == "all"
            pages = list(pages_of(one.path, whole=whole, allow_partial=options.allow_partial))
            if len(pages) > 1:
                check_pages(self.framing, ((page.name, page.size) for page in pages))
            sizes = [self.framing.size_of(*page.size) for page in pages]
        except EngineError as error:
            self.problems.append(naming(str(one.path), str(error)))
            return
        self.pictures.add(one.path)
        self.sizes += sizes
        self.deep = self.deep or any(page.depth == 16 for page in pages)

    def job(self, format: str, folder: Path) -> EstimateJob:
        depth = self.options.bit_depth or (16 if self.deep else 8)
        how = self.options.quality, self.options.lossless, str(folder)
        job = EstimateJob(tuple(self.sizes), self.settings, format, depth, self.deep, *how)
        return replace(job, max_bytes=self.options.max_size)


def together(found: list[JobsEstimated]) -> JobsEstimated:
    """The estimate of all that is done one after the other."""
    return replace(
        found[0],
        seconds=sum(one.seconds for one in found),
        memory_bytes=max(one.memory_bytes for one in found),
        file_bytes=sum(one.file_bytes for one in found),
    )


def lines(
    found: JobsEstimated, pictures: int, seeds: int = 0, *, results: int = 0, within: int = 0
) -> list[str]:
    """The estimate in words; with `seeds`, each picture is enlarged so many times. Where these are more: `results` by
    several models, and how many pages and frames there are `within`."""
    many = f"{pictures} pictures" if pictures > 1 else "1 picture"
    if within > pictures:
        many += f" with {within} pages or frames"
    if results > pictures:
        many += f", {results} results"
    files = "files" if max(pictures, results) > 1 else "file"
    told = [
        f"{many}: about {time_text(found.seconds * max(1, seeds))}, {bytes_text(found.memory_bytes)} of memory, "
        f"{files} of about {bytes_text(found.file_bytes)}."
    ]
    if found.lacks_memory:
        told.append(f"Only {bytes_text(found.free_memory or 0)} of memory are free: choose a smaller scale.")
    if found.lacks_disk:
        told.append(f"Only {bytes_text(found.free_disk or 0)} are free on the disk: choose another folder.")
    return told

"""What `upscale --estimate` prints: what the inputs will take, by a short measurement on this device."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from core.commands.batch import done_before, format_of
from core.commands.batch_output import naming, nothing_text, skipped_text, time_text
from core.commands.inputs import gather
from core.commands.interrupts import interrupts_cancel
from core.commands.masks import Masks
from core.errors import EngineError
from core.events import JobsEstimated, to_json
from core.images.files import frames_in
from core.images.header import size_and_depth
from core.jobs import CancelToken, EstimateJob, SampleSettings
from core.printable import printable
from core.storage.sizes import bytes_text


def print_estimate(options: argparse.Namespace, settings: SampleSettings, cancel: CancelToken) -> int:
    """Prints the estimate of all inputs that would be enlarged and whose headers can be read, and names those whose
    cannot. Returns the exit code: 1 if there are such, or memory or disk do not suffice."""
    from core.upscaling.upscaler import Upscaler

    found = gather(options.input, options.output, options.name, overwrite=options.overwrite)
    before_for, skipped = done_before(options, settings), 0
    pictures, sizes, deep, problems = (
        0,
        list[tuple[int, int]](),
        False,
        [refused.reason for refused in found.refused],
    )
    masks, (part, parts) = Masks(options), options.shard
    mine = found.pictures[part::parts]
    for one in mine:
        try:
            mask, before = masks.of(one.path), before_for(one.path)
            if before is not None and before.result_of(one.path, one.folder, one.name, mask) is not None:
                skipped += 1
                continue
            size, depth = size_and_depth(one.path, allow_partial=options.allow_partial)
        except EngineError as error:
            problems.append(naming(str(one.path), str(error)))
            continue
        pictures += 1
        sizes += [size] * (frames_in(one.path) if options.frames == "all" else 1)
        deep = deep or depth == 16
    for problem in problems:
        print(printable(problem), file=sys.stderr)
    if skipped:
        print(skipped_text(skipped), file=sys.stderr)
    if not sizes:
        print(nothing_text(shard_alone=bool(found.pictures) and not mine), file=sys.stderr)
        return 1 if problems or not (skipped or found.results or found.pictures) else 0
    folder = options.output or Path(os.path.abspath(found.pictures[0].folder))
    depth = options.bit_depth or (16 if deep else 8)
    format = format_of(options, found.pictures[0].path)  # as if all were like the first
    job = EstimateJob(tuple(sizes), settings, format, depth, deep, options.quality, str(folder))
    with interrupts_cancel(cancel):
        event = Upscaler().estimate(job, cancel)
    if options.events:
        print(to_json(event), flush=True)
    else:
        print("\n".join(lines(event, pictures, options.spread)))
    return 1 if problems or event.lacks_memory or event.lacks_disk else 0


def lines(found: JobsEstimated, pictures: int, seeds: int = 0) -> list[str]:
    """The estimate in words; with `seeds`, each picture is enlarged so many times."""
    many = f"{pictures} pictures" if pictures > 1 else "1 picture"
    files = "files" if pictures > 1 else "file"
    told = [
        f"{many}: about {time_text(found.seconds * max(1, seeds))}, {bytes_text(found.memory_bytes)} of memory, "
        f"{files} of about {bytes_text(found.file_bytes)}."
    ]
    if found.lacks_memory:
        told.append(f"Only {bytes_text(found.free_memory or 0)} of memory are free: choose a smaller scale.")
    if found.lacks_disk:
        told.append(f"Only {bytes_text(found.free_disk or 0)} are free on the disk: choose another folder.")
    return told

"""Takes the program's protections out, one at a time, and checks that a test fails without each.

    python tools/take_out.py [ROW ...]

The numbers are the rows of docs/reliability.md. It works on a copy of the project in a temporary folder; a protection
whose text is not found any more, or whose tests pass without it, is named, and the exit code is 1.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

TOP = Path(__file__).resolve().parents[1]
LIMIT = 240  # seconds for the tests of one


@dataclass(frozen=True)
class Protection:
    row: int  # of docs/reliability.md
    file: str
    text: str  # occurs once in the file
    without: str  # what stands there when the protection is taken out
    tests: str  # below tests/
    hangs: bool = False  # without it the tests do not end


PROTECTIONS = (
    Protection(
        1,
        "core/images/formats/sniff.py",
        "if not data:",
        "if False:",
        "core/images/formats/test_damaged_files.py",
    ),
    Protection(
        4,
        "core/images/formats/decode.py",
        "except Exception as error:  # decoders",
        "except ZeroDivisionError as error:  # decoders",
        "fuzz/test_pictures.py",
    ),
    Protection(
        6,
        "core/images/formats/sniff.py",
        "if pixels > MAX_PIXELS:",
        "if False:",
        "core/images/formats/test_sizes.py",
    ),
    Protection(
        33,
        "core/storage/patience.py",
        "        raise_if_cancelled()\n",
        "        pass\n",
        "core/storage/test_patience.py",
        hangs=True,
    ),
    Protection(
        25,
        "core/storage/atomic.py",
        "            _move_to_free(temporary, system_path(path))",
        "            os.replace(temporary, system_path(path))",
        "core/images/formats/test_saving.py core/commands/test_batch.py core/storage",
    ),
    Protection(
        26, "core/images/names.py", "    if same:\n", "    if False:\n", "core/commands/test_upscale.py"
    ),
    Protection(
        27,
        "core/storage/atomic.py",
        "            os.unlink(temporary)  # noqa: PTH108",
        "            pass",
        "core/images/formats/test_saving.py",
    ),
    Protection(
        30,
        "core/images/file_bytes.py",
        "    if not stat.S_ISREG(status.st_mode):",
        "    if False:",
        "core/images/test_files.py",
    ),
    Protection(
        31,
        "core/images/formats/encode.py",
        '"jpeg": 65_500',
        '"jpeg": 165_500',
        "core/images/formats/test_saving.py",
    ),
    Protection(
        32,
        "app/queue/intake.py",
        "            while not self._room.acquire(timeout=0.1) and not self._stop.is_set():",
        "            while False:",
        "app/queue/test_intake.py",
    ),
    Protection(
        33,
        "app/kit/work.py",
        "            self._pool.setMaxThreadCount(self._pool.maxThreadCount() + 1)",
        "            pass",
        "app/shell/test_stalled_drive.py",
    ),
    Protection(
        35,
        "core/models/download.py",
        "        if self.sha256 is not None and found != self.sha256:",
        "        if False:",
        "core/models",
    ),
    Protection(
        38,
        "core/models/recipe.py",
        "    if sum(blocks) > len(shapes) or wanted > stored or stored > MOST_PARAMETERS:",
        "    if False:",
        "core/models/test_library.py",
    ),
    Protection(
        39,
        "core/storage/records.py",
        "        return msgspec.convert(values, kind)\n",
        "        return msgspec.convert(values, kind, strict=False)\n",
        "core/storage fuzz/test_records.py app/shell/test_damaged_files.py app/preferences",
    ),
    Protection(
        39,
        "core/storage/records.py",
        "    except (ValueError, RecursionError) as error:  # no JSON",
        "    except ValueError as error:  # no JSON",
        "core/storage fuzz/test_records.py app/shell/test_damaged_files.py",
    ),
    Protection(
        40,
        "app/system/single_instance.py",
        "            if not same_user(int(socket.socketDescriptor())):",
        "            if False:",
        "app/system",
    ),
    Protection(
        41,
        "core/models/download.py",
        "                if fruitless >= self.patience.attempts:",
        "                if fruitless >= 10**9:",
        "core/models/test_download.py",
    ),
    Protection(
        44,
        "core/upscaling/smaller_tiles.py",
        "            if not is_out_of_memory(error):",
        "            if True:",
        "core/upscaling/test_smaller_tiles.py core/upscaling/test_upscaler.py",
    ),
    Protection(
        45,
        "core/compute/float32_fallback.py",
        "    if bool(torch.isfinite(out).all()):\n        return out",
        "    if True:\n        return out",
        "core/compute",
    ),
    Protection(
        47,
        "app/engine/external_python.py",
        "            if quiet > SILENCE_LIMIT:",
        "            if False:",
        "app/engine/test_external_python.py",
        hangs=True,
    ),
    Protection(
        51,
        "core/upscaling/upscaler.py",
        "            if not is_device_lost(error) or self._card_lost:",
        "            if True:",
        "core/upscaling/test_upscaler.py",
    ),
    Protection(
        56,
        "core/training/loop/state.py",
        "        if len(data) != entry.size or _sha256(data) != entry.sha256:",
        "        if False:",
        "core/training/loop/test_state.py fuzz/test_checkpoints.py",
    ),
    Protection(
        58,
        "core/training/loop/guard.py",
        "        if not (math.isfinite(loss) and math.isfinite(gradient)):",
        "        if False:",
        "core/training/loop",
    ),
    Protection(
        66,
        "app/system/crash_guard.py",
        "        return self.crashes >= CRASHES_UNTIL_SAFE",
        "        return False",
        "app/shell/test_damaged_files.py app/system",
    ),
    Protection(
        70,
        "app/results/session.py",
        "        return [kept for record in records if (kept := self._read(record)) is not None]",
        "        return []",
        "app/shell/test_crash_recovery.py app/results",
    ),
)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("rows", nargs="*", type=int, metavar="ROW", help="only these rows of the table")
    rows = parser.parse_args().rows
    chosen = [p for p in PROTECTIONS if not rows or p.row in rows]
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "project"
        shutil.copytree(TOP, copy, ignore=shutil.ignore_patterns(".*", "build", "dist", "__pycache__"))
        missed = [p for p in chosen if not is_noticed(p, copy)]
    sys.stdout.write(f"{len(chosen) - len(missed)} of {len(chosen)} protections are missed by a test.\n")
    return 1 if missed else 0


def is_noticed(protection: Protection, copy: Path) -> bool:
    """Whether a test fails in the project's copy without the protection."""
    path = copy / protection.file
    before = path.read_text(encoding="utf-8")
    if before.count(protection.text) != 1:
        sys.stdout.write(f"{protection.row}: {protection.file} has changed: {protection.text!r}\n")
        return False
    path.write_text(before.replace(protection.text, protection.without), encoding="utf-8")
    tests = [f"tests/{name}" for name in protection.tests.split()]
    command = [sys.executable, "-B", "-m", "pytest", "-x", "-q", "-n0", "-p", "no:cacheprovider", *tests]
    environment = {**os.environ, "PYTHONPATH": str(copy)}
    try:
        done = subprocess.run(
            command, cwd=copy, env=environment, capture_output=True, text=True, timeout=LIMIT, check=False
        )
        failed = done.returncode == 1
        first = next((line for line in done.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))), "")
    except subprocess.TimeoutExpired:
        failed, first = protection.hangs, f"does not end within {LIMIT} s"
    path.write_text(before, encoding="utf-8")
    sys.stdout.write(f"{protection.row}: {first if failed else 'NOTHING FAILS ' + protection.text!r}\n")
    sys.stdout.flush()
    return failed


if __name__ == "__main__":
    raise SystemExit(main())

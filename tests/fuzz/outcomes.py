"""What may come of a changed file: it works, or the program refuses it in its own words. Nothing else."""

from __future__ import annotations

import os
import random
from collections import Counter
from collections.abc import Callable, Iterator

from core.errors import EngineError

# How many times as many changes are tried as in a usual run: RESSHIFT_FUZZ=100 pytest tests/fuzz
TIMES = int(os.environ.get("RESSHIFT_FUZZ", "1"))


def tries(count: int) -> range:
    """The seeds of a test; the same in every run."""
    return range(count * TIMES)


def outcome(work: Callable[[], object]) -> str:
    """ "works" or "refused"; anything else that is raised is a fault, and is raised here as well."""
    try:
        work()
    except EngineError as error:
        if not str(error).strip():
            raise AssertionError("a refusal says why") from error
        return "refused"
    return "works"


def counted(work: Callable[[random.Random], object], count: int) -> Counter[str]:
    """Outcomes of many tries, each with its own generator. A fault names the seed that leads to it."""
    outcomes: Counter[str] = Counter()
    for seed in tries(count):
        try:
            outcomes[outcome(lambda seed=seed: work(random.Random(seed)))] += 1
        except Exception as error:
            raise AssertionError(f"seed {seed}: {type(error).__name__}: {error}") from error
    return outcomes


def changed(data: bytes, generator: random.Random) -> bytes:
    """One to four changes: a byte, a bit, a number, a cut, a piece doubled, moved or left out."""
    body = bytearray(data)
    for _ in range(generator.randint(1, 4)):
        if not body:
            break
        at = generator.randrange(len(body))
        other = generator.randrange(len(body))
        low, high = min(at, other), max(at, other)
        match generator.randrange(8):
            case 0:
                body[at] = generator.randrange(256)
            case 1:
                body[at] ^= 1 << generator.randrange(8)
            case 2:
                body[at : at + 4] = generator.choice([b"\0\0\0\0", b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff"])
            case 3:
                del body[at:]
            case 4:
                body[at:at] = body[low : min(high, low + 64)]
            case 5:
                del body[low : min(high, low + 64)]
            case 6:
                body[at : at + 2] = generator.choice([b"\0\1", b"\1\0", b"\xff\xff"])
            case _:
                body[at] = generator.choice(b'0123456789{}[]",:-.eE\\ntf')
    return bytes(body)


def nested(value: object) -> Iterator[tuple[object, ...]]:
    """The place of everything within plain values."""
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in parts:
        yield (key,)
        for inner in nested(part):
            yield (key, *inner)


WRONG: list[object] = [None, True, -1, 0, 1.5, 10**30, 1e308, "", "x", "../../x", "\0", [], [1], {}, {"a": 1}]


def with_wrong_values(value: object, generator: random.Random) -> object:
    """A copy in which one to three parts are something else, or gone."""
    for _ in range(generator.randint(1, 3)):
        places = list(nested(value))
        if not places:
            return generator.choice(WRONG)
        value = _put(value, generator.choice(places), generator)
    return value


def _put(value: object, place: tuple[object, ...], generator: random.Random) -> object:
    key, rest = place[0], place[1:]
    copy = dict(value) if isinstance(value, dict) else list(value)  # type: ignore[call-overload]
    if rest:
        copy[key] = _put(copy[key], rest, generator)  # type: ignore[index]
    elif generator.random() < 0.2:
        del copy[key]  # type: ignore[arg-type]
    else:
        copy[key] = generator.choice(WRONG)  # type: ignore[index]
    return copy

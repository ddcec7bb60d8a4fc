"""The pool of pairs: filled while it is used, the same batch for the same number, pairs that stay pairs."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
import tiny
import torch

from core.errors import Cancelled
from core.events import LogLine, TrainStep
from core.training.control import Control
from core.training.loop.pool import PairPool, fill_pool

CPU = torch.device("cpu")


def make(index: int, count: int = 3, side: int = 8) -> tuple[np.ndarray, np.ndarray]:
    """Pairs whose poor picture is every fourth pixel of the good one, each of a random content."""
    hq = np.random.default_rng(index).integers(0, 256, (count, side // 4, side // 4, 3), np.uint8)
    return hq.repeat(4, 1).repeat(4, 2), hq


def pool(count: int = 12, *, tick=lambda: None) -> PairPool:
    """One that is full, and gets nothing new."""
    with ThreadPoolExecutor(2) as executor:
        filled = fill_pool(make, count, executor, device=CPU, batch=4, seed=5, tick=tick)
        assert filled.supply is not None
        filled.supply.fill(count, tick)
        filled.supply.end()
    filled.supply = None
    return filled


def drawn(source: PairPool, *indices: int, samples: slice = slice(None)) -> list[tuple[torch.Tensor, ...]]:
    return list(source.batches(indices, samples))


def test_the_pool_holds_whole_batches_in_their_order() -> None:
    filled = pool(10)
    assert filled.hq.shape == (12, 3, 8, 8)
    assert filled.lq.shape == (12, 3, 2, 2)
    for k in range(4):
        wanted = torch.from_numpy(make(k)[0]).permute(0, 3, 1, 2)
        assert torch.equal(filled.hq[3 * k : 3 * k + 3], wanted)


def test_a_pair_stays_a_pair_and_every_pair_comes() -> None:
    source = pool()
    means = set()
    for hq, lq in drawn(source, *range(30)):
        assert torch.equal(hq[:, :, ::4, ::4], lq)
        assert hq.dtype == torch.float32
        assert float(hq.abs().max()) <= 1
        means |= {round(float(m), 4) for m in lq.mean((1, 2, 3))}
    assert len(means) == 12


def test_the_training_begins_with_a_part_of_the_pool_and_the_oldest_pairs_are_replaced() -> None:
    with ThreadPoolExecutor(1) as executor:
        source = fill_pool(make, 24, executor, device=CPU, batch=3, seed=5, tick=lambda: None)
        supply = source.supply
        assert supply is not None
        assert (supply.filled, len(source.hq)) == (3, 24)
        first = source.hq[:3].clone()
        ((hq, lq),) = drawn(source, 0)
        assert torch.equal(hq[:, :, ::4, ::4], lq)  # what is not there yet is not drawn
        supply.fill(24, lambda: None)
        assert torch.equal(source.hq[:3], first)
        assert supply.at == 0
        while torch.equal(source.hq[:3], first):
            drawn(source, 1)
        assert torch.equal(source.hq[:3], torch.from_numpy(make(8)[0]).permute(0, 3, 1, 2))
        assert supply.filled == 24
        supply.end()


def test_a_batch_depends_on_its_number_alone_and_can_be_shared() -> None:
    source = pool()
    ((hq, lq),) = drawn(pool(), 7)
    drawn(source, 0, 1, 2)
    ((again, _),) = drawn(source, 7)
    assert torch.equal(hq, again)
    ((_, part),) = drawn(source, 7, samples=slice(1, 3))
    assert torch.equal(part, lq[1:3])


def test_a_batch_larger_than_the_pool_repeats_it() -> None:
    ((hq, _),) = drawn(
        PairPool(*(torch.zeros(2, 3, s, s, dtype=torch.uint8) for s in (8, 2)), batch=5, seed=0), 3
    )
    assert len(hq) == 5


def test_filling_can_be_stopped() -> None:
    def stop() -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        pool(tick=stop)


def test_a_run_that_draws_from_a_pool(place, tmp_path) -> None:
    """From end to end, with a worker process."""
    config = tiny.config_in(place, pool=8, workers=1, iterations=4)
    events = tiny.trained(config, tmp_path)
    assert any("pool of 8 pairs" in e.message for e in tiny.of(events, LogLine))
    assert [e.iteration for e in tiny.of(events, TrainStep)] == [2, 4]


def test_states_are_saved_by_time_as_well(tmp_path, monkeypatch) -> None:
    from core.training.loop import saving

    now = [100.0]
    monkeypatch.setattr(saving.time, "monotonic", lambda: now[0])
    saver = saving.Saver(None, None, emit=print, control=Control(None, None), processes=None)
    now[0] += 29
    assert not saver.is_due(30)
    assert not saver.is_due(0)
    now[0] += 2
    assert saver.is_due(30)

"""The pool of pairs: every pair once an epoch, the same batch for the same number, pairs that stay pairs."""

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
    with ThreadPoolExecutor(2) as executor:
        return fill_pool(make, count, executor, device=CPU, batch=4, seed=5, tick=tick)


def drawn(source: PairPool, *indices: int, samples: slice = slice(None)) -> list[tuple[torch.Tensor, ...]]:
    return list(source.batches(indices, samples))


def test_the_pool_holds_whole_batches_in_their_order() -> None:
    filled = pool(10)
    assert filled.hq.shape == (12, 3, 8, 8)
    assert filled.lq.shape == (12, 3, 2, 2)
    for k in range(4):
        wanted = torch.from_numpy(make(k)[0]).permute(0, 3, 1, 2)
        assert torch.equal(filled.hq[3 * k : 3 * k + 3], wanted)


def test_every_pair_comes_once_an_epoch_and_stays_a_pair() -> None:
    source = pool()
    first, second = (drawn(source, *range(k, k + 3)) for k in (0, 3))
    for batches in (first, second):
        means = torch.cat([lq for _, lq in batches]).sum((1, 2, 3)).sort().values
        wanted = (source.lq.float() / 127.5 - 1).sum((1, 2, 3)).sort().values
        assert torch.allclose(means, wanted, atol=1e-4)
        for hq, lq in batches:
            assert torch.equal(hq[:, :, ::4, ::4], lq)
            assert hq.dtype == torch.float32
            assert float(hq.abs().max()) <= 1
    assert not torch.equal(first[0][1], second[0][1])


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
    """From end to end, with a worker process; a run that goes on has the same pool."""
    config = tiny.config_in(place, pool=8, workers=1, iterations=4)
    events = tiny.trained(config, tmp_path)
    assert any("8 pairs" in e.message for e in tiny.of(events, LogLine))
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

"""How many pictures a validation works on at once."""

import pytest
import torch

from core.training.tasks.measure import Batch


def test_out_of_memory_halves_it_from_then_on():
    tried = []

    def work(size):
        tried.append(size)
        if size > 2:
            raise torch.OutOfMemoryError("CUDA out of memory")
        return size

    batch = Batch(8, torch.device("cpu"))
    assert batch.fit(work) == 2
    assert batch.fit(work) == 2
    assert tried == [8, 4, 2, 2]


@pytest.mark.parametrize("error", [MemoryError("for one"), RuntimeError("another fault")])
def test_what_does_not_fit_even_one_by_one_and_other_faults_are_raised(error):
    def work(size):
        if size == 1 or type(error) is RuntimeError:
            raise error
        raise MemoryError

    with pytest.raises(type(error), match=str(error)):
        Batch(4, torch.device("cpu")).fit(work)

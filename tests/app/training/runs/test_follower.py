"""Following a run's events."""

from training_use import DATASET, step, write_events

from app.training.runs.follower import PORTION, read_portion
from core.training.run_folder import RunFolder
from core.training.settings.config import TrainConfig


def test_events_are_read_in_portions(store):
    run = store.make("x", TrainConfig(), DATASET, "")
    write_events(run, *(step(n) for n in range(PORTION + 50)))
    first, offset = read_portion(run, 0)
    second, end = read_portion(run, offset)
    assert (len(first), len(second)) == (PORTION, 50)
    assert read_portion(run, end) == ([], end)
    RunFolder(run).events.write_text("")
    assert read_portion(run, end) == ([], 0)  # shorter: read anew
    RunFolder(run).events.unlink()
    assert read_portion(run, end) == ([], end)  # gone: what has been seen stays

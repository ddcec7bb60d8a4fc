"""A job that is broken off: the process waits after some tiles, to be killed."""

import os
import sys
import threading
from multiprocessing.connection import Connection
from pathlib import Path

import numpy as np

import core.models.catalog as catalog
from core.events import Event, Progress
from core.images.picture import Picture
from core.jobs import CancelToken, SampleSettings, UpscaleJob
from core.storage.folders import HOME_VARIABLE
from core.upscaling import journal
from core.upscaling.upscaler import Upscaler


def work(
    models: Path, home: Path, settings: SampleSettings, source: np.ndarray, tiles: int, done: Connection
) -> None:
    """Enlarges `source`; after so many tiles it says so and goes no further."""
    os.environ[HOME_VARIABLE] = str(home)
    journal.SLOW_DISK = sys.float_info.max
    catalog.BUILT_IN_FOLDER = models
    told = []

    def emit(event: Event) -> None:
        if isinstance(event, Progress) and event.tile:
            told.append(event)
        if len(told) == tiles:
            done.send(tiles)
            threading.Event().wait()

    Upscaler().run(UpscaleJob(None, settings, picture=Picture(source)), emit, CancelToken())

"""What holds for every process that runs tests, and is set before any library is imported."""

import os

# The networks of the tests are too small for more than one thread each, and several processes run side by side.
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from hypothesis import settings

# How long one example takes says nothing on a machine that is busy.
settings.register_profile("resshift", deadline=None)
settings.load_profile("resshift")

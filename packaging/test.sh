#!/bin/sh
# Sets everything up and runs the tests, in some processes side by side; arguments go to pytest.
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
sh "$top/packaging/setup.sh"
cd "$top"
# One thread each: the networks of the tests are too small for more. Neighbours go to the same process, as far as
# that keeps all of them busy, and share what a module sets up.
# The many processes that tests start share the compiled modules.
PYTHONDONTWRITEBYTECODE='' OMP_NUM_THREADS=1 QT_QPA_PLATFORM=offscreen \
    exec "${RESSHIFT_VENV:-$top/.venv}/bin/python" -m pytest -n logical --maxprocesses 4 --dist worksteal "$@"

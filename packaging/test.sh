#!/bin/sh
# Sets everything up and runs the tests; arguments go to pytest.
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
sh "$top/packaging/setup.sh"
cd "$top"
# The many processes that tests start share the compiled modules.
PYTHONDONTWRITEBYTECODE='' exec "${RESSHIFT_VENV:-$top/.venv}/bin/python" -m pytest "$@"

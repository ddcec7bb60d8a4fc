#!/bin/sh
# Sets everything up, enlarges a sample picture with the built-in model, then opens the window if there is a display.
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
sh "$top/packaging/setup.sh"
python="${RESSHIFT_VENV:-$top/.venv}/bin/python"
"$python" "$top/main.py" upscale "$top/resources/samples/oakland-zoo-otters.png" -o "$top/build/samples" --overwrite
if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] || [ "$(uname)" = Darwin ]; then
    exec "$python" "$top/main.py" "$@"
fi

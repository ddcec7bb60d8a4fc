#!/bin/sh
# Sets up what the program and its tests need: system libraries (where apt-get is at hand) and a virtual
# environment, .venv or the folder named by RESSHIFT_VENV. Doing it twice does no harm.
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
venv=${RESSHIFT_VENV:-$top/.venv}
libraries="libegl1 libgl1 libopengl0 libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-image0
libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0 libxcb-xinerama0 libdbus-1-3 libfontconfig1
fonts-dejavu-core libimage-exiftool-perl libvulkan1 mesa-vulkan-drivers python3-venv"
ls /usr/lib/*/libglib-2.0.so.0 >/dev/null 2>&1 || libraries="$libraries libglib2.0-0" # now called otherwise here and there

if command -v apt-get >/dev/null 2>&1; then
    missing=""
    for library in $libraries; do
        dpkg-query -W -f '${Status}' "$library" 2>/dev/null | grep -q "install ok installed" || missing="$missing $library"
    done
    if [ -n "$missing" ]; then
        root=""
        [ "$(id -u)" = 0 ] || root="sudo"
        # shellcheck disable=SC2086
        $root apt-get update -qq && $root apt-get install -y -qq --no-install-recommends $missing >/dev/null
    fi
fi

# One that only lacks pip, as some tools make them, is given it. An environment of another Python, or one that was broken
# off, is made anew.
python=${PYTHON:-python3}
fits="import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))"
if "$venv/bin/python" -c "$fits" 2>/dev/null && ! "$venv/bin/python" -c "import pip" 2>/dev/null; then
    "$venv/bin/python" -m ensurepip -q >/dev/null 2>&1 || true
fi
if ! "$venv/bin/python" -c "import pip; $fits" 2>/dev/null; then
    if ! "$python" -c "$fits" 2>/dev/null; then
        echo "ResShift Studio needs Python 3.11, 3.12 or 3.13, and $python is none of them:" \
            "name one by PYTHON=/path/to/python3." >&2
        exit 1
    fi
    if [ -n "$(ls -A "$venv" 2>/dev/null)" ] && [ ! -f "$venv/pyvenv.cfg" ]; then
        echo "$venv is no Python environment, and was not touched: name another folder by RESSHIFT_VENV." >&2
        exit 1
    fi
    "$python" -m venv --clear "$venv"
fi
"$venv/bin/python" -m pip install -q --disable-pip-version-check -c "$top/packaging/constraints.txt" -e "$top[test,evaluation,training,formats]"

#!/bin/sh
# Sets up what the program and its tests need: system libraries (where apt-get is at hand) and a virtual
# environment, .venv or the folder named by RESSHIFT_VENV. Doing it twice does no harm.
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
venv=${RESSHIFT_VENV:-$top/.venv}
libraries="libegl1 libgl1 libopengl0 libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-image0
libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0 libxcb-xinerama0 libdbus-1-3 libfontconfig1
fonts-dejavu-core libimage-exiftool-perl libvulkan1 mesa-vulkan-drivers python3-venv"

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

[ -x "$venv/bin/python" ] || "${PYTHON:-python3}" -m venv "$venv"
"$venv/bin/python" -m pip install -q --disable-pip-version-check -c "$top/packaging/constraints.txt" -e "$top[test,evaluation,training,formats]"

"""What is said where the window cannot be opened. It must be there without Qt, which may be what is missing."""

from __future__ import annotations

from core.own_command import typed_command

EXIT_CODE = 3
_TEXT = """
The window cannot be opened: {reason}
It needs the Python package PySide6-Essentials and libraries of the system.
On Debian and Ubuntu this installs those that are usually missing:
    sudo apt-get install libegl1 libgl1 libopengl0 libglib2.0-0 libfontconfig1 libdbus-1-3 libxkbcommon-x11-0 \\
        libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0 \\
        libxcb-xinerama0 fonts-dejavu-core
Without a window, pictures are enlarged by command:
    {command} upscale PICTURE -o FOLDER
"""


def explanation(reason: str) -> str:
    """Why there is no window, what usually helps, and what works without one."""
    return _TEXT.format(reason=reason, command=typed_command())

"""The errors of the engine: a small tree, whose messages are sentences that a person can act on."""

from core.printable import printable


class EngineError(Exception):
    """Base of every expected failure.

    `str(error)` is one plain sentence (or two) saying what is wrong and what to do next; `detail` holds what
    belongs in a log or behind a "Details" button.
    """

    def __init__(self, message: str, *, detail: str = "") -> None:
        super().__init__(printable(message))  # it may hold names of files
        self.detail = detail


class PictureError(EngineError):
    """A picture cannot be read: missing, empty, damaged, not a picture, or too large to be sound."""


class TruncatedPictureError(PictureError):
    """Part of a picture's file is missing. What is there can be opened with `allow_partial`."""


class ChangedOriginalError(PictureError):
    """A picture's file holds another one than when it was enlarged."""


class SaveError(EngineError):
    """A result cannot be written: no space, no permission, a format's limits, or a file is in the way."""


class ModelError(EngineError):
    """A model file is missing, damaged or unsafe, or does not fit the network."""


class ModelSaveError(ModelError):
    """A model file cannot be written: no space, or no permission. What it was to be made of may be sound."""


class DeviceError(EngineError):
    """A device or number format is not there, or its memory does not suffice even for the smallest tile."""


class SettingsError(EngineError):
    """The settings contradict each other or the chosen model, or are out of range."""


class TrainingError(EngineError):
    """A training run cannot start or go on."""


class SupportError(EngineError):
    """The environment for the graphics card cannot be made or removed."""


class Cancelled(Exception):
    """The person asked to stop. An outcome of its own, never shown as an error."""

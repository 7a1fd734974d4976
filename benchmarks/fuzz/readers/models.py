"""Speech models from elsewhere: their small files, the published list, the archive."""

import io
import json
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from random import Random
from shutil import rmtree
from warnings import simplefilter

from benchmarks.fuzz.mutation import odd_text, spoilt, twisted
from benchmarks.fuzz.reader import Case, Reader
from voice_guide.adapters.model_floors import read_floors
from voice_guide.adapters.model_store.published import read_list
from voice_guide.adapters.model_store.unpack import unpack
from voice_guide.adapters.word_graph.adding import OwnModel
from voice_guide.adapters.word_graph.files import write_graph
from voice_guide.adapters.word_graph.marks import MARKS, check_marks
from voice_guide.adapters.word_graph.symbols import words_of
from voice_guide.errors import VoiceGuideError
from voice_guide.resources import shipped

_NAME = "vosk-model-small-en-us-0.15"
_FLOORS = b"""# measured
urgent: {one_word: 0.2, several_words: 0.1}
moving: {one_word: 0.5, several_words: 0.4}
costly: {one_word: 0.6, several_words: 0.5}
answer: 0.3
many_words: 0.1
"""
_LIST = [{"name": _NAME, "size": 41000000, "md5": "0" * 32, "type": "small", "lang": "en-us"}]
_MARKS = f"graph/{MARKS}"
_MEMBERS = (
    "../up", "/abs", "C:\\x", "a\\b", f"{_NAME}/../../up", f"{_NAME}/./am/x", "other/file",
    f"{_NAME}/am/final.mdl/x", f"{_NAME}", f"{_NAME}/" + "d/" * 300 + "x", f"{_NAME}/\0x",
    f"{_NAME}/con", "", ".", "..", f"{_NAME}/" + "n" * 300, f"{_NAME}/ü\u202e",
)  # fmt: skip


@contextmanager
def _small_files(folder: Path) -> Iterator[Case]:
    graph = folder / "graph"
    write_graph({"no": (("N", "OW"),), "know": (("N", "OW"),)}, folder)
    grammar = (shipped("models/command-en") / "graph/Gr.fst").read_bytes()[:400]
    seeds = {
        "floors.yaml": _FLOORS,
        "graph/words.txt": b"<eps> 0\nnext 1\nstop 2\n[unk] 3\n",
        "graph/Gr.fst": grammar,
        **{name: (folder / name).read_bytes() for name in ("graph/HCLr.fst", _MARKS)},
        "own_words.txt": b"effleurage EH F L ER AA ZH\nno N OW\n",
    }

    def case(chance: Random) -> None:
        name = chance.choice(list(seeds))
        file = folder / name
        file.write_bytes(spoilt(seeds[name], chance, list(seeds.values())))
        try:
            with suppress(VoiceGuideError):
                read_floors(folder)
            with suppress(VoiceGuideError):
                OwnModel(folder, folder).words()
            with suppress(ValueError):
                check_marks(graph)
            words_of(folder)
        finally:
            file.write_bytes(seeds[name])

    yield case


@contextmanager
def _published(folder: Path) -> Iterator[Case]:
    del folder

    def case(chance: Random) -> None:
        content = json.dumps(_LIST).encode()
        if chance.random() < 0.5:
            content = spoilt(content, chance)
        else:
            with suppress(RecursionError):
                content = json.dumps(twisted(_LIST, chance)).encode()
        with suppress(VoiceGuideError):
            for name in read_list(content, "http://here/"):
                assert "/" not in name
                assert not name.startswith(".")

    yield case


@contextmanager
def _archives(folder: Path) -> Iterator[Case]:
    archive = folder / "model.zip.part"

    def case(chance: Random) -> None:
        content = _zipped(chance)
        if chance.random() < 0.5:
            content = spoilt(content, chance)
        archive.write_bytes(content)
        into = folder / "into"
        into.mkdir()
        with suppress(VoiceGuideError, OSError):
            unpack(archive, into, _NAME)
        assert {entry.name for entry in into.iterdir()} <= {_NAME}
        rmtree(into)

    yield case


def _zipped(chance: Random) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", chance.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))) as to:
        to.writestr(f"{_NAME}/am/final.mdl", b"model")
        to.writestr(f"{_NAME}/conf/model.conf", b"--x=1\n")
        for _ in range(chance.randrange(3)):
            simplefilter("ignore")  # The same name twice is what may come.
            info = zipfile.ZipInfo(
                chance.choice((*_MEMBERS, f"{_NAME}/{_spelt(odd_text(chance)):.40}"))
            )
            info.external_attr = chance.choice((0, 0o100644, 0o120777, 0o040755, 0o010644)) << 16
            to.writestr(info, chance.choice((b"", b"/etc/passwd", b"x" * 100)))
    return out.getvalue()


def _spelt(name: str) -> str:
    return name.encode("utf-8", "replace").decode("utf-8")


READERS = [
    Reader("files of a model", 50, _small_files),
    Reader("list of models", 62, _published),
    Reader("archive of a model", 3, _archives),
]

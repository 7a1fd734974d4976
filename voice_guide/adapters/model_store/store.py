"""Fetching a published model: known by its checksum, there whole or not at all."""

import difflib
import hashlib
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from voice_guide.adapters.model_store.download import download, fetch
from voice_guide.adapters.model_store.found import is_model
from voice_guide.adapters.model_store.published import BASE_URL, KNOWN, PublishedModel, read_list
from voice_guide.adapters.model_store.unpack import unpack
from voice_guide.errors import InputError, MissingPartError

_ROOM_NEEDED = 3
"""Times the download's size: the zip file, and about twice that unpacked."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a model has come."""

    name: str
    phase: str
    """"fetching", "checking" or "unpacking"."""
    done: int
    total: int
    """Bytes of the download."""


@dataclass(frozen=True, slots=True)
class ModelStore:
    """Puts published models into `folder`."""

    folder: Path
    base_url: str = BASE_URL

    def get(self, name: str, show: Callable[[Progress], None] = lambda _: None) -> Path:
        """Return the model's folder, fetched unless it is there already.

        Raise InputError for a name that is not published, or of no use; MissingPartError without
        a network or room, and for a download that is damaged, refused or cut off. Cut off, the
        next call goes on from there.
        """
        if name == Path(name).name and is_model(self.folder / name):
            return self.folder / name
        published = self._published(name)
        if not published.takes_phrases:
            raise InputError(
                f"{name} cannot be narrowed to commands, so it is of no use here",
                hint="Choose a small one, or one whose name ends in lgraph.",
            )
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            return self._install(published, show)
        except OSError as error:
            raise MissingPartError(
                f"{self.folder}: {error.strerror or error}",
                hint="Make room there and try again; what has come so far is kept.",
            ) from error

    def _published(self, name: str) -> PublishedModel:
        url = self.base_url + "model-list.json"
        known = {model.name for model in KNOWN}
        try:
            published = read_list(fetch(url), url)
        except MissingPartError as error:
            if name in known:
                raise
            raise MissingPartError(
                f"{name!r} is not known here, and whether it is published cannot be asked: {error}",
                hint=f"{_meant(name, known)} Connect, and any that is published can be fetched.",
            ) from error
        if name not in published:
            hint = _meant(name, {*published, *known})
            raise InputError(f"No speech model {name!r} is published", hint=hint)
        return published[name]

    def _install(self, model: PublishedModel, show: Callable[[Progress], None]) -> Path:
        part = self.folder / f".{model.name}.zip.part"
        self._check_room(model, part)
        begun_earlier = part.exists()
        self._fetch(model, part, show)
        if begun_earlier and not part.exists():
            # The beginning may be of an older edition: once more from nothing.
            self._fetch(model, part, show)
        if not part.exists():
            raise MissingPartError(
                f"{model.name}: what came is not what was published (its checksum differs)",
                hint="Try again; if it stays so, something on the way changes it.",
            )
        show(Progress(model.name, "unpacking", model.size, model.size))
        try:
            unpacked = unpack(part, self.folder, model.name)
        except MissingPartError:
            part.unlink()
            raise
        part.unlink()
        return unpacked

    def _fetch(self, model: PublishedModel, part: Path, show: Callable[[Progress], None]) -> None:
        """Leave a whole download in `part`, or nothing when it is not the published one."""

        def fetched(done: int) -> None:
            show(Progress(model.name, "fetching", done, model.size))

        download(f"{self.base_url}{model.name}.zip", part, model.size, fetched)
        show(Progress(model.name, "checking", model.size, model.size))
        with part.open("rb") as file:
            digest = hashlib.file_digest(file, lambda: hashlib.md5(usedforsecurity=False))
        if digest.hexdigest() != model.md5:
            part.unlink()

    def _check_room(self, model: PublishedModel, part: Path) -> None:
        have = part.stat().st_size if part.exists() else 0
        free = shutil.disk_usage(self.folder).free
        needed = _ROOM_NEEDED * model.size - have
        if free < needed:
            raise MissingPartError(
                f"{model.name} needs {needed / 1e9:.1f} GB; {self.folder} has {free / 1e9:.1f} GB",
                hint="Make room there, or choose a smaller model.",
            )


def _meant(name: str, names: Iterable[str]) -> str:
    close = difflib.get_close_matches(name, sorted(names), n=3, cutoff=0.5)
    return f"Did you mean {' or '.join(close)}?" if close else "`voice-guide models` names some."

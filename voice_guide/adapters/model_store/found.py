"""The speech models on this machine."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class FoundModel:
    """A model's folder."""

    name: str
    path: Path
    size: int
    """Bytes on disk."""


def found_models(folders: Iterable[Path]) -> tuple[FoundModel, ...]:
    """The models that lie directly in `folders`, each path once; absent folders are passed over."""
    paths = {
        path.resolve(): path
        for folder in folders
        if folder.is_dir()
        for path in sorted(folder.iterdir())
        if is_model(path)
    }
    return tuple(FoundModel(path.name, path, _size(path)) for path in paths.values())


def is_model(path: Path) -> bool:
    """Whether Vosk would take the folder for a model, of the newer or the older layout."""
    return (path / "am" / "final.mdl").is_file() or (path / "final.mdl").is_file()


def first_writable(folders: Iterable[Path]) -> Path | None:
    """The first of `folders` that can be written to or made, or None."""
    for folder in folders:
        nearest = next(path for path in (folder, *folder.absolute().parents) if path.exists())
        if nearest.is_dir() and os.access(nearest, os.W_OK):
            return folder
    return None


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())

"""The state of a folder of the person's own, and what can safely be mended in it."""

import os
import shutil
import stat
import tempfile
from collections.abc import Iterable
from pathlib import Path

from voice_guide.adapters.remembered_voice import damaged
from voice_guide.core.checkup.machine import Folder

_FOLDER, _FILE = 0o700, 0o600
"""Rights that the owner at least must have."""


def folder_state(path: Path, *, files: Iterable[Path] = (), sentences: bool = False) -> Folder:
    """Whether it, and `files` in it, can be written to; with `sentences`, whether those are whole.

    Nothing is created: of a folder that is not there yet, the nearest above it counts.
    """
    there = next(folder for folder in (path, *path.parents) if folder.exists())
    problem = _problem(there) or next(filter(None, map(_refused, files)), "")
    spoilt = 0
    if not problem and sentences and path.is_dir():
        spoilt = len(damaged(path))
    free = shutil.disk_usage(there).free if there.is_dir() else None
    return Folder(str(path), problem, free, spoilt)


def mend_folder(path: Path, *, files: Iterable[Path] = (), sentences: bool = False) -> str:
    """Create it, give its owner the rights to it, remove damaged sentences; tell what was done.

    Raise OSError for what cannot be done. Nothing that could still be of use is removed.
    """
    done = []
    if not path.exists():
        path.mkdir(parents=True, mode=_FOLDER)
        done.append(f"created {path}")
    for one, rights in ((path, _FOLDER), *((file, _FILE) for file in files if file.exists())):
        mode = stat.S_IMODE(one.stat().st_mode)
        if mode | rights != mode:
            one.chmod(mode | rights)
            done.append(f"gave you the rights to {one}")
    spoilt = damaged(path) if sentences else ()
    for file in spoilt:
        file.unlink(missing_ok=True)
    if spoilt:
        done.append(f"removed {len(spoilt)} damaged files")
    return "; ".join(done)


def _problem(folder: Path) -> str:
    if not folder.is_dir():
        return f"{folder} is a file"
    try:
        with tempfile.TemporaryFile(dir=folder):
            return ""
    except OSError as error:
        return error.strerror or str(error)


def _refused(file: Path) -> str:
    if file.exists() and not os.access(file, os.R_OK | os.W_OK):
        return f"{file.name} is not yours to read and write"
    return ""

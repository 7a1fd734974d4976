"""Files that are being written: told each time one is saved."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Event

from watchfiles import Change, watch


def saved(files: Sequence[Path], until: Event | None = None) -> Iterator[Path]:
    """Each of the files whenever it was saved, until that is set, or Ctrl-C.

    Their folders are watched, since many editors save by putting a new file in the old one's place.
    """
    wanted = {file.resolve(): file for file in files}
    folders = {file.parent for file in wanted}
    for changes in watch(*folders, recursive=False, raise_interrupt=False, stop_event=until):
        changed = {Path(path).resolve() for kind, path in changes if kind is not Change.deleted}
        yield from (file for place, file in wanted.items() if place in changed)

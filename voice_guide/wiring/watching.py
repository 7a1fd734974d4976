"""Files that are being written: told each time one is saved, and when it is gone."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Event

from watchfiles import watch


def saved(files: Sequence[Path], until: Event | None = None) -> Iterator[Path]:
    """Each of the files whenever it was saved or taken away, until that is set, or Ctrl-C.

    Their folders are watched, since many editors save by putting a new file in the old one's place.
    """
    wanted = {file.resolve(): file for file in files}
    folders = {file.parent for file in wanted}
    for changes in watch(*folders, recursive=False, raise_interrupt=False, stop_event=until):
        changed = {Path(path).resolve() for _, path in changes}
        yield from (file for place, file in wanted.items() if place in changed)

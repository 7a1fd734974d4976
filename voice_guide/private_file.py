"""Writing a file of the person's own: for its owner alone, and never by half."""

import os
import tempfile
from pathlib import Path

DRAFT = ".part"
"""The ending of what is not yet whole; a pulled plug may leave one behind."""


def put(file: Path, content: bytes, *, lasting: bool = True) -> None:
    """Write the file, in place of one that may be there; raise OSError.

    Whoever reads it meanwhile finds the old content or the new. `lasting`: all of it is on the
    disk before it takes the place of the old.
    """
    handle, draft = tempfile.mkstemp(dir=file.parent, suffix=DRAFT)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content)
            if lasting:
                out.flush()
                os.fsync(out.fileno())
        Path(draft).replace(file)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise

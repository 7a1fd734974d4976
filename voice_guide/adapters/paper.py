"""Prints HTML to PDF with a program that is installed: a browser, or WeasyPrint."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from voice_guide.errors import MissingPartError, VoiceGuideError

BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "chrome",
    "msedge",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
"""Those that print without a window, by the names they go by."""
WEASYPRINT = "weasyprint"

_LONGEST = 120
"""Seconds; a browser's first start on a small machine takes half a minute."""
_HINT = (
    "Write an HTML file with --html FILE and print it from any browser, or install one "
    "(Debian: sudo apt install chromium) or WeasyPrint (sudo apt install weasyprint)."
)


@dataclass(frozen=True, slots=True)
class Printer:
    """A program that makes PDF files of pages."""

    program: str
    is_browser: bool


def find_printer() -> Printer:
    """The first that is installed; raise MissingPartError."""
    for name in (*BROWSERS, WEASYPRINT):
        if found := shutil.which(name):
            return Printer(found, is_browser=name != WEASYPRINT)
    raise MissingPartError("no program that writes PDF files was found", hint=_HINT)


def print_pdf(printer: Printer, html: str, path: Path) -> None:
    """Write `html` as a PDF; raise VoiceGuideError, or OSError for the file."""
    # Beside the PDF: a browser that is shut in may not see the system's temporary folder.
    with TemporaryDirectory(prefix="sheet-", dir=path.resolve().parent) as folder:
        page, made = Path(folder) / "sheet.html", Path(folder) / "sheet.pdf"
        page.write_text(html, encoding="utf-8")
        command = _browsing(page, made) if printer.is_browser else (page, made)
        problem = _run((printer.program, *map(str, command)))
        if not made.is_file() or not made.stat().st_size:
            raise VoiceGuideError(f"{printer.program} wrote no PDF{problem}", hint=_HINT)
        made.replace(path)


def _browsing(page: Path, made: Path) -> Sequence[str]:
    return (
        "--headless",
        "--disable-gpu",
        "--disable-background-networking",
        "--no-first-run",
        "--no-pdf-header-footer",
        f"--user-data-dir={made.with_name('profile')}",
        f"--print-to-pdf={made}",
        # As root, which is what containers have, its sandbox cannot be built.
        *(["--no-sandbox"] if sys.platform == "linux" and os.geteuid() == 0 else []),
        page.as_uri(),
    )


def _run(command: Sequence[str]) -> str:
    """Run it; return what it complains of, to be added to a sentence."""
    try:
        done = subprocess.run(  # noqa: S603 - a printer found by name, and our own arguments
            command, capture_output=True, check=False, timeout=_LONGEST, stdin=subprocess.DEVNULL
        )
    except subprocess.TimeoutExpired:
        return f" within {_LONGEST} seconds"
    except OSError as error:
        return f": {error}"
    lines = done.stderr.decode(errors="replace").strip().splitlines()
    return f": {lines[-1]}" if done.returncode and lines else ""

"""Prints HTML to PDF with a program that is installed: a browser, or WeasyPrint."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
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

_LONGEST = 120
"""Seconds; a browser's first start on a small machine takes half a minute."""
_HINT = (
    "Write an HTML file with --html FILE and print it from any browser, "
    "or install chromium (Debian: sudo apt install chromium)."
)


def print_pdf(html: str, path: Path) -> None:
    """Write `html` as a PDF; raise MissingPartError or VoiceGuideError."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        raise MissingPartError("No browser that writes PDF files was found", hint=_HINT)
    # Beside the PDF: a browser that is shut in may not see the system's temporary folder.
    with TemporaryDirectory(prefix=".sheet-", dir=path.resolve().parent) as folder:
        page, made = Path(folder) / "sheet.html", Path(folder) / "sheet.pdf"
        page.write_text(html, encoding="utf-8")
        problem = _run(_command(browser, page, made))
        if not made.is_file() or not made.stat().st_size:
            raise VoiceGuideError(f"{browser} wrote no PDF{problem}", hint=_HINT)
        made.replace(path)


def _command(browser: str, page: Path, made: Path) -> Sequence[str]:
    profile = made.with_name("profile")
    return (
        browser,
        "--headless",
        "--disable-gpu",
        "--disable-background-networking",
        "--no-first-run",
        "--no-pdf-header-footer",
        f"--user-data-dir={profile}",
        f"--print-to-pdf={made}",
        # As root, which is what containers have, its sandbox cannot be built.
        *(["--no-sandbox"] if sys.platform == "linux" and os.geteuid() == 0 else []),
        page.as_uri(),
    )


def _run(command: Sequence[str]) -> str:
    """Run it; return what it complains of, to be added to a sentence."""
    try:
        done = subprocess.run(  # noqa: S603 - a browser found by name, and our own arguments
            command, capture_output=True, check=False, timeout=_LONGEST, stdin=subprocess.DEVNULL
        )
    except subprocess.TimeoutExpired:
        return f" within {_LONGEST} seconds"
    except OSError as error:
        return f": {error}"
    lines = done.stderr.decode(errors="replace").strip().splitlines()
    return f": {lines[-1]}" if done.returncode and lines else ""

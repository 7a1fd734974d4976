"""The way to a shared page, to be scanned from the terminal."""

from collections.abc import Mapping

import segno

_BORDER = 2
_BLACK_ON_WHITE, _AS_BEFORE = "\x1b[30;107m", "\x1b[0m"
_BLOCKS = {(0, 0): " ", (0, 1): "▄", (1, 0): "▀", (1, 1): "█"}


def invitation(control: str, view: str, words: Mapping[str, str], *, drawn: bool) -> str:
    """Both addresses, the one that commands also as a QR code where it can be drawn."""
    # The code is as high as a small terminal: its words stand below, where they are still seen.
    lines = [*qr_lines(control), words["scan"]] if drawn else []
    lines += [f"{words['invite_control']} {control}", f"{words['invite_view']} {view}"]
    return "\n".join(lines)


def qr_lines(text: str) -> list[str]:
    """A QR code, two rows of it in a line, black on white whatever the terminal's colours."""
    code = segno.make(text, error="m", micro=False)
    rows = [list(row) for row in code.matrix_iter(border=_BORDER)]
    if len(rows) % 2:
        rows.append([0] * len(rows[0]))
    return [
        _BLACK_ON_WHITE + "".join(_BLOCKS[a, b] for a, b in zip(*pair, strict=True)) + _AS_BEFORE
        for pair in zip(rows[::2], rows[1::2], strict=True)
    ]

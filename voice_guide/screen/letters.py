"""Making any text fit for any terminal."""

import unicodedata

_PLAIN = str.maketrans(
    {
        "\N{LEFT SINGLE QUOTATION MARK}": "'",
        "\N{RIGHT SINGLE QUOTATION MARK}": "'",
        "\N{LEFT DOUBLE QUOTATION MARK}": '"',
        "\N{RIGHT DOUBLE QUOTATION MARK}": '"',
        "\N{EN DASH}": "-",
        "\N{EM DASH}": "-",
        "\N{HORIZONTAL ELLIPSIS}": "...",
        "\N{MIDDLE DOT}": "-",
        "\N{DEGREE SIGN}": " degrees ",
        "\N{MULTIPLICATION SIGN}": "x",
        "\N{NO-BREAK SPACE}": " ",
    }
)

_UNSAFE = {"Cc", "Cs", "Zl", "Zp"}
"""Unicode categories: controls, half characters, line and paragraph separators."""

_TURNS_DIRECTION = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def clean(text: str) -> str:
    """`text` on one line, with nothing in it that a terminal would take for an order."""
    kept = (
        " " if unicodedata.category(letter) in _UNSAFE or letter in _TURNS_DIRECTION else letter
        for letter in text
    )
    return " ".join("".join(kept).split())


def spelt(text: str, encoding: str | None) -> str:
    """`text` in letters that `encoding` has; what it has no likeness for becomes "?".

    No encoding means a stream in memory, which takes any letter.
    """
    code = encoding or "utf-8"
    try:
        text.encode(code)
    except UnicodeEncodeError:
        return text.translate(_PLAIN).encode(code, "replace").decode(code)
    except LookupError:
        return spelt(text, "ascii")
    return text


def has(letters: str, encoding: str | None) -> bool:
    """Whether `encoding` can spell all of `letters`."""
    return spelt(letters, encoding) == letters


def clock(seconds: float) -> str:
    """As "1:05", or "1:02:05" from an hour on; a second that has begun counts whole."""
    whole = max(0, int(-(-seconds // 1)))
    hours, rest = divmod(whole, 3600)
    if hours:
        return f"{hours}:{rest // 60:02}:{rest % 60:02}"
    return f"{rest // 60}:{rest % 60:02}"

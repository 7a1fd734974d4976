"""Letters three rows high, for a glance from a metre away."""

ROWS = 3

_TOP = """
A █▀█ B █▀▄ C █▀▀ D █▀▄ E █▀▀ F █▀▀ G █▀▀ H █░█ I █ J ▀▀█ K █░█ L █░░ M █▄█ N █▀█ O █▀█ P █▀█
Q █▀█ R █▀▄ S █▀▀ T ▀█▀ U █░█ V █░█ W █░█ X █░█ Y █░█ Z ▀▀█ 0 █▀█ 1 ▀█░ 2 ▀▀█ 3 ▀▀█ 4 █░█
5 █▀▀ 6 █▀▀ 7 ▀▀█ 8 █▀█ 9 █▀█ : ░ . ░ , ░ ' █ - ░░░ ! █ ? ▀▀█ / ░░█
"""
_MIDDLE = """
A █▀█ B █▀▄ C █░░ D █░█ E █▀▀ F █▀▀ G █░█ H █▀█ I █ J ░░█ K █▀▄ L █░░ M █░█ N █░█ O █░█ P █▀▀
Q █░█ R █▀▄ S ▀▀█ T ░█░ U █░█ V ▀▄▀ W █▄█ X ▄▀▄ Y ░█░ Z ▄▀░ 0 █░█ 1 ░█░ 2 █▀▀ 3 ░▀█ 4 ▀▀█
5 ▀▀█ 6 █▀█ 7 ░░█ 8 █▀█ 9 ▀▀█ : ▀ . ░ , ░ ' ░ - ▀▀▀ ! ▀ ? ░▀▀ / ▄▀░
"""
_BOTTOM = """
A ▀░▀ B ▀▀░ C ▀▀▀ D ▀▀░ E ▀▀▀ F ▀░░ G ▀▀▀ H ▀░▀ I ▀ J ▀▀░ K ▀░▀ L ▀▀▀ M ▀░▀ N ▀░▀ O ▀▀▀ P ▀░░
Q ▀▀▄ R ▀░▀ S ▀▀▀ T ░▀░ U ▀▀▀ V ░▀░ W ▀░▀ X ▀░▀ Y ░▀░ Z ▀▀▀ 0 ▀▀▀ 1 ▀▀▀ 2 ▀▀▀ 3 ▀▀▀ 4 ░░▀
5 ▀▀▀ 6 ▀▀▀ 7 ░░▀ 8 ▀▀▀ 9 ▀▀▀ : ▀ . ▀ , █ ' ░ - ░░░ ! ▀ ? ░▀░ / ▀░░
"""


def _row(drawn: str) -> dict[str, str]:
    words = drawn.split()
    return dict(zip(words[::2], (word.replace("░", " ") for word in words[1::2]), strict=True))


_LETTERS = tuple(_row(drawn) | {" ": "  "} for drawn in (_TOP, _MIDDLE, _BOTTOM))

BLOCKS = "█▀▄"
"""What an encoding must have for `big` to be seen."""


def big(text: str) -> tuple[str, ...] | None:
    """`text` in capitals as ROWS lines of equal width; None when a letter is missing."""
    letters = text.upper().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    if not letters or not all(letter in _LETTERS[0] for letter in letters):
        return None
    return tuple(" ".join(row[letter] for letter in letters) for row in _LETTERS)

"""Good inputs spoilt at random: bytes and texts anyhow, plain data in its own structure."""

from collections.abc import Sequence
from random import Random
from typing import Any

_BYTES = (
    b"", b"\0", b"\n", b"\r\n", b"\t", b" ", b"\xff", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"'", b'"',
    b"%s", b"%n", b"{}", b"{0.__class__}", b"{title}", b"${x}", b"../", b"/etc/passwd", b"\\", b":",
    b": ", b"- ", b"&a ", b"*a", b"!!python/object/apply:os.system [x]", b"|\n", b"{", b"[", b"]",
    b"}", b"<", b">", b"</", b"<!--", b"&#0;", b"#", b"? ", b"---\n", b"@", b"@1e999 ", b",", b"=",
    b"0", b"-1", b"1e999", b"nan", b"inf", b"-0", b"9" * 30, b"9" * 5000, b"true", b"null", b"yes",
    "ü".encode(), "\u202e".encode(), "\U0001f9b6".encode(), b"x" * 5000, b"(" * 2000, b"[" * 20000,
)  # fmt: skip
_NUMBERS = (0, 1, 2, 3, 7, 8, 16, 127, 128, 255, 256, 1000, 0x7FFF, 0x8000, 0xFFFF, 1 << 16,
            0x7FFFFFFF, 0x80000000, 0xFFFFFFFE, 0xFFFFFFFF)  # fmt: skip
_VALUES: tuple[Any, ...] = (
    None, True, False, 0, 1, -1, 2, 10, 1000, 2**31, 2**63, 10**40, 0.0, -0.5, 0.5, 1e308, 1e-308,
    float("inf"), float("-inf"), float("nan"), "", " ", "x", "1", "yes", "x" * 10_000, "\0", "\n",
    "\ud800", "\u202e", "{title}", "{0.__class__}", "%s", "../../x", "<b>&", "~", [], {}, [[]],
    [None], {"": None}, {"a": 1}, ["a", "b"], [1, 2, 3], "9" * 50,
)  # fmt: skip
_DEEP = 1500


def spoilt(content: bytes, chance: Random, others: Sequence[bytes] = ()) -> bytes:
    """A few stretches replaced, doubled, moved or taken out."""
    found = bytearray(content)
    for _ in range(chance.choice((1, 1, 1, 2, 3, 5))):
        _spoil(found, chance, others)
    return bytes(found)


def _spoil(found: bytearray, chance: Random, others: Sequence[bytes]) -> None:
    at = chance.randint(0, len(found))
    end = min(len(found), at + int(chance.expovariate(1 / 8)))
    match chance.randrange(8):
        case 0:
            found[at:end] = chance.choice(_BYTES)
        case 1:
            found[at:at] = chance.choice(_BYTES)
        case 2:
            del found[at:end]
        case 3:
            found[at:end] = found[at:end] * chance.choice((2, 3, 50))
        case 4:
            found[at:end] = chance.randbytes(end - at)
        case 5:
            del found[at:]
        case 6 if len(found) > 4:
            width = chance.choice((1, 2, 4))
            at = chance.randrange(len(found) - width)
            number = chance.choice(_NUMBERS) & ((1 << 8 * width) - 1)
            found[at : at + width] = number.to_bytes(width, chance.choice(("little", "big")))
        case _:
            other = chance.choice(others) if others else bytes(found)
            start = chance.randint(0, len(other))
            found[at:end] = other[start : start + chance.randrange(60)]


def twisted(data: Any, chance: Random, names: Sequence[str] = ()) -> Any:  # noqa: ANN401
    """Plain data with a few places changed; `names`: keys that may appear."""
    for _ in range(chance.choice((1, 1, 1, 2, 4))):
        data = _twist(data, chance, names)
    return data


def _twist(data: Any, chance: Random, names: Sequence[str]) -> Any:  # noqa: ANN401
    inward = chance.random() < 0.85
    match data:
        case dict() if data and inward:
            return _in_group(data, chance, names)
        case list() if data and inward:
            return _in_list(data, chance, names)
        case str() if chance.random() < 0.4:
            return spoilt(data.encode("utf-8", "replace"), chance).decode("utf-8", "replace")
        case _:
            return odd(chance)


def _in_group(data: dict[str, Any], chance: Random, names: Sequence[str]) -> dict[str, Any]:
    changed, key = dict(data), chance.choice(list(data))
    match chance.randrange(8):
        case 0:
            del changed[key]
        case 1:
            changed[chance.choice(names) if names else odd_text(chance)] = odd(chance)
        case 2:
            changed[key] = changed[chance.choice(list(data))]
        case _:
            changed[key] = _twist(changed[key], chance, names)
    return changed


def _in_list(data: list[Any], chance: Random, names: Sequence[str]) -> list[Any]:
    changed, at = list(data), chance.randrange(len(data))
    match chance.randrange(8):
        case 0:
            del changed[at]
        case 1:
            changed.insert(at, odd(chance))
        case 2:
            changed[at:at] = [changed[at]] * chance.choice((1, 2, 200))
        case _:
            changed[at] = _twist(changed[at], chance, names)
    return changed


def odd(chance: Random) -> Any:  # noqa: ANN401
    """A value that is easily forgotten."""
    return _deep() if chance.random() < 0.01 else chance.choice(_VALUES)


def odd_text(chance: Random) -> str:
    return str(chance.choice(_VALUES))


def _deep() -> list[Any]:
    found: list[Any] = []
    for _ in range(_DEEP):
        found = [found]
    return found

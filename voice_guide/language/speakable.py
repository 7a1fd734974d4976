"""Writing made fit for the voice: units, fractions, and words it would say wrongly."""

import re
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path

import yaml

from voice_guide.language.naming import naming


@dataclass(frozen=True, slots=True)
class Speakable:
    """The rules of one language."""

    rules: tuple[tuple[re.Pattern[str], str], ...]
    version: str
    """Changes with the rules."""

    def __call__(self, text: str) -> str:
        """Return `text` as it should be handed to the voice; empty when nothing can be said."""
        # Half a character, or one that rules a terminal, cannot be spoken.
        whole = text.encode("utf-8", "replace").decode("utf-8")
        spoken = "".join(mark if mark.isprintable() else " " for mark in whole)
        for pattern, instead in self.rules:
            spoken = pattern.sub(partial(_replaced, instead), spoken)
        return spoken.strip() if re.search(r"\w", spoken) else ""


def _replaced(instead: str, match: re.Match[str]) -> str:
    """Keep a capital: espeak-ng makes no pause between sentences without one."""
    new = match.expand(instead)
    return new[:1].upper() + new[1:] if match[0][:1].isupper() else new


def load_speakable(code: str) -> Speakable:
    """Read `speakable.yaml` of a language; raise InputError."""
    path = Path(__file__).parent / code / "speakable.yaml"
    with naming(path):
        content = path.read_bytes()
        rules = tuple(
            (re.compile(match, re.IGNORECASE), str(instead))
            for match, instead in yaml.safe_load(content)["rules"]
        )
    return Speakable(rules, sha256(content).hexdigest()[:8])

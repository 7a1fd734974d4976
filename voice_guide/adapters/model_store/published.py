"""What is published for Vosk, as far as it can be told without a network."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from voice_guide.errors import MissingPartError

BASE_URL = "https://alphacephei.com/vosk/models/"
"""Where the makers of Vosk publish its models, and `model-list.json` about them."""


@dataclass(frozen=True, slots=True)
class KnownModel:
    """A model that was published when this was written; the list there is what counts."""

    name: str
    language: str
    size: int
    """Bytes to download, rounded."""
    note: str = ""
    memory: int = 0
    """Bytes it needs while it hears, or 0 where that is not told."""
    times: float = 0.0
    """How much more processor time than our small model it is likely to take, by the size of its
    network; 0 where that is not told."""


KNOWN = (
    KnownModel(
        "vosk-model-small-en-us-0.15",
        "US English",
        41_000_000,
        "good on small machines",
        memory=300_000_000,
        times=5.0,
    ),
    KnownModel(
        "vosk-model-en-us-0.22-lgraph",
        "US English",
        131_000_000,
        "more exact",
        memory=1_000_000_000,
        times=20.0,
    ),
    KnownModel("vosk-model-small-en-in-0.4", "Indian English", 38_000_000),
    KnownModel("vosk-model-small-cn-0.22", "Chinese", 44_000_000),
    KnownModel("vosk-model-small-de-0.15", "German", 46_000_000),
    KnownModel("vosk-model-small-es-0.42", "Spanish", 40_000_000),
    KnownModel("vosk-model-small-fr-0.22", "French", 42_000_000),
    KnownModel("vosk-model-small-hi-0.22", "Hindi", 44_000_000),
    KnownModel("vosk-model-small-it-0.22", "Italian", 50_000_000),
    KnownModel("vosk-model-small-ja-0.22", "Japanese", 50_000_000),
    KnownModel("vosk-model-small-ko-0.22", "Korean", 87_000_000),
    KnownModel("vosk-model-small-pl-0.22", "Polish", 53_000_000),
    KnownModel("vosk-model-small-pt-0.3", "Portuguese", 32_000_000),
    KnownModel("vosk-model-small-ru-0.22", "Russian", 46_000_000),
)


BUSIEST = 0.12
"""Processor time a second of speech, of the recogniser alone: while somebody speaks, second
opinions take up to seven times as much again (`python3 -m benchmarks model`)."""
_MEMORY_SHARE = 4
"""A model takes at most this part of what is free."""


def recommended(free_memory: int, factor: float) -> KnownModel | None:
    """The best of KNOWN for a machine, or None where ours is; in US English.

    `free_memory` in bytes; `factor`: the processor time that our small model takes there for a
    second of speech. Its makers tell that a small model needs 300 MB; the other needs are
    estimates, so whoever wants to know runs `python3 -m benchmarks model NAME`.
    """
    fit = [
        model
        for model in KNOWN
        if model.times
        and _MEMORY_SHARE * model.memory <= free_memory
        and model.times * factor <= BUSIEST
    ]
    return max(fit, key=lambda model: model.times, default=None)


@dataclass(frozen=True, slots=True)
class PublishedModel:
    """An entry of the published list."""

    name: str
    size: int
    """Bytes of the zip file."""
    md5: str
    kind: str = ""
    """Of the list: "small", "big", "big-lgraph" and others."""

    @property
    def takes_phrases(self) -> bool:
        """Whether its grammar can be set; the large ones have a fixed graph."""
        return self.kind in {"", "small"} or "lgraph" in self.name


def read_list(text: bytes, url: str) -> Mapping[str, PublishedModel]:
    """The published list by name; raise MissingPartError when it is something else."""
    try:
        entries = [_published(entry) for entry in json.loads(text)]
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise MissingPartError(
            f"{url} is not a list of speech models",
            hint="Something between here and there may have answered instead, such as a login "
            "page of the network. Open the address in a browser.",
        ) from error
    return {entry.name: entry for entry in entries}


def _published(entry: Mapping[str, object]) -> PublishedModel:
    name = str(entry["name"])
    if not re.fullmatch(r"\w[\w.-]*", name):
        raise ValueError(name)
    size, md5 = int(str(entry["size"])), str(entry["md5"]).lower()
    return PublishedModel(name, size, md5, str(entry.get("type", "")))

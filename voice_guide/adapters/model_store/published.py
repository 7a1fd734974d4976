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


KNOWN = (
    KnownModel("vosk-model-small-en-us-0.15", "US English", 41_000_000, "good on small machines"),
    KnownModel("vosk-model-en-us-0.22-lgraph", "US English", 131_000_000, "more exact"),
    KnownModel(
        "vosk-model-en-us-0.22", "US English", 1_913_000_000, "cannot be narrowed to commands"
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


@dataclass(frozen=True, slots=True)
class PublishedModel:
    """An entry of the published list."""

    name: str
    size: int
    """Bytes of the zip file."""
    md5: str


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
    return PublishedModel(name, int(str(entry["size"])), str(entry["md5"]).lower())

"""Which published model this machine could carry in place of the small one."""

import time
from pathlib import Path

from voice_guide.adapters.memory import free_memory
from voice_guide.adapters.model_choice import SHIPPED
from voice_guide.adapters.model_store import KnownModel, recommended
from voice_guide.core.phrases import Phrasebook
from voice_guide.resources import shipped
from voice_guide.sound.samples import BLOCK, SAMPLE_RATE, Samples
from voice_guide.wiring.recognising import recogniser


def better_model(phrasebook: Phrasebook, speech: Samples) -> KnownModel | None:
    """The best that there is memory and time for here, as measured on some speech, or None."""
    return recommended(free_memory(), _factor(shipped(SHIPPED), phrasebook, speech))


def _factor(model: Path, phrasebook: Phrasebook, speech: Samples) -> float:
    """Processor time a second of speech, of the recogniser alone."""
    hearing = recogniser(model, phrasebook.meanings, phrasebook.decoys, phrasebook.everyday)
    start = time.process_time()
    for end in range(BLOCK, speech.size + 1, BLOCK):
        hearing.accept(speech[end - BLOCK : end])
    return (time.process_time() - start) / (speech.size / SAMPLE_RATE)

"""Speech models: which are here, which are published, and how to get one."""

from voice_guide.adapters.model_store.found import (
    FoundModel,
    first_writable,
    found_models,
    is_model,
)
from voice_guide.adapters.model_store.published import (
    BASE_URL,
    KNOWN,
    KnownModel,
    recommended,
)
from voice_guide.adapters.model_store.store import ModelStore, Progress

__all__ = [
    "BASE_URL",
    "KNOWN",
    "FoundModel",
    "KnownModel",
    "ModelStore",
    "Progress",
    "first_writable",
    "found_models",
    "is_model",
    "recommended",
]

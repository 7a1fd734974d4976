"""Everything of ours that reads what others wrote."""

from benchmarks.fuzz.readers import (
    articles,
    data_files,
    journals,
    models,
    room,
    routines,
    sounds,
    web,
    words,
)

READERS = [
    *routines.READERS,
    *words.READERS,
    *data_files.READERS,
    *journals.READERS,
    *sounds.READERS,
    *room.READERS,
    *web.READERS,
    *articles.READERS,
    *models.READERS,
]

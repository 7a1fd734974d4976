"""How well a model hears: `python3 -m benchmarks model PATH`, on any folder in Vosk's format."""

"""The decoding graph of a Vosk model, built from a lexicon: words are added without training."""

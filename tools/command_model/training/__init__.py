"""From labelled sound to a network. Needs the extra `model-training`; see ../README.md."""

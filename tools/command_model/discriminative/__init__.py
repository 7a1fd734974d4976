"""Teaching a network to tell readings apart: what a decoder weighs against each other."""

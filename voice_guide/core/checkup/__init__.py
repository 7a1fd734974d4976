"""What was measured of the machine, and what follows from it."""

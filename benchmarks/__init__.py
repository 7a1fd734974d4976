"""Measurements, each beside a named rival in the same run. Start: `python3 -m benchmarks`."""

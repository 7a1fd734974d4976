"""Sound as arrays: levels, fades, filters, chimes. No devices, no files."""

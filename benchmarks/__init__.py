"""Measurements, run by hand: each module prints a table (``python -m benchmarks.NAME``)."""

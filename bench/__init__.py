"""The benchmarks, on SQLite and the loopback: `python -m bench`."""

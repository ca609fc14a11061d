"""The benchmarks, on SQLite and the loopback: `python -m bench`; `python -m bench.costs` tells where time goes."""

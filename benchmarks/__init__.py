"""Speed and memory, each measure in a fresh process; `make bench` runs them all, docs/benchmarks.md has the figures."""

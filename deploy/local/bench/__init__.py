"""Benchmarks (`artisan local bench`): ratios taken in one run on one machine, with the goals that were set."""

"""The embedded platform, the demo and the benchmarks, for a laptop and for tests."""

"""PDF by LibreOffice, in child processes that are watched, killed and replaced (ADR 0011).

`office` is what the rest of docgen uses. `child` and `kit` run in the child process alone: the native library never
comes into a process of ours that answers requests.
"""

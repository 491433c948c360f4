"""Where the commands print to."""

from rich.console import Console


def make_console() -> Console:
    """As wide as the window; into a file or a pipe nothing has to fit a window that is not there."""
    console = Console()
    return console if console.is_terminal else Console(width=160)

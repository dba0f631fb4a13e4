"""Where the evidence lies: beside the code when developing, inside the package when installed."""

from pathlib import Path


def seeds_folder() -> Path:
    """The folder with the cards, claims and tables that come with this program."""
    package = Path(__file__).resolve().parents[1]
    packed = package / "_seeds"
    return packed if packed.is_dir() else package.parent / "seeds"

"""The story on file: read, compared, and written anew by the readable oracle."""

from difflib import unified_diff
from pathlib import Path

FILE = Path(__file__).with_name("nine.txt")
SAME = f"{FILE.name} says already what the oracle tells; nothing was written."
CHANGED = "Say in CHANGELOG.md which rule changed, and why."


def rewritten(text: str, file: Path = FILE) -> str:
    """Put the text in the place of what the file says; what changed, line by line."""
    before = file.read_text(encoding="utf-8") if file.exists() else ""
    if text == before:
        return SAME
    file.write_text(text, encoding="utf-8")
    lines = unified_diff(before.splitlines(), text.splitlines(), "before", "now", n=1, lineterm="")
    return "\n".join([*lines, CHANGED])

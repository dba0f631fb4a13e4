"""Words for a file that will be shared: no user, no host, no place on this machine."""

import re
import traceback
from collections.abc import Sequence
from pathlib import Path, PurePosixPath, PureWindowsPath

QUOTED = re.compile(
    r"""(?P<quote>['"`])(?:file://)?(?P<path>(?:~?/|[A-Za-z]:[\\/]|\\\\)[^'"`\n]*)(?P=quote)"""
)
BARE = re.compile(
    r"""(?<![\w:/.~>])(?:file://)?(?P<path>(?:~?/[^\s'"`,;:()\[\]<>]+|[A-Za-z]:\\[^\s'"`,;()\[\]<>]+))"""
)
FOLDER_OPTIONS = frozenset({"-o", "--out"})


def without_paths(text: str) -> str:
    """The text with every absolute path cut down to its last name."""
    for known in {str(Path.home()), str(Path.cwd())} - {"/", "."}:
        text = re.sub(re.escape(known) + r"(?=[\\/])", "", text)
    text = QUOTED.sub(lambda m: f"{m['quote']}{_last(m['path'])}{m['quote']}", text)
    return BARE.sub(lambda m: _last(m["path"]), text)


def plain_command(words: Sequence[str]) -> tuple[str, ...]:
    """The command as somebody else would type it: files and folders by their names only."""
    plain = []
    for before, word in zip(("", *words), words, strict=False):
        option, equals, value = word.partition("=")
        if word.startswith("-o") and len(word) > 2:
            plain.append(f"-o{_last(word[2:])}")
        elif option.startswith("-") and equals:
            plain.append(f"{option}={_named(value, folder=option in FOLDER_OPTIONS)}")
        else:
            plain.append(_named(word, folder=before in FOLDER_OPTIONS))
    return tuple(plain)


def plain_error(error: BaseException) -> str:
    """Kind, words and the way through the program, without places on this machine."""
    frames = traceback.extract_tb(error.__traceback__)
    steps = [f"  {_inside(frame.filename)}:{frame.lineno} in {frame.name}" for frame in frames]
    return without_paths("\n".join([f"{type(error).__name__}: {error}", *steps]))


def _named(word: str, *, folder: bool) -> str:
    scenario = word.endswith((".yaml", ".yml")) and "=" not in word
    return _last(word) if folder or scenario else without_paths(word)


def _last(path: str) -> str:
    name = PureWindowsPath(path).name if "\\" in path else PurePosixPath(path).name
    return name if name not in {"", "..", "~"} else "."


def _inside(filename: str) -> str:
    parts = PurePosixPath(filename.replace("\\", "/")).parts
    return (
        "/".join(parts[len(parts) - parts[::-1].index("sim") - 1 :])
        if "sim" in parts
        else parts[-1]
    )

"""Markdown that reads well as plain text: headings, tables, lists, and docstrings as prose."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

FENCE = "```"
TAG = re.compile(r"<(?=[A-Za-z/!])")
SECTIONS = re.compile(r"\n(Args|Raises|Returns):\n.*", re.DOTALL)
DEEPEST = 3
MADE = "*Written by `make docs` from the code, the cards and the tables; not edited by hand.*"


@dataclass(frozen=True, slots=True)
class Page:
    """One file of the documents: its stem, its title, what it is in a line, and its text."""

    name: str
    title: str
    says: str
    body: str

    def text(self) -> str:
        """The whole file, with its contents listed on top."""
        parts = [f"# {self.title}", MADE, self.says, "## Contents", contents(self.body), self.body]
        return "\n\n".join(parts).rstrip() + "\n"


def section(level: int, title: str, *parts: str) -> str:
    """A heading and what stands below it; empty parts leave nothing behind."""
    return "\n\n".join([f"{'#' * level} {title}", *(part for part in parts if part)])


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; a cell is one line, and a bar in it is written so that it ends no cell."""
    lines = [[_cell(cell) for cell in row] for row in rows]
    if not lines:
        return ""
    head = [list(headings), ["---"] * len(headings)]
    return "\n".join(f"| {' | '.join(row)} |" for row in [*head, *lines])


def bullets(items: Iterable[str]) -> str:
    """A list."""
    return "\n".join(f"- {item}" for item in items)


def numbered(items: Iterable[tuple[int, str]]) -> str:
    """Steps with their depth: the outermost are numbered, what they consist of stands below."""
    lines, number = [], 0
    for depth, text in items:
        number += depth == 0
        lines.append(f"{number}. {text}" if depth == 0 else f"{'    ' * depth}- {text}")
    return "\n".join(lines)


def code(name: str) -> str:
    """A name of the code."""
    return f"`{name}`"


def link(text: str, target: str) -> str:
    """A link."""
    return f"[{text}]({target})"


def file_link(path: str) -> str:
    """A link to a file of the repository, from the folder of the documents."""
    return link(code(path), f"../{path}")


def amount(number: float) -> str:
    """A number as a reader likes it, thousands apart."""
    return f"{number:,.10g}".replace("-", "−")


def anchor(title: str) -> str:
    """What a heading is called in a link: small letters, no signs, hyphens for spaces."""
    kept = re.sub(r"[^\w\- ]", "", title.lower().replace("`", ""))
    return kept.strip().replace(" ", "-")


def contents(body: str) -> str:
    """The headings of a text as a list of links."""
    titles = list(_headings(body))
    return bullets_in_depth((level - 2, link(_bare(t), f"#{anchor(t)}")) for level, t in titles)


def bullets_in_depth(items: Iterable[tuple[int, str]]) -> str:
    """A list with lists in it."""
    return "\n".join(f"{'  ' * depth}- {text}" for depth, text in items)


def prose(docstring: str, link_names: Callable[[str], str] = str) -> str:
    """A docstring, free of its own indentation, as Markdown: indented formulas become blocks."""
    said = SECTIONS.sub("", docstring).strip("\n")
    blocks = [_block(chunk, link_names) for chunk in _chunks(said.splitlines())]
    return "\n\n".join(block for block in blocks if block)


def line(docstring: str, link_names: Callable[[str], str] = str) -> str:
    """A docstring without its formulas' blocks, on one line, as for a cell of a table."""
    said = SECTIONS.sub("", docstring)
    return link_names(_plain(" ".join(said.split())))


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|") or "–"


def _bare(title: str) -> str:
    return title.replace("`", "")


def _headings(body: str) -> Iterator[tuple[int, str]]:
    fenced = False
    for row in body.splitlines():
        fenced ^= row.startswith(FENCE)
        found = re.match(r"(#{2,6}) (.+)", row)
        if found and not fenced and len(found[1]) <= DEEPEST:
            yield len(found[1]), found[2]


def _chunks(lines: Sequence[str]) -> Iterator[list[str]]:
    """Runs of lines that are all indented, or all not, with nothing empty at their ends."""
    chunk: list[str] = []
    for row in [*lines, ""]:
        other = bool(chunk) and bool(row) and row.startswith("    ") != chunk[0].startswith("    ")
        if (not row or other) and chunk:
            yield chunk
            chunk = []
        if row:
            chunk.append(row)


def _block(lines: Sequence[str], link_names: Callable[[str], str]) -> str:
    if lines[0].startswith("    "):
        return "\n".join([f"{FENCE}text", *(row[4:] for row in lines), FENCE])
    return link_names(_plain(" ".join(row.strip() for row in lines)))


def _plain(text: str) -> str:
    """Words of a docstring with the signs that Markdown would take for its own."""
    parts = text.replace("``", "`").split("`")
    return "`".join(
        part if n % 2 else TAG.sub("&lt;", part.replace("*", "\\*")) for n, part in enumerate(parts)
    )

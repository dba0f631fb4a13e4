"""A plain table: split when it is too wide, its numbers never shortened."""

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

GAP = 2
WIDTH = 80
INDENT = 2


@dataclass(frozen=True, slots=True)
class Grid:
    """Headings and cells as text; the first `keys` columns name a row and stand on the left."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    keys: int = 1


def text(grid: Grid, width: int = WIDTH) -> str:
    """The table for a screen: several blocks side by side never, below each other where needed."""
    lines = textwrap.wrap(grid.title, width)
    sizes = _sizes(grid)
    lead = sum(sizes[: grid.keys]) + GAP * (grid.keys - 1)
    alone = lead + GAP + max(sizes[grid.keys :], default=0) > width
    for number, block in enumerate(_blocks(sizes, grid.keys, INDENT if alone else lead, width)):
        lines += [""] if number else []
        lines += _stacked(grid, sizes, block) if alone else _beside(grid, sizes, block)
    return "\n".join(lines)


def markdown(grid: Grid) -> str:
    """The table for a document."""
    rule = ["---"] * grid.keys + ["---:"] * (len(grid.headings) - grid.keys)
    rows = [grid.headings, rule, *grid.rows]
    body = "\n".join(
        "| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows
    )
    return f"{grid.title}\n\n{body}"


def paragraphs(sentences: Sequence[str], width: int = WIDTH) -> str:
    """Sentences, each wrapped with its own lines set in."""
    return "\n".join(
        textwrap.fill(line, width, subsequent_indent=" " * INDENT, break_long_words=False)
        for line in sentences
    )


def _sizes(grid: Grid) -> list[int]:
    """Width that each column needs."""
    return [
        max(len(row[i]) for row in (grid.headings, *grid.rows)) for i in range(len(grid.headings))
    ]


def _blocks(sizes: list[int], keys: int, lead: int, width: int) -> list[list[int]]:
    """Columns that fit beside the names, block by block."""
    blocks: list[list[int]] = [[]]
    used = lead
    for column in range(keys, len(sizes)):
        if blocks[-1] and used + GAP + sizes[column] > width:
            blocks.append([])
            used = lead
        blocks[-1].append(column)
        used += GAP + sizes[column]
    return blocks


def _beside(grid: Grid, sizes: list[int], block: list[int]) -> Iterator[str]:
    """Names on the left, numbers aligned to the right."""
    for row in (grid.headings, *grid.rows):
        names = [row[i].ljust(sizes[i]) for i in range(grid.keys)]
        values = [row[i].rjust(sizes[i]) for i in block]
        yield (" " * GAP).join(names + values).rstrip()


def _stacked(grid: Grid, sizes: list[int], block: list[int]) -> Iterator[str]:
    """Long names on lines of their own, numbers set in below them."""
    yield " " * INDENT + (" " * GAP).join(grid.headings[i].rjust(sizes[i]) for i in block)
    names: tuple[str, ...] = ("",) * grid.keys
    for row in grid.rows:
        names = tuple(name or before for name, before in zip(row[: grid.keys], names, strict=True))
        yield ", ".join(names)
        yield (" " * INDENT + (" " * GAP).join(row[i].rjust(sizes[i]) for i in block)).rstrip()

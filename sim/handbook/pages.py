"""All pages, and writing them into a folder."""

from collections.abc import Mapping
from pathlib import Path

from sim.handbook.claims import claims_page
from sim.handbook.description import model_page
from sim.handbook.expectations import expectations_page
from sim.handbook.markdown import MADE, Page, bullets, link, section
from sim.handbook.outcomes import outcomes_page
from sim.handbook.parameters import parameters_page
from sim.handbook.policies import policies_page
from sim.handbook.reading import repository
from sim.handbook.trace import trace_page
from sim.handbook.validation import validation_page

INDEX = "README.md"
BY_HAND = "adding-a-policy.md"
COMMAND = "make docs"


def pages() -> tuple[Page, ...]:
    """Every page, in the order in which one reads them."""
    return (
        model_page(), parameters_page(), policies_page(), expectations_page(), outcomes_page(),
        claims_page(), validation_page(), trace_page(),
    )  # fmt: skip


def documents() -> Mapping[str, str]:
    """File name -> text of everything that is made from the code, the index included."""
    found = pages()
    return {f"{page.name}.md": page.text() for page in found} | {INDEX: _index(found)}


def write_documents(folder: Path) -> list[Path]:
    """Write them into a folder, which is made if there is none; the paths written."""
    written = documents()
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in written.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    return [folder / name for name in written]


def _index(found: tuple[Page, ...]) -> str:
    listed = [f"{link(page.title, f'{page.name}.md')}. {page.says}" for page in found]
    by_hand = repository() / "docs" / BY_HAND
    title = by_hand.read_text(encoding="utf-8").partition("\n")[0].lstrip("# ")
    listed.append(f"{link(title, BY_HAND)}. The one page that is written by hand.")
    return section(1, "Documents", MADE, bullets(listed)) + "\n"

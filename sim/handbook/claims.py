"""The page of claims: what the documents say, and what became of each statement."""

from collections import Counter

from sim.evidence.card import Claim, Document
from sim.handbook.cards import card_link, shelf
from sim.handbook.markdown import Page, code, link, section, table

SAYS = (
    "What the texts behind this project say, in our own words, and what each statement became: an "
    "instrument, a parameter, a target of validation, an outcome, or nothing, with the reason. The "
    "texts are news and opinion; they give instruments and aims, never the size of an effect. "
    "After each fact stands what the tables here say beside it, or that they do not tell."
)
FATES = ("policy", "parameter", "target", "outcome", "not_modelled")
KINDS = ("fact", "proposal", "forecast", "aim")


def claims_page() -> Page:
    """Every claim by document."""
    parts = [section(2, "What became of them", _counts())]
    parts += [_document(document) for document in shelf().documents.values()]
    return Page("claims", "Claims", SAYS, "\n\n".join(parts))


def _counts() -> str:
    found: Counter[tuple[str, str]] = Counter((c.kind, c.fate) for c in shelf().claims.values())
    rows = [(kind, *(str(found[kind, fate]) for fate in FATES)) for kind in KINDS]
    rows.append(("all", *(str(sum(found[kind, fate] for kind in KINDS)) for fate in FATES)))
    return table(("kind of statement", *(fate.replace("_", " ") for fate in FATES)), rows)


def _document(document: Document) -> str:
    said = f"{document.title} ({document.publisher}; {document.date}). Kind: {document.what}."
    mine = [c for c in shelf().claims.values() if c.document == document.id]
    rows = [(code(c.id), c.kind, f"{c.says} {c.beside}".strip(), _became(c)) for c in mine]
    headings = ("claim", "kind", "says", "became")
    return section(2, document.id, said, document.note, table(headings, rows))


def _became(claim: Claim) -> str:
    """What a claim became, with a link to it; or the reason why it became nothing."""
    if claim.fate == "not_modelled":
        return f"not modelled: {claim.subject}"
    if claim.fate == "parameter":
        return f"parameter {card_link(claim.subject)}"
    pages = {"policy": "policies.md", "outcome": "outcomes.md", "target": "trace.md"}
    where = claim.subject if claim.fate != "target" else "patterns"
    return f"{claim.fate} {link(code(claim.subject), f'{pages[claim.fate]}#{where}')}"

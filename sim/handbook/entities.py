"""Who and what there is: the fields of every record of the state, in words and units."""

import ast
from collections.abc import Iterator, Mapping
from itertools import pairwise

import numpy as np

from sim.handbook.cards import linked
from sim.handbook.markdown import code, line, prose, section, table
from sim.handbook.reading import assigned, doc, module
from sim.world import state

FILE = "sim/world/state.py"
RECORDS = (
    ("Researcher", "PERSON"),
    ("Tie", "TIE"),
    ("Contact", "CONTACT_POINT"),
    ("Encounter", "ENCOUNTER"),
    ("Project", "WORK"),
    ("Institution, and the roster of a place", "INSTITUTION"),
)
QUARTER = "quarter since the world's epoch"
WORDS: Mapping[str, Mapping[str, str]] = {
    "PERSON": {
        "topic": "weight of each domain; the squares sum to 1",
        "quality": "ln Q, appeal as a partner; mean 0 among entrants",
        "rate": "λ, projects begun relative to the mean of entrants who begin any; 0 of the others",
        "institution": "index of the institution of work",
        "key": "upper half of the identity, by which ties recognise a person",
        "stamp": "fingerprint of the publication history, for comparing runs",
        "born": f"{QUARTER} in which the doctorate was begun",
        "papers": "papers so far, recorded or not",
        "origin": "index of the place of entry",
        "stage": "career stage; −1 in an empty slot",
        "load": "projects under way",
        "place": "index of the place of work",
        "english": "proficiency in English, in parts of 255",
        "learned": "language learnt abroad; −1 without one",
        "level": "proficiency in it, in parts of 255",
        "marks": "bits: holds a voucher, has contacts, is visiting, is a dual student, is bound",
    },
    "TIE": {
        "slot": "whom the tie is with",
        "key": "that person's key; another one means that they have left",
        "weight": "strength in papers, at quarter `last`",
        "last": f"{QUARTER} of the last joint work",
        "strands": "kinds of joint work beyond co-authorship",
        "channel": "how the two first met",
    },
    "CONTACT_POINT": {
        "slot": "who was met",
        "key": "that person's key",
        "dose": "structured sessions so far, at quarter `last`",
        "last": f"{QUARTER} of the last meeting",
        "channel": "where they met",
    },
    "ENCOUNTER": {
        "ego": "the one of the pair with the smaller identity",
        "ego_key": "that person's key",
        "slot": "the other one",
        "key": "that person's key",
        "dose": "structured sessions so far, at quarter `last`",
        "last": f"{QUARTER} of the last meeting",
        "channel": "where they met",
    },
    "WORK": {
        "id": "identity, from which all draws of the project follow",
        "start": f"{QUARTER} in which it began",
        "seats": "members of the team",
        "marks": "bits: supported by a policy, begun under a joint clause, a later paper",
        "domain": "main domain of the lead",
        "channel": "how the first member abroad was found",
        "members": "the team, the lead first; −1 for an author who has left research",
        "at": "place of each when it began: the address on its papers",
    },
    "INSTITUTION": {
        "start": "where its members stand on the roster",
        "home": "centre of the slots into which its people are put",
        "capacity": "room on the roster",
        "count": "researchers there",
        "place": "index of its place",
        "prestige": "percentile of size, 0 to 1",
        "compute": "GPU-hours that it can lend to one project",
    },
    "STATE": {
        "people": "one record a slot",
        "ids": "identity of the researcher in each slot, the key of every draw",
        "ties": "the strongest ties of each researcher",
        "contacts": "the last contacts of each researcher, once anybody has one",
        "voucher": "GPU-hours left of a voucher",
        "voucher_until": "last quarter in which they can be used",
        "voucher_host": "place whose machines they are on",
        "voucher_client": "place from which that provider may withdraw them; −1 if it stays",
        "position": "where each researcher stands on the roster of the institution",
        "place_position": "where each researcher stands on the roster of the place",
        "institutions": "one record an institution",
        "roster": "members of the institutions, block by block",
        "roster_end": "how much of it is in use",
        "places": "one record a place",
        "place_roster": "members of the places, block by block",
        "place_roster_end": "how much of it is in use",
        "projects": "projects under way, and papers that ended ones owe",
        "project_due": "the quarter in which each ends or appears, modulo 33; −1 for a free row",
        "partners": "w, weight of foreign places in the search of an institution; 1 at first",
        "benefit": "joint papers that an institution remembers, by place",
        "usable": "share of open data that can be used, by place and domain",
        "compute": "stock relative to its unhindered path, by place",
        "friction": "log points between places, for papers and for moves",
        "approved": "hospitals open to teams, federated and pooled, by holder, user and domain",
        "frozen": "quarter until which the boards of a holder admit nobody",
        "t": "quarters since the epoch",
        "memory": "named sums by which the rates follow the record",
        "students": "dual doctorates under way, and graduates whom a return clause binds",
        "encounters": "pairs that met at events or on stays",
        "stays": "stays under way",
        "awards": "awards under way",
        "units": "joint centres and campuses",
        "pupils": "doctorates at campuses under way",
        "awardees": "identities of all who ever took up an offer, by offer",
    },
}


def entities() -> str:
    """Every kind of thing with its state variables."""
    records = [_record(title, name) for title, name in RECORDS]
    plans = [_plan(node.name) for node in module(FILE).classes() if node.name != "State"]
    labels = [_labels("Career stages", state.STAGES), _labels("Domains", state.DOMAINS)]
    labels.append(_labels("Channels by which partners meet", state.CHANNELS))
    return "\n\n".join([*records, *plans, _world(), section(4, "Labels", *labels)])


def undescribed() -> list[str]:
    """Fields that no words stand for here, as RECORD.field."""
    held = {name: getattr(state, name).names for _, name in RECORDS}
    held["STATE"] = [field for field, _ in _fields("State")]
    return [
        f"{r}.{field}" for r, fields in held.items() for field in fields if field not in WORDS[r]
    ]


def _record(title: str, name: str) -> str:
    dtype: np.dtype[np.void] = getattr(state, name)
    rows = [
        (code(field), _type(dtype[field]), WORDS[name].get(field, ""))
        for field in dtype.names or ()
    ]
    said = prose(_below(name), linked)
    return section(4, title, said, table(("variable", "type", "meaning"), rows))


def _type(dtype: np.dtype[np.void]) -> str:
    """Kind and shape of a field."""
    shape = f" × {dtype.shape[0]}" if dtype.shape else ""
    return f"{dtype.base.name}{shape}"


def _below(name: str) -> str:
    """The words that stand below a record in its file."""
    body = module(FILE).tree.body
    for node, following in pairwise(body):
        if assigned([node], name) is not None and isinstance(following, ast.Expr):
            return str(ast.literal_eval(following.value))
    return ""


def _fields(name: str) -> Iterator[tuple[str, str]]:
    """Fields of a plan or of the whole state, with their types."""
    owner = next(node for node in module(FILE).classes() if node.name == name)
    for node in owner.body:
        if isinstance(node, ast.AnnAssign):
            yield ast.unparse(node.target), ast.unparse(node.annotation)


def _plan(name: str) -> str:
    owner = next(node for node in module(FILE).classes() if node.name == name)
    held = ", ".join(code(field) for field, _ in _fields(name))
    return section(4, name, prose(doc(owner), linked), f"Holds {held}.")


def _world() -> str:
    owner = next(node for node in module(FILE).classes() if node.name == "State")
    words = WORDS["STATE"]
    rows = [(code(field), words.get(field, "")) for field, _ in _fields("State")]
    return section(4, "The world", line(doc(owner), linked), table(("variable", "meaning"), rows))


def _labels(title: str, names: tuple[str, ...]) -> str:
    return f"{title}: {', '.join(map(code, names))}."

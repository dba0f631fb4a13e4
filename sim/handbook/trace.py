"""The TRACE page: what there is to trust the model by, and what speaks against it."""

import ast

from sim.evidence.hindcast import read_hindcast
from sim.experiment.patterns.targets import Target, read_targets
from sim.handbook.cards import card_link, rounded, shelf
from sim.handbook.description import opening
from sim.handbook.expectations import stated, summary, unmet
from sim.handbook.fitted import NO_POSTERIOR
from sim.handbook.heldout import NO_HINDCAST, families_table
from sim.handbook.inputs import data_notes
from sim.handbook.laws import (
    house_rules,
    limiting_cases,
    rooms_of_tests,
    second_implementation,
)
from sim.handbook.markdown import (
    Page,
    bullets,
    code,
    file_link,
    line,
    link,
    prose,
    section,
    table,
)  # fmt: skip
from sim.handbook.parameters import SEEN, grade_table
from sim.handbook.processes import behaviour
from sim.handbook.reading import Module, assigned, doc, module, modules, sentence, tests_in
from sim.handbook.scenarios import questions

SAYS = (
    "Transparent and comprehensive documentation of the model (TRACE: Grimm et al. 2014, "
    "Augusiak et al. 2014): for each of the eight elements what the project has, what came out, "
    "and where it stands. Names of tests are quoted as the sentences that they are."
)
ON_ITS_PAGE = "How it was made, its charts and its bands: [Validation](validation.md)."
CHECKED = "kept for checking"


def trace_page() -> Page:
    """The eight elements."""
    parts = (
        _problem(),
        _description(),
        _data(),
        _concepts(),
        _implementation(),
        _output(),
        _analysis(),
        _corroboration(),
    )
    return Page("trace", "The evidence for the model (TRACE)", SAYS, "\n\n".join(parts))


def _problem() -> str:
    texts = [f"{d.title} ({d.publisher}; {d.date}): {d.what}." for d in shelf().documents.values()]
    return section(
        2,
        "Problem formulation",
        opening(),
        "The proposals are those of the following texts; what each of their statements became is "
        "on the page [Claims](claims.md).",
        bullets(texts),
        "Questions that are asked, one scenario each:",
        questions(),
    )


def _description() -> str:
    pages = (
        ("model.md", "the model in the order of ODD+D"),
        ("parameters.md", f"{len(shelf().cards)} parameters with range, grade and source"),
        ("policies.md", "the instruments"),
        ("outcomes.md", "the outcomes and how they are counted"),
    )
    listed = bullets(f"{link(name, name)}: {says}" for name, says in pages)
    return section(2, "Model description", "On their own pages:", listed)


def _data() -> str:
    seen = [source.seen for source in shelf().sources.values()]
    known = ", ".join(f"{seen.count(key)} {words}" for key, words in SEEN.items() if key in seen)
    return section(
        2,
        "Data evaluation",
        section(3, "Grades of the parameters", grade_table(), f"Of the sources are: {known}."),
        section(3, "What is kept apart", _held("tests/calibration/test_history.py")),
        section(3, "Tables: how they were made and what they do not mean", data_notes()),
    )


def _concepts() -> str:
    structure = module("sim/model/spec.py")
    owner = next(node for node in structure.classes() if node.name == "Structure")
    rivals = module("sim/experiment/structures.py")
    compared = f"`sim validate --structures`: {rivals.title} ({file_link(rivals.name)})."
    switches = [code(ast.unparse(node)) for node in owner.body if isinstance(node, ast.AnnAssign)]
    return section(
        2,
        "Conceptual model evaluation",
        section(3, "What each process rests on", _rests_on()),
        section(3, "Rival readings", prose(doc(owner)), bullets(switches), compared),
        section(3, "What is left out", _left_out()),
    )


def _rests_on() -> str:
    rows = [_row_of(found) for found in behaviour() if found.names("CARDS")]
    return table(("process", "parameters", "grades", "sources"), rows)


def _row_of(found: Module) -> tuple[str, str, str, str]:
    cards = [shelf().card(name) for name in found.names("CARDS")]
    grades = " ".join(sorted(card.grade for card in cards))
    sources = sorted({source for card in cards for source in card.sources})
    cited = ", ".join(link(source, "parameters.md#sources") for source in sources)
    return f"{found.title} ({file_link(found.name)})", str(len(cards)), grades, cited


def _left_out() -> str:
    reasons = [c for c in shelf().claims.values() if c.fate == "not_modelled"]
    return (
        f"{len(reasons)} statements of the texts are not modelled, each with its reason, on the "
        "page [Claims](claims.md); what an instrument lacks stands with it on the page "
        "[Policies](policies.md)."
    )


def _implementation() -> str:
    return section(
        2,
        "Implementation verification",
        section(3, "Rooms of tests", rooms_of_tests()),
        section(3, "The same rules once more, as plain agents", second_implementation()),
        section(3, "Limiting cases and laws of every instrument", limiting_cases()),
        section(3, "Rules of the house", house_rules()),
    )


def _output() -> str:
    return section(
        2,
        "Model output verification",
        section(3, "Calibration", _calibration()),
        section(
            3,
            "Patterns that a card, a driver or a judgement has seen",
            _targets([target for target in read_targets() if target.kind != CHECKED]),
        ),
    )


def _calibration() -> str:
    steps = bullets(f"{m.title} ({file_link(m.name)})" for m in modules("sim/calibration"))
    recovery = _held("tests/calibration/test_recovery.py")
    return f"{_fitted()}\n\nWhat a fit consists of:\n\n{steps}\n\n{recovery}"


def _fitted() -> str:
    """The cards after a fit, if one was shipped."""
    posterior = shelf().posterior
    if posterior is None:
        return NO_POSTERIOR
    rows = [
        (card_link(f.name), *map(rounded, (f.low, f.central, f.high)), f"{f.contraction:.2f}")
        for f in posterior.cards.values()
    ]
    return table(("parameter", "5 %", "in use", "95 %", "contraction"), rows)


def _analysis() -> str:
    listed = [f"{m.title} ({file_link(m.name)})" for m in modules("sim/analysis")]
    shapes = [card.shape for card in shelf().cards.values()]
    moving = len(shapes) - shapes.count("fixed")
    return section(
        2,
        "Model analysis",
        f"`uncertain: cards` draws {moving} of {len(shapes)} cards over their ranges; variants of "
        "one draw share every random number, so that an interval over draws speaks for what nobody "
        "knows, and chance is told apart. How results are read:",
        bullets(listed),
    )


def _corroboration() -> str:
    return section(
        2,
        "Model output corroboration",
        section(3, "Years that the model has not seen", _hindcast()),
        section(
            3,
            "Patterns kept for checking",
            _targets([target for target in read_targets() if target.kind == CHECKED]),
        ),
        section(3, "Patterns", _patterns()),
        section(3, "Expectations of the instruments", _expectations()),
    )


def _expectations() -> str:
    """How many are met, and those that are not."""
    everything = link("all of them", "expectations.md")
    return "\n\n".join([f"{summary(stated())} ({everything}).", unmet()])


def _hindcast() -> str:
    found = read_hindcast()
    if found is None:
        return NO_HINDCAST
    return "\n\n".join([found.limit(), families_table(found), ON_ITS_PAGE])


def _targets(targets: list[Target]) -> str:
    rows = [
        (
            t.number, t.says, ", ".join(t.worlds), f"{t.value:g}",
            f"{t.low:g} to {t.high:g}", t.unit, t.how,
        )
        for t in targets
    ]  # fmt: skip
    table_of = table(("", "statistic", "worlds", "record", "band", "unit", "how"), rows)
    return f"{table_of}\n\n`sim validate` lays a run beside them."


def _patterns() -> str:
    """The statistics behind the targets, and what the failure of each means for a reader."""
    rows = [
        (code(found.stem), line(doc(owner)), _said(owner, "fails"))
        for found in modules("sim/experiment/patterns")
        for owner in found.classes()
        if any(ast.unparse(base) == "Pattern" for base in owner.bases)
    ]
    return table(("pattern", "statistic", "if it fails"), rows)


def _said(owner: ast.ClassDef, name: str) -> str:
    value = assigned(owner.body, name)
    return str(ast.literal_eval(value)) if value is not None else ""


def _held(path: str) -> str:
    """What the tests of a file hold."""
    sentences = bullets(sentence(test.name) for test in tests_in(path))
    return f"{module(path).title}; in {file_link(path)}:\n\n{sentences}"

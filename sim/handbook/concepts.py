"""The design concepts of ODD+D: what the model assumes about people, and where it stands."""

from dataclasses import dataclass

from sim.handbook.markdown import section
from sim.handbook.processes import titles


@dataclass(frozen=True, slots=True)
class Concept:
    """One design concept: the words, and the files in which it is made real."""

    title: str
    says: str
    seen_in: tuple[str, ...] = ()


CONCEPTS = (
    Concept(
        "Theoretical and empirical background",
        "The model holds that collaboration is a habit with a cost: people work again with whom "
        "they worked, through whom they know, and with whom distance, language and borders allow; "
        "countries enter as gravity with a constant for each pair, apart for papers and for moves. "
        "Choices are random utility with explicit error terms. National margins (researchers, "
        "articles, moves abroad) are taken from the record, articles as far as people find the "
        "time; who works with whom and who goes where is simulated. "
        "Rival readings of the evidence are structural switches: `event` (A adds a "
        "hazard for each session, M multiplies a tiny base rate, Z raises the odds of small "
        "groups), `output` (reduced form or CES), `diversion` (institutions adapt or not) and "
        "`knowledge` (ability and work pass on to peers, or not).",
        ("dynamics/partners", "dynamics/ties", "dynamics/exposure", "world/drivers"),
    ),
    Concept(
        "Individual decision-making",
        "Researchers decide whether to begin projects, with whom, which invitations to keep, "
        "whether to seize an opportunity abroad and where to go, whether to apply for an offer and "
        "to take it up. They follow rules with chance in them, bounded by time; none of them "
        "optimises, and none acts on norms or on what a policy intends. Institutions decide once "
        "a year how to spread their international time. Governments do not decide: their policies "
        "are given by the scenario and move levers at dates.",
        (
            "dynamics/projects",
            "dynamics/partners",
            "dynamics/workload",
            "dynamics/mobility",
            "dynamics/uptake",
            "dynamics/adaptation",
        ),
    ),
    Concept(
        "Learning",
        "Topics of a team that published move towards each other; a language is learnt abroad; "
        "institutions learn which partners brought papers. With the switch `knowledge` ability "
        "rises by work with the able, too, and peers feel who returns and which star leaves. The "
        "rules themselves do not change.",
        ("dynamics/cognition", "dynamics/knowledge", "dynamics/adaptation"),
    ),
    Concept(
        "Individual sensing",
        "A researcher knows the own ties, the people met in structured settings, a few candidates "
        "at a time of those who are there, their quality, record and topics, and the friction "
        "between places. Sizes of places are seen in steps of one per cent. Offers are known to a "
        "share of the eligible that rises with time and with awardees nearby.",
        ("dynamics/partners", "dynamics/uptake", "dynamics/exposure", "model/margins"),
    ),
    Concept(
        "Individual prediction",
        "Nobody forecasts. An applicant weighs an expected benefit and the present friction; a "
        "shock or a policy is not anticipated, so that nothing happens before its date.",
        ("dynamics/uptake", "dynamics/friction"),
    ),
    Concept(
        "Interaction",
        "Direct: joint projects, meetings, supervision, stays, joint centres. Indirect: through "
        "time (an invitation accepted here is one refused elsewhere), through places on an offer, "
        "through computing and data, and through the slow weights of institutions.",
        ("dynamics/projects", "dynamics/meetings", "dynamics/workload", "dynamics/opendata"),
    ),
    Concept(
        "Collectives",
        "Teams exist for one project. Institutions and places are given; people join, leave and "
        "move between them. Joint centres are lists of people of two places. No collective forms "
        "by itself.",
        ("dynamics/projects", "model/units", "model/agents"),
    ),
    Concept(
        "Heterogeneity",
        "Researchers differ in productivity, quality, topics, origin, languages, age, stage, ties "
        "and place of work; institutions in size, computing and partners; places in everything "
        "that the record says. All follow the same rules.",
        ("dynamics/entry", "world/build"),
    ),
    Concept(
        "Stochasticity",
        "Every draw is a function of seed, replicate, purpose, quarter, identity and number, never "
        "of a position in a stream. Variants of one run therefore share every draw that they both "
        "make, and what differs between them is what the policy reached. Everybody decides on the "
        "state at the start of the quarter; results are applied in the order of identities, so "
        "that threads and memory cannot change a bit.",
        ("chance", "model/group"),
    ),
    Concept(
        "Emergence",
        "Joint papers, flows of talent, dependency on a partner, the shape of the network and "
        "whom a policy reaches come out of the rules. So does additionality: no number says which "
        "share of supported work is new; each supported paper is compared with the same run "
        "without the policy. Imposed by the record are heads, articles and moves abroad of a place "
        "while the record lasts, and afterwards papers and entrants per head.",
        ("model/labels", "model/margins"),
    ),
    Concept(
        "Observation",
        "A yearly ledger keeps counts; everything reported is computed from it (see the page on "
        "outcomes). Papers are counted as a bibliographic database would record them, with "
        "incomplete coverage, beside the latent count. Patterns for checking are read by a "
        "recorder that sees more and changes nothing.",
        ("dynamics/recording", "model/record", "outcomes/base", "experiment/patterns/watch"),
    ),
)


def concepts() -> str:
    """All design concepts."""
    return "\n\n".join(
        section(3, concept.title, concept.says, titles(concept.seen_in)) for concept in CONCEPTS
    )

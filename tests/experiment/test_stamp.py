"""Evidence says with what it was made, and whether that is what there is today."""

from sim.evidence.shelf import Shelf
from sim.experiment.sources import history_digest, model_digest
from sim.experiment.stamp import age, stamp

NOW = Shelf.read().digest()


def test_a_stamp_names_command_model_and_evidence():
    made = stamp("sim validate")
    assert made["command"] == "sim validate"
    assert (made["model_sha256"], made["evidence_sha256"]) == (history_digest(), NOW)
    assert stamp("sim validate", policies=True)["model_sha256"] == model_digest()


def test_what_is_of_today_needs_no_words():
    assert not age(model_digest(), NOW, NOW)
    assert not age(history_digest(), NOW, NOW)


def test_what_is_of_another_model_or_of_other_cards_is_said_to_be():
    assert "other sources of the model than" in age("0" * 64, NOW, NOW)
    assert "with other cards or tables than" in age(model_digest(), "0" * 64, NOW)
    assert "of the model and other cards" in age("0" * 64, "0" * 64, NOW)

"""What studies found: read as a whole, refused with every fault, in no part of the model."""

import pytest

from sim.errors import EvidenceError
from sim.evidence.literature import FILE, findings_on, read_literature

ENTRY = """
- id: summer_school.{subject}
  policy: summer_school
  says: Joint papers of those who attend
  measure: {measure}
  unit: ratio
  low: {low}
  central: 1.1
  high: 1.3
  grade: B
  study: Somebody 2001
  where: in print
  seen: read
  how: As reported.
"""


def written(tmp_path, *entries):
    (tmp_path / FILE).write_text("".join(entries), encoding="utf-8")
    return tmp_path


def test_a_finding_tells_its_range_and_grade(tmp_path):
    folder = written(tmp_path, ENTRY.format(subject="a", measure="ratio", low=1.0))
    (found,) = read_literature(folder)
    assert found.told == "1.1 (1 to 1.3) ratio, grade B"


def test_every_fault_is_told_at_once(tmp_path):
    folder = written(
        tmp_path,
        ENTRY.format(subject="a", measure="guess", low=1.0),
        ENTRY.format(subject="b", measure="each", low=1.2),
    )
    with pytest.raises(EvidenceError) as caught:
        read_literature(folder)
    told = str(caught.value)
    assert "is not one of: 'ratio', 'each' or 'beside'" in told
    assert "1.2, 1.1, 1.3 are not in order" in told


def test_what_was_only_assumed_has_the_lowest_grade():
    assumed = [finding for finding in read_literature() if finding.seen == "assumption"]
    assert assumed
    assert {finding.grade for finding in assumed} == {"D"}


def test_no_two_findings_share_a_name_and_each_is_named_after_its_instrument():
    found = read_literature()
    assert len({finding.id for finding in found}) == len(found)
    assert all(finding.id.startswith(f"{finding.policy}.") for finding in found)
    assert [finding.id for finding in findings_on("forum")] == ["forum.attendees"]

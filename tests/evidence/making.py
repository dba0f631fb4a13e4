"""Texts of evidence as a fit would write them."""

ONE_CARD = """\
- name: ties.cut_on_move
  low: 0.1
  central: 0.12
  high: 0.2
  contraction: 0.4
  grade: C
  how: fitted in a test
  checked: 2026-11-22
"""

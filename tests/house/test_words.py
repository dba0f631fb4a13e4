"""No file promises later work, names a place of one machine, or knows a country it should not."""

import ast
import re

import pytest

from tests.house.source import REPOSITORY, sources, tracked

UNFINISHED = re.compile(
    r"\b(T[O]DO|F[I]XME|X[X]X|place[h]older|not imple[m]ented|NotImple[m]entedError|st[u]b)\b",
    re.IGNORECASE,
)
ONE_MACHINE = re.compile(r"(^|[^\w.])/(w[o]rk|t[m]p|r[o]ot|h[o]me|f[a]rm)/|\.\./s[h]ared|s[h]ared/")
COUNTRIES = {"RU", "CN", "US", "DE", "GB", "FR", "IN", "JP", "KR"}
COUNTRY_WORDS = re.compile(r"\b(Russia|China|Chinese|Russian|Skoltech|Tsinghua)\b")
OURS = tuple(p for p in tracked() if p.suffix != ".lock")


@pytest.mark.parametrize("path", OURS, ids=lambda p: p.relative_to(REPOSITORY).as_posix())
def test_a_file_holds_no_unfinished_work_and_no_path_of_one_machine(path):
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if UNFINISHED.search(line) or ONE_MACHINE.search(line):
            found.append(f"{path.name}:{number}: {line.strip()}")
    assert not found


@pytest.mark.parametrize("source", sources("sim"), ids=lambda s: s.name)
def test_code_knows_no_country(source):
    strings = [n.value for n in ast.walk(source.tree) if isinstance(n, ast.Constant)]
    named = [
        s for s in strings if isinstance(s, str) and (s in COUNTRIES or COUNTRY_WORDS.search(s))
    ]
    assert not named


@pytest.mark.parametrize("source", sources("sim"), ids=lambda s: s.name)
def test_only_the_command_line_prints(source):
    calls = [n for n in ast.walk(source.tree) if isinstance(n, ast.Call)]
    prints = [n.lineno for n in calls if isinstance(n.func, ast.Name) and n.func.id == "print"]
    assert source.name.startswith("sim/cli/") or not prints


@pytest.mark.parametrize("source", sources("sim"), ids=lambda s: s.name)
def test_nothing_written_by_a_user_is_ever_evaluated(source):
    calls = {
        n.func.id
        for n in ast.walk(source.tree)
        if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)
    }
    assert not calls & {"eval", "exec", "compile", "__import__"}

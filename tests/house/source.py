"""The project's own files, read as text and as syntax."""

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
COMPILERS = {"kernel", "maker", "inlined"}
Function = ast.FunctionDef | ast.AsyncFunctionDef
FRAMES = {"policies": {"meeting": "Meeting", "two_sided": "TwoSided"}}
"""By room, the files that hold what several things of its shelf share, each with its class."""

FLOORS: tuple[tuple[str, ...], ...] = (
    ("cache", "chance", "compiled", "errors", "units"),
    ("evidence", "store"),
    ("world",),
    ("analysis", "dynamics", "outcomes", "policies"),
    ("report", "scenario"),
    ("model",),
    ("experiment",),
    ("calibration",),
    ("handbook",),
    ("cli",),
)
ROOMS = tuple(room for floor in FLOORS for room in floor)


@dataclass(frozen=True)
class Source:
    """One Python file."""

    path: Path

    @property
    def name(self) -> str:
        """The path as a reader writes it."""
        return self.path.relative_to(REPOSITORY).as_posix()

    @cached_property
    def text(self) -> str:
        """The text of the file."""
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        """The file as syntax."""
        return ast.parse(self.text, self.name)

    def functions(self) -> Iterator[Function]:
        """Every function and method."""
        return (node for node in ast.walk(self.tree) if isinstance(node, Function))

    def classes(self) -> Iterator[ast.ClassDef]:
        """The classes at the top of the file."""
        return (node for node in self.tree.body if isinstance(node, ast.ClassDef))

    def constant(self, name: str) -> tuple[str, ...] | None:
        """The literal strings assigned to a name at the top of the file."""
        for node in self.tree.body:
            if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                if any(isinstance(target, ast.Name) and target.id == name for target in targets):
                    return tuple(ast.literal_eval(node.value))
        return None


@cache
def sources(folder: str) -> tuple[Source, ...]:
    """Every Python file below a folder of the repository."""
    return tuple(Source(path) for path in sorted((REPOSITORY / folder).rglob("*.py")))


def shelf(room: str) -> dict[str, Source]:
    """The files of one shelf by their stem, without those that hold it together."""
    found = (Source(path) for path in sorted((REPOSITORY / "sim" / room).glob("*.py")))
    holding = {"__init__", "base", "catalogue", *FRAMES.get(room, ())}
    return {s.path.stem: s for s in found if s.path.stem not in holding}


def length(node: ast.stmt) -> int:
    """How many lines a statement takes."""
    return (node.end_lineno or node.lineno) - node.lineno + 1


def body_length(function: Function) -> int:
    """How many lines a function takes without its head and its docstring."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return length(function) - (body[0].lineno - function.lineno) if body else 0


def is_kernel(function: Function) -> bool:
    """Whether a function is compiled."""
    return any(ast.unparse(d) in COMPILERS for d in function.decorator_list)


@cache
def tracked() -> tuple[Path, ...]:
    """The text files that belong to the project: those git knows, or all if there is no git."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=REPOSITORY, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if listed.returncode == 0:
        paths = [REPOSITORY / line for line in listed.stdout.splitlines()]
    else:
        paths = [
            p
            for p in REPOSITORY.rglob("*")
            if ".venv" not in p.parts and "__pycache__" not in p.parts
        ]
    texts = {".py", ".md", ".yaml", ".toml", ".csv", ".json", ".lock", ""}
    return tuple(p for p in sorted(paths) if p.is_file() and p.suffix in texts)

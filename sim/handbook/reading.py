"""The project's own files as syntax: what modules, functions and classes say of themselves."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from sim.errors import UsageError

Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def repository() -> Path:
    """The folder that holds code, tests and evidence.

    Raises:
        UsageError: the program is installed without its tests and README.
    """
    root = Path(__file__).resolve().parents[2]
    if not (root / "tests").is_dir() or not (root / "README.md").is_file():
        message = "the documents are written from the source tree: clone the project to make them"
        raise UsageError(message)
    return root


@dataclass(frozen=True)
class Module:
    """One Python file."""

    path: Path

    @property
    def name(self) -> str:
        """Its path from the repository, as a reader writes it."""
        return self.path.relative_to(repository()).as_posix()

    @property
    def stem(self) -> str:
        """Its name without folder and ending."""
        return self.path.stem

    @cached_property
    def text(self) -> str:
        """The file as it is written."""
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        """The file as syntax."""
        return ast.parse(self.text, self.name)

    @property
    def says(self) -> str:
        """The docstring of the file."""
        return ast.get_docstring(self.tree) or ""

    @property
    def title(self) -> str:
        """The first line of its docstring, without the full stop."""
        return self.says.partition("\n")[0].rstrip(".")

    @property
    def more(self) -> str:
        """Its docstring below the first line."""
        return self.says.partition("\n")[2].strip("\n")

    def functions(self) -> tuple[Function, ...]:
        """The functions that other files may call, in the order in which they stand."""
        found = (node for node in self.tree.body if isinstance(node, Function))
        return tuple(node for node in found if not node.name.startswith("_"))

    def classes(self) -> tuple[ast.ClassDef, ...]:
        """The classes, in the order in which they stand."""
        return tuple(node for node in self.tree.body if isinstance(node, ast.ClassDef))

    def names(self, constant: str) -> tuple[str, ...]:
        """The strings of a constant at the top of the file, such as its cards; none if absent."""
        value = assigned(self.tree.body, constant) if constant in self.text else None
        return tuple(ast.literal_eval(value)) if value is not None else ()

    @cached_property
    def strings(self) -> frozenset[str]:
        """Every string of the file, and the beginnings of those that are put together."""
        nodes = [n for n in ast.walk(self.tree) if isinstance(n, ast.Constant)]
        return frozenset(n.value for n in nodes if isinstance(n.value, str))

    def imports(self) -> dict[str, str]:
        """Name in this file -> the dotted name that it was imported from."""
        found: dict[str, str] = {}
        for node in self.tree.body:
            if isinstance(node, ast.ImportFrom) and node.module:
                found |= {a.asname or a.name: f"{node.module}.{a.name}" for a in node.names}
        return found


def assigned(body: list[ast.stmt], name: str) -> ast.expr | None:
    """What a name at the top of a file or class is set to."""
    for node in body:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        if any(isinstance(target, ast.Name) and target.id == name for target in targets):
            value: ast.expr | None = getattr(node, "value", None)
            return value
    return None


def doc(node: ast.AST) -> str:
    """The docstring of a function or a class."""
    return ast.get_docstring(node) or "" if isinstance(node, Function | ast.ClassDef) else ""


@cache
def module(path: str) -> Module:
    """One file by its path from the repository."""
    return Module(repository() / path)


@cache
def modules(folder: str) -> tuple[Module, ...]:
    """Every Python file below a folder, by name, without those that open a room."""
    found = sorted((repository() / folder).rglob("*.py"))
    return tuple(module(p.relative_to(repository()).as_posix()) for p in found if p.stem[0] != "_")


def dotted(path: str) -> Module | None:
    """The file of a dotted name such as sim.dynamics.ties, if there is one."""
    name = path.replace(".", "/") + ".py"
    return module(name) if (repository() / name).is_file() else None


def sentence(test: str) -> str:
    """The name of a test as the sentence that it is."""
    words = test.removeprefix("test_").replace("_", " ")
    return words[:1].upper() + words[1:] + "."


def tests_in(path: str) -> Iterator[ast.FunctionDef]:
    """The tests of one file, in order."""
    for node in module(path).tree.body:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            yield node

"""The list of commands, under headings."""

from typing import Any

from typer.core import TyperGroup

from sim.cli.screen import PLAIN

GROUPS = {
    "Everyday": ("check", "run", "compare", "plot"),
    "Understand": ("list", "show", "explain", "validate", "calibrate"),
    "Help": ("schema", "docs", "version"),
}


class Grouped(TyperGroup):
    """Shows the commands under headings, in the order in which one needs them."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 -- typer's own class is private
        """Take the wish for no colour from wherever it stands: it is one of the whole program."""
        rest = [word for word in args if word != PLAIN]
        return super().parse_args(ctx, rest if rest == args else [PLAIN, *rest])

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ANN401, ARG002 -- the same
        """The commands in the order of their headings."""
        return [name for names in GROUPS.values() for name in names if name in self.commands]

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 -- the same
        """Write one block a heading."""
        widest = max(len(name) for name in self.commands)
        for heading, names in GROUPS.items():
            known = [
                (name.ljust(widest), self.get_command(ctx, name))
                for name in names
                if name in self.commands
            ]
            with formatter.section(heading):
                formatter.write_dl([(n, c.get_short_help_str(100)) for n, c in known if c])

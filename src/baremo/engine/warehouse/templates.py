"""Expressions of a template, such as dbt's ``{{ ref('leads') }}``: the only text of a user's that is passed on.

While a query is written, a name stands for each; what else looks like a template is written so that it is none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

EXPRESSION = re.compile(r"\{\{((?!\*/|/\*).)*?\}\}", re.DOTALL)  # stands in a comment, too
NAME = "baremo_template_"
BEGINS = re.compile(r"\{(?=[{%#])")


@dataclass(frozen=True, kw_only=True, slots=True)
class Templates:
    """The expressions found so far, by the names that stand for them."""

    found: dict[str, str] = field(default_factory=dict)

    def hidden(self, text: str) -> str:
        """The text with a name in place of each expression."""
        return EXPRESSION.sub(lambda match: self._name(match[0]), text)

    def shown(self, text: str) -> str:
        """The text with the expressions in their places."""
        if self.found:
            text = BEGINS.sub("{{ '{' }}", text)
        for name in reversed(self.found):  # `…_10` before `…_1`
            text = text.replace(name, self.found[name])
        return text

    def _name(self, expression: str) -> str:
        name = f"{NAME}{len(self.found)}"
        self.found[name] = expression
        return name

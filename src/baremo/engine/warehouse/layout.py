"""How a finished query is laid out: nothing here changes what it means."""

from __future__ import annotations

from sqlglot import exp
from sqlglot.dialects.dialect import Dialect as Words

from baremo.engine.dialects import Dialect

LONG = 6  # branches from which a list of thresholds is set in lines of several
WIDTH = 170  # of such lines, which nobody reads to their end


def laid_out(query: exp.Query, says: Dialect) -> str:
    """The query's text: each part on lines of its own, the long list of a zone's offsets in few."""
    for ordered in list(query.find_all(exp.Ordered)):
        _leave_nulls(ordered, says)
    for case in list(query.find_all(exp.Case)):
        if _is_long_list(case):
            case.replace(exp.Var(this=_set(case, says)))
    return query.sql(says.name, pretty=True)


def _leave_nulls(ordered: exp.Ordered, says: Dialect) -> None:
    """Where nobody asks for a place of nulls there are none, so nothing needs to be said of them."""
    if ordered.args.get("nulls_first") is None:
        small = Words.get_or_raise(says.name).NULL_ORDERING == "nulls_are_small"
        ordered.set("nulls_first", small != bool(ordered.args.get("desc")))


def _is_long_list(case: exp.Case) -> bool:
    tests = [branch.this for branch in case.args["ifs"]]
    return len(tests) >= LONG and all(isinstance(t, exp.GTE) and _is_number(t.expression) for t in tests)


def _is_number(value: exp.Expr) -> bool:
    value = value.this if isinstance(value, exp.Neg) else value
    return isinstance(value, exp.Literal) and not value.is_string


def _set(case: exp.Case, says: Dialect) -> str:
    """As many branches on a line as fit."""
    lines = ["CASE"]
    for branch in case.args["ifs"]:
        said = f"WHEN {branch.this.sql(says.name)} THEN {branch.args['true'].sql(says.name)}"
        if len(lines) == 1 or len(lines[-1]) + len(said) > WIDTH:
            lines.append(f"  {said}")
        else:
            lines[-1] += f" {said}"
    if case.args.get("default") is not None:
        lines.append(f"  ELSE {case.args['default'].sql(says.name)}")
    return "\n".join([*lines, "END"])

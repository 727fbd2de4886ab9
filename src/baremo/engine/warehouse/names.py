"""Names that every engine takes: a pass over the finished query.

Our own names may be rewritten, each to one name and no two to the same; a user's are left as they are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from hashlib import sha256

from sqlglot import exp

from baremo.engine.dialects import Dialect
from baremo.engine.warehouse.spoken import GIVEN, PLAIN

ODD = re.compile(r"[^A-Za-z0-9_-]+")

# Words that some engine reserves, so that a name like them is quoted.
RESERVED = frozenset({
    "all", "alter", "analyse", "analyze", "and", "anti", "any", "array", "as", "asc", "asof", "asymmetric", "at",
    "authorization", "between", "binary", "both", "by", "case", "cast", "check", "cluster", "collate", "collation",
    "column", "commit", "concurrently", "connect", "constraint", "contains", "create", "cross", "cube", "current",
    "current_catalog", "current_date", "current_role", "current_schema", "current_time", "current_timestamp",
    "current_user", "database", "deallocate", "default", "deferrable", "define", "delete", "desc", "describe",
    "distinct", "distribute", "div", "do", "drop", "else", "end", "enum", "escape", "except", "exclude", "execute",
    "exists", "extract", "false", "fetch", "final", "following", "for", "foreign", "format", "freeze", "from",
    "full", "function", "global", "grant", "group", "grouping", "groups", "hash", "having", "if", "ignore", "ilike",
    "in", "increment", "initially", "inner", "insert", "intersect", "interval", "into", "is", "isnull", "join",
    "key", "lambda", "language", "lateral", "leading", "left", "like", "limit", "listagg", "localtime",
    "localtimestamp", "lookup", "map", "match_recognize", "merge", "minus", "natural", "new", "no", "normalize",
    "not", "notnull", "null", "nulls", "of", "offset", "on", "only", "or", "order", "outer", "over", "overlaps",
    "partition", "pivot", "placing", "preceding", "prepare", "prewhere", "primary", "proto", "qualify", "range",
    "recursive", "references", "regexp", "respect", "returning", "revoke", "right", "rlike", "rollup", "row",
    "rows", "sample", "schema", "select", "semi", "session_user", "set", "settings", "similar", "skip", "some",
    "sort", "start", "struct", "summarize", "symmetric", "table", "tablesample", "then", "timestamp", "to", "top",
    "trailing", "treat", "trigger", "trim", "true", "uescape", "unbounded", "union", "unique", "unnest", "unpivot",
    "until", "update", "user", "using", "value", "values", "variadic", "verbose", "view", "when", "whenever",
    "where", "window", "with", "within",
})  # fmt: skip


def take_names(tree: exp.Query, dialect: Dialect) -> None:
    """Writes each name so that the engine takes it, in place."""
    identifiers = list(tree.find_all(exp.Identifier))
    own = [identifier for identifier in identifiers if not identifier.meta.get(GIVEN)]
    names = renamed({identifier.name for identifier in own}, dialect)
    for identifier in identifiers:
        name = identifier.name
        if not identifier.meta.get(GIVEN):
            name = names[name]
            identifier.set("this", name)
            identifier.set("quoted", not PLAIN.fullmatch(name) or name in RESERVED)
        elif name.lower() in RESERVED:
            identifier.set("quoted", True)
        if dialect.capitals and identifier.args["quoted"] and PLAIN.fullmatch(name):
            identifier.set("this", name.upper())


def renamed(names: Iterable[str], dialect: Dialect) -> dict[str, str]:
    """Each name as the engine takes it; where two would become one, they get a part of their hash."""
    wanted = {name: _fitting(name, dialect) for name in names}
    often = Counter(name.lower() for name in wanted.values())
    return {
        name: new if name == new or often[new.lower()] == 1 else _fitting(f"{new}_{_hash(name)}", dialect, name)
        for name, new in wanted.items()
    }


def _fitting(name: str, dialect: Dialect, of: str | None = None) -> str:
    """A name without what the engine does not take, and no longer than it takes."""
    if not dialect.dots_in_names and ODD.search(name):
        name = ODD.sub("_", name).strip("_")
        name = f"_{name}" if name[:1].isdigit() or not name else name
    longest = dialect.longest_name
    if longest is None or len(name.encode()) <= longest:
        return name
    ending = f"_{_hash(of or name)}"
    return name.encode()[: longest - len(ending)].decode(errors="ignore") + ending


def _hash(name: str) -> str:
    return sha256(name.encode()).hexdigest()[:10]

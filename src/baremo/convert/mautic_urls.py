"""Mautic's patterns of addresses, in which * stands for anything, as conditions on the path.

Mautic matches the whole address (fnmatch); our events have the part behind the host.
"""

from __future__ import annotations

import re

from baremo.convert.conversion import Remarks, UnsayableError
from baremo.model.conditions import Condition, Equals, FieldTest, Matches, Search, Test
from baremo.texts import say

_HOST = re.compile(r"\*?(?:[a-z]+://[^/?#]*|//[^/?#]*|[\w.-]+\.[a-z]{2,}(?=/))", re.IGNORECASE)


def url_condition(pattern: str, remarks: Remarks) -> Condition | None:
    """The condition that an address fits a pattern; None where every address does.

    Examples
    --------
    >>> url_condition("https://acme.example/pricing*", Remarks())
    FieldTest(field='path', test=Search(how='starts_with', texts=('/pricing',)))
    """
    wanted = pattern.strip()
    if not wanted:
        raise UnsayableError(say("It names no address."), say("Nothing needs to be done: it gives no points."))
    if re.search(r"[?#\[]", wanted):
        remarks.add(say("It looks at the whole address: the events need a property url."))
        return _test("url", wanted)
    host = _HOST.match(wanted)
    if host:
        remarks.add(say("The host {host} is not looked at, the path alone.", host=host[0].lstrip("*")))
    path = wanted[host.end() :] if host else wanted
    return _test("path", path or "/")


def _test(field: str, pattern: str) -> Condition | None:
    inner = pattern.strip("*")
    if not inner:
        return None
    test: Test
    if re.search(r"[*?\[]", inner):
        test = Matches(pattern="^" + "".join(map(_expression, re.findall(r"\*+|.", pattern))) + "$")
    elif pattern.startswith("*") and pattern.endswith("*"):
        test = Search(how="contains", texts=(inner,))
    elif pattern.endswith("*"):
        test = Search(how="starts_with", texts=(inner,))
    elif pattern.startswith("*"):
        test = Search(how="ends_with", texts=(inner,))
    else:
        test = Equals(values=(pattern,))
    return FieldTest(field=field, test=test)


def _expression(part: str) -> str:
    if part.startswith("*"):
        return ".*"
    if part == "[":
        raise UnsayableError(
            say("Its address has a choice of letters in [ ]."), say("Write the rule by hand, with matches.")
        )
    return "." if part == "?" else re.escape(part)

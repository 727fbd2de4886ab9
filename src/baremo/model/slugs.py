"""Names for criteria and dimensions out of whatever the source calls them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container

LONGEST = 48  # characters, so that a number fits behind it


def slug(text: str, *, joint: str = "-", otherwise: str = "rule") -> str:
    """The text in a-z, 0-9 and the joint.

    Examples
    --------
    >>> slug("¿Envió el formulario «Demo»?"), slug("Sales & Marketing", joint="_"), slug("営業")
    ('envio-el-formulario-demo', 'sales_marketing', 'rule')
    """
    plain = unicodedata.normalize("NFKD", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)).encode("ascii", "ignore")
    words = re.sub(r"[^a-z0-9]+", joint, plain.decode().lower())
    return words[:LONGEST].strip(joint) or otherwise


def free(name: str, taken: Container[str], *, joint: str = "-") -> str:
    """The name, or the first of name-2, name-3 … that is not taken."""
    number, found = 1, name
    while found in taken:
        number += 1
        found = f"{name}{joint}{number}"
    return found

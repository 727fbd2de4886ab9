"""Models to start from, each in a file with English and one with Spanish comments, of the same meaning."""

from __future__ import annotations

from pathlib import Path

NAMES = ("simple", "b2b", "b2c", "saas", "supplier")


def path_of(name: str, lang: str = "en") -> Path:
    """The file of a template.

    Examples
    --------
    >>> path_of("b2b", "es").name
    'b2b.es.yaml'
    """
    return Path(__file__).with_name(f"{name}.{lang}.yaml")

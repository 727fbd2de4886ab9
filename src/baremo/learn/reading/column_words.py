"""Words that tell what a column of the leads is, and where nobody answered."""

from __future__ import annotations

import re

# What people and programs write where there is no answer. 'none' and 'other' are answers.
BLANK = (
    *("select", "select one", "please select", "choose", "unknown", "unspecified", "not specified", "not provided"),
    *("not available", "not applicable", "n/a", "n.a.", "na", "#n/a", "null", "nil", "nan", "none given", "missing"),
    *("undefined", "(blank)", "blank", "-", "--", "---", "?", "??", ".", "[null]", "<null>"),
    *("desconocido", "desconocida", "sin especificar", "no especificado", "no disponible", "no aplica", "sin datos"),
    *("seleccionar", "seleccione", "elegir", "s/d", "n/d"),
)
INFINITE = ("inf", "+inf", "-inf", "infinity", "+infinity", "-infinity", "∞")

# A whole number whose name ends so, or begins so in Spanish, is a code: it has no more or less.
_CODES = (
    "id, code, codes, type, types, class, category, region, regions, zone, area, zip, postal, postcode, cp, browser,"
    " browsers, system, systems, os, platform, device, channel, segment, cluster, group, industry, sector, branch,"
    " store, agent, resource, user, team, version, status, province, zona, tipo, clase, canal, región, provincia,"
    " estado"
)
_BEGINS_CODES = "id, código, codigo, tipo, clase, categoría, categoria, grupo, segmento, zona, canal, cp"
_IDENTIFIERS = (
    "id, ids, uuid, guid, number, num, no, nr, nº, ref, reference, key, code, phone, mobile, teléfono, telefono"
)
_BEGINS_IDENTIFIERS = "id, código, codigo, número, numero, nº, tel, teléfono, telefono, phone"

_WORD = re.compile(r"[^\W\d_]+")
_HUMP = re.compile(r"(?<=[a-zñáéíóú])(?=[A-ZÑÁÉÍÓÚ])")


def names_code(name: str) -> bool:
    """Whether whole numbers under this name are codes: `OperatingSystems`, `region_id`, not `store_visits`."""
    return _names(name, _CODES, _BEGINS_CODES)


def names_identifier(name: str) -> bool:
    """Whether numbers under this name, if nearly all different, are nothing but a name themselves."""
    return _names(name, _IDENTIFIERS, _BEGINS_IDENTIFIERS)


def _names(name: str, ends: str, begins: str) -> bool:
    words = _WORD.findall(_HUMP.sub(" ", name).lower())
    return bool(words) and (words[-1] in ends.split(", ") or words[0] in begins.split(", "))

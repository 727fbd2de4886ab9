"""Words in the names and values of columns that speak of what happens once sales has a lead.

A word is only a sign: alone it never leaves a column out.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


OUTCOME = _words(
    "won win lost loss closed close converted conversion churned churn customer client signed sold purchased bought "
    "subscribed enrolled success failure rejected approved declined accepted cancelled canceled "
    "ganado ganada perdido perdida cerrado cerrada cierre convertido convertida cliente vendido vendida firmado "
    "firmada contratado contratada comprado matriculado baja aprobado rechazado cancelado"
)  # how it ended
# In names these say less: 'customer type' or 'newsletter subscribed' is a column as any other.
NAMED_OUTCOME = OUTCOME - _words("customer client cliente success subscribed baja")
VERDICT = _words(
    "quality score scoring index rating profile propensity likelihood probability forecast qualification "
    "calidad puntuacion indice perfil propension probabilidad calificacion valoracion"
)  # what somebody, or another system, thinks of the lead
HANDLING = _words(
    "tag tags notable disposition remark remarks feedback objection objections outcome resolution followup "
    "etiqueta etiquetas observacion observaciones seguimiento objecion"
)  # what is written down while the lead is worked
SALES = _words(
    "lead leads lifecycle deal deals opportunity opp sale sales crm prospect pipeline loss lost won close closed "
    "closing final oportunidad negocio venta ventas cierre perdida"
)
CALL = _words("call calls talk conversation contact phone llamada llamadas conversacion contacto")
TRADE = _words("page deal close closed order orders transaction transactions sale sales purchase goal won")

# Words that mean something only alone or beside such words: 'lead status', but not 'marital status'.
BESIDE = {
    "status": SALES,
    "stage": SALES,
    "reason": SALES,
    "result": SALES | CALL,
    "grade": SALES,
    "rank": SALES,
    "priority": SALES,
    "comment": SALES | CALL,
    "comments": SALES | CALL,
    "notes": SALES | CALL,
    "estado": SALES - {"final"},
    "etapa": SALES,
    "motivo": SALES,
    "resultado": SALES | CALL,
    "duration": CALL,
    "duracion": CALL,
    "length": CALL,
}
# What is given to leads that look promising already, and goes on until they are decided.
ATTENTION = _words("calls contacted attempts llamadas contactado intentos owner propietario vendedor")
OWNS = _words("owner propietario vendedor")  # of a lead; of anything else, it says nothing
WITH_MONEY = _words("value values revenue amount price importe valor ingresos")  # never alone
ELSEWHERE = _words("credit fico test exam gpa nps education marital job employment housing company")
SMALL = _words("of the in a an by to for at on is was has name category type de del la el en por para es nombre tipo")
NOT_ALONE = frozenset({"estado", "length", "grade", "rank"})  # a place, a size, a class at school

SNAPSHOT = _words("last latest recent modified updated ultimo ultima reciente")
KEY = _words("id ids uuid guid number no nr num key code ref identifier numero codigo clave")


@dataclass(frozen=True, kw_only=True, slots=True)
class Spoken:
    """The word that gives a name away, and what it speaks of."""

    word: str
    of: str  # "outcome", "verdict", "handling", "attention" or "trade"


def words(text: str) -> tuple[str, ...]:
    """The words of a name or value, in lower case and without accents.

    Examples
    --------
    >>> words("ProductRelated_Duration"), words("Último motivo"), words("emp.var.rate")
    (('product', 'related', 'duration'), ('ultimo', 'motivo'), ('emp', 'var', 'rate'))
    """
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    parted = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", bare)
    return tuple(re.findall(r"[a-z]+|[0-9]+", parted.casefold()))


def spoken(name: str) -> Spoken | None:
    """What a column's name gives away, if it does.

    Examples
    --------
    >>> spoken("Lead Status").of, spoken("marital status"), spoken("PageValues").of
    ('handling', None, 'trade')
    """
    said = [word for word in words(name) if word not in SMALL]
    for word in said:
        others = set(said) - {word}
        if word in NAMED_OUTCOME:
            return Spoken(word=word, of="outcome")
        if word in WITH_MONEY and others & TRADE:
            return Spoken(word=word, of="trade")
        if word in HANDLING or _beside(word, others):
            return Spoken(word=word, of="handling")
        if word in ATTENTION and (word not in OWNS or others <= SALES | CALL):
            return Spoken(word=word, of="attention")
        if word in VERDICT and not others & ELSEWHERE:
            return Spoken(word=word, of="verdict")
    return None


def names_outcome(value: str) -> bool:
    """Whether a value says how it ended.

    Examples
    --------
    >>> names_outcome("Closed by Horizzon"), names_outcome("closet")
    (True, False)
    """
    return bool(OUTCOME & set(words(value)))


def is_snapshot(name: str) -> bool:
    """Whether a name says that the column holds what was last."""
    return bool(SNAPSHOT & set(words(name)))


def is_key(name: str) -> bool:
    """Whether a name says that the column tells rows apart."""
    return bool(KEY & set(words(name)))


def _beside(word: str, others: set[str]) -> bool:
    if word not in BESIDE:
        return False
    return bool(others & BESIDE[word]) or (others <= BESIDE.keys() and word not in NOT_ALONE)

"""Invented people and companies; every address ends in `.example`, where no mail can arrive."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from baremo.demo.dice import Dice

Gender = Literal["f", "m"]
Role = Literal["chief", "head", "manager", "specialist", "student", "recruit"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Culture:
    """Names that go together, and the countries where they are usual."""

    language: Literal["en", "es"]  # of job titles
    countries: tuple[str, ...]  # two letters; a likelier one stands twice
    women: tuple[str, ...]
    men: tuple[str, ...]
    families: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Company:
    name: str
    domain: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    first: str
    last: str
    gender: Gender
    country: str
    language: Literal["en", "es"]
    company: Company

    @property
    def mailbox(self) -> str:
        """What stands before the @ of this person's address."""
        return f"{plain_letters(self.first)}.{plain_letters(self.last)}"


SPANISH = Culture(
    language="es",
    countries=("ES", "ES", "ES", "MX", "MX", "CO", "CL", "AR", "PE"),
    women=("Lucía", "Marta", "Inés", "Valentina", "Camila", "Noelia", "Begoña", "Ximena", "Rocío", "Paula"),
    men=("Álvaro", "Íñigo", "Mateo", "Joaquín", "Andrés", "Rubén", "Tomás", "Santiago", "Óscar", "Hugo"),
    families=(
        *("Ibáñez", "Muñoz", "Peñalver", "Rojas", "Quintana", "Castaño", "Villalobos", "Arce", "Zúñiga"),
        *("Fuentes", "Cárdenas", "Otero", "Bermúdez", "Salcedo", "Llorente", "Paredes", "Galván"),
    ),
)
PORTUGUESE = Culture(
    language="en",
    countries=("PT",),
    women=("Inês", "Catarina", "Beatriz", "Leonor"),
    men=("João", "Tiago", "Duarte", "Gonçalo"),
    families=("Figueiredo", "Magalhães", "Teixeira", "Simões", "Bragança"),
)
ENGLISH = Culture(
    language="en",
    countries=("US", "US", "GB", "IE", "CA"),
    women=("Harriet", "Olivia", "Priya", "Megan", "Naomi", "Zoe"),
    men=("Callum", "Marcus", "Owen", "Ravi", "Desmond", "Elliot"),
    families=("Ashdown", "Whitlock", "Okafor", "Patel", "Merriweather", "Langford", "Doyle", "Hargreave"),
)
CONTINENTAL = Culture(
    language="en",
    countries=("DE", "FR", "IT", "NL", "PL"),
    women=("Greta", "Élodie", "Chiara", "Sanne", "Zofia", "Käthe"),
    men=("Jürgen", "Benoît", "Matteo", "Bram", "Łukasz", "Søren"),
    families=("Brandt", "Lefèvre", "Moretti", "de Wit", "Nowak", "Schäfer", "Girard", "Ferrante"),
)
CULTURES = (SPANISH, SPANISH, SPANISH, PORTUGUESE, ENGLISH, CONTINENTAL)

TITLES: dict[Role, tuple[tuple[str, str, str], ...]] = {  # English, Spanish of a woman, of a man
    "chief": (
        ("Chief Executive Officer", "Directora general", "Director general"),
        ("Founder", "Fundadora y CEO", "Fundador y CEO"),
        ("CFO", "CFO", "CFO"),
        ("VP Operations", "VP de operaciones", "VP de operaciones"),
    ),
    "head": (
        ("Head of Marketing", "Directora de marketing", "Director de marketing"),
        ("Sales Director", "Directora comercial", "Director comercial"),
        ("Head of IT", "Jefa de informática", "Jefe de informática"),
    ),
    "manager": (
        ("Marketing Manager", "Gerente de marketing", "Gerente de marketing"),
        ("Operations Manager", "Responsable de operaciones", "Responsable de operaciones"),
        ("Purchasing Manager", "Responsable de compras", "Responsable de compras"),
    ),
    "specialist": (
        ("Business Analyst", "Analista de negocio", "Analista de negocio"),
        ("Content Specialist", "Técnica de contenidos", "Técnico de contenidos"),
        ("Software Developer", "Desarrolladora", "Desarrollador"),
        ("Accountant", "Contable", "Contable"),
    ),
    "student": (
        ("Student", "Estudiante", "Estudiante"),
        ("Intern", "Becaria", "Becario"),
    ),
    "recruit": (
        ("Open to work", "En búsqueda activa", "En búsqueda activa"),
        ("Account Executive", "Ejecutiva de cuentas", "Ejecutivo de cuentas"),
    ),
}

_FRONTS = (
    *("Alba", "Brisa", "Cumbre", "Delta", "Encina", "Faro", "Granito", "Horizonte", "Lince", "Marea"),
    *("Nogal", "Orbita", "Puente", "Quercus", "Rivera", "Sextante", "Tejo", "Umbra", "Vereda", "Zafiro"),
    *("Northgate", "Bluefield", "Copperline", "Kestrel", "Larkspur", "Millbrook", "Stonebridge", "Tallis"),
)
_BACKS = (
    *("Logística", "Software", "Alimentos", "Consultores", "Textil", "Energía", "Salud", "Metal"),
    *("Labs", "Partners", "Foods", "Systems", "Freight", "Analytics"),
)

ACME = Company(name="Acme", domain="acme.example")


def company(dice: Dice) -> Company:
    name = f"{dice.pick(_FRONTS)} {dice.pick(_BACKS)}"
    return Company(name=name, domain=f"{plain_letters(name)}.example")


def person(dice: Dice) -> Person:
    """Somebody at a company, with a name that is usual where they live."""
    culture = dice.pick(CULTURES)
    gender: Gender = dice.pick(("f", "m"))
    return Person(
        first=dice.pick(culture.women if gender == "f" else culture.men),
        last=dice.pick(culture.families),
        gender=gender,
        country=dice.pick(culture.countries),
        language=culture.language,
        company=company(dice),
    )


def job_title(role: Role, someone: Person, dice: Dice) -> str:
    """A title of that role in the person's language."""
    english, woman, man = dice.pick(TITLES[role])
    if someone.language == "en":
        return english
    return woman if someone.gender == "f" else man


def address(someone: Person, hosts: Sequence[str], dice: Dice) -> str:
    """The person's address at one of the hosts, or at the company where the host is blank."""
    return f"{someone.mailbox}@{dice.pick(hosts) or someone.company.domain}"


def plain_letters(text: str) -> str:
    """Small ASCII letters and digits only, as in an address: 'Íñigo de Wit' is 'inigodewit'."""
    bare = unicodedata.normalize("NFKD", text.replace("ø", "o").replace("Ł", "L").replace("ł", "l"))
    return re.sub(r"[^a-z0-9]", "", bare.lower())

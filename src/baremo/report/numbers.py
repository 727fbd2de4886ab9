"""Numbers as people of a language write them: 1,234.5 in English, 1.234,5 in Spanish."""

from __future__ import annotations

from math import floor

_SPANISH = str.maketrans({",": ".", ".": ","})


def whole(number: float, lang: str) -> str:
    """A whole number, cut downwards, so that a shown score never contradicts its band."""
    return _local(f"{floor(number):,}", lang)


def decimal(number: float, lang: str) -> str:
    """A number with at most one decimal; small ones keep two digits that say something."""
    small = 0 < abs(number) < 0.1
    text = f"{number:.2g}" if small and abs(number) >= 0.0001 else f"{number:,.1f}"
    text = text.removesuffix(".0")
    return _local("0" if text == "-0" else text, lang).replace("-", "\N{MINUS SIGN}")


def signed(number: float, lang: str) -> str:
    """Points with their sign: `+5`, `−2.5`."""
    shown = decimal(number, lang)
    return f"+{shown}" if number > 0 and shown != "0" else shown


def signed_finely(number: float, lang: str) -> str:
    """The same with two decimals, for figures whose tenths say too little: `+0.42`."""
    text = f"{number:+.2f}".replace("-", "\N{MINUS SIGN}")
    return _local("0" if text.strip("+\N{MINUS SIGN}") == "0.00" else text, lang)


def unsigned(number: float) -> float:
    """The same, where -0 is 0."""
    return number + 0.0


def fixed(number: float, lang: str, *, digits: int) -> str:
    """A number with so many decimals, zero without a sign: `0.42`, `−1.20`."""
    text = f"{number:,.{digits}f}".replace("-", "\N{MINUS SIGN}")
    return _local(text if text.strip("\N{MINUS SIGN}0.") else text.strip("\N{MINUS SIGN}"), lang)


def percent(share: float, lang: str) -> str:
    """A share in whole percent; what is not quite nothing or all is shown so."""
    sign = "\N{NO-BREAK SPACE}%" if lang == "es" else "%"
    hundredths = floor(round(share * 100, 9) + 0.5)
    if hundredths == 0 and share > 0:
        return f"<1{sign}"
    if hundredths == 100 and share < 1:
        return f">99{sign}"
    return f"{hundredths}{sign}"


def fine_percent(share: float, lang: str) -> str:
    """Likewise, with a decimal where it is below a tenth: rates of customers are small."""
    if share >= 0.1 or not share:
        return percent(share, lang)
    return decimal(100 * share, lang) + percent(1, lang).removeprefix("100")


def _local(text: str, lang: str) -> str:
    return text.translate(_SPANISH) if lang == "es" else text

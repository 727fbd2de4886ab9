"""The table of points says what the model says, in every format, and obeys no text of the model."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook
from rich.console import Console

from baremo.errors import InputError
from baremo.model.criteria import Attribute, Criterion
from baremo.model.model import ScoringModel
from baremo.model.outcome import Probability
from baremo.report.formats import to_html, to_markdown, to_terminal
from baremo.report.page import json_in_html, page
from baremo.report.points_table import points_table
from baremo.report.show import show
from baremo.texts import plain
from tests.model.models import EVERYTHING, is_, of, one

HOSTILE = "=1+1 <script>alert('x')</script> a|b *c* \x1b[31m [d](http://e) & `f`"
LIKELY = Probability(intercept=-4.2, slope=0.07)


def hostile() -> ScoringModel:
    rule = Attribute(when=is_(HOSTILE, HOSTILE), points=1.0)
    criterion = Criterion(name="it", rule=rule, title={"en": HOSTILE}, note=HOSTILE, category=HOSTILE)
    return replace(of(criterion), title={"en": HOSTILE}, note=HOSTILE)


def terminal(model: ScoringModel, lang: str = "en", *, width: int = 200) -> str:
    screen = io.StringIO()
    Console(file=screen, width=width, force_terminal=False).print(to_terminal(model, lang))
    return screen.getvalue()


def sheets(path: Path) -> dict[str, list[list[object]]]:
    book = CalamineWorkbook.from_path(path)
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_every_criterion_has_a_row():
    assert [row.criterion for row in points_table(EVERYTHING)] == [each.name for _, each in EVERYTHING.criteria()]


def test_a_row_says_why_how_much_and_how_often():
    row = next(row for row in points_table(EVERYTHING) if row.criterion == "pricing-page")
    assert [plain(text) for text in (row.why, row.points, row.limits, row.decay)] == [
        "page_viewed where path starts with /pricing, in the last 90 days",
        "5 each",
        "2 a day, cap 20",
        "halving every 14 days",
    ]


def test_a_title_falls_back_to_english_then_to_the_name():
    titled = [plain(row.title, "es") for row in points_table(of(*hostile().dimensions[0].criteria))]
    assert titled == [HOSTILE]
    assert [plain(row.title, "es") for row in points_table(one(Attribute(when=is_("a", 1.0), points=1.0)))] == ["it"]


def test_markdown_is_a_table_for_each_dimension_and_each_consequence():
    text = to_markdown(EVERYTHING, "en")
    assert re.findall("^#+ .*", text, re.MULTILINE) == [
        "# B2B SaaS leads",
        "## Ideal customer",
        "## engagement",
        "## Disqualified",
        "## Grade",
        "## Bands",
        "## Stages",
    ]
    assert r"| decision-maker | job title matches \\b(chief\|vp\|head)\\b | 15 |  |  | demographic |" in text
    assert "| high-interest | from 51 to below 76 |" in text
    assert "| 3 | engagement | below 22 |" in text
    assert "\nengagement, at least -20 points, at most 50 points, then × 1.5, halving every 90 days since" in text


def test_no_text_of_the_model_is_markup():
    text = to_markdown(hostile(), "en")
    assert "<script" not in text
    assert r"a\|b \*c\* " in text
    assert r"\[d\](http://e) &amp; \`f\`" in text
    assert {line.count(" | ") for line in text.splitlines() if line.startswith("|")} == {5}


def test_a_note_that_begins_like_a_list_is_none():
    assert "\n\\- now\n" in to_markdown(replace(EVERYTHING, note="- now"), "en")
    assert "\n1\\. now\n" in to_markdown(replace(EVERYTHING, note="1. now"), "en")


def test_html_escapes_every_text():
    text = to_html(hostile(), "en")
    assert "<script" not in text
    assert "&lt;script&gt;alert(&#x27;x&#x27;)&lt;/script&gt;" in text
    assert "\x1b" not in text


def test_html_needs_no_other_file():
    text = to_html(EVERYTHING, "es")
    assert text.startswith('<!doctype html>\n<html lang="es">\n')
    assert "<h1>Leads B2B SaaS</h1>" in text
    assert re.findall(r"(?:src|href|url|@import)\s*[=(]", text) == []
    assert "prefers-color-scheme: dark" in text


def test_points_taken_away_are_marked():
    text = to_html(EVERYTHING, "en")
    assert '<td class="points minus" data-label="Points">-3</td>' in text
    assert '<td class="points" data-label="Points">5 each</td>' in text


def test_the_terminal_leaves_out_columns_that_are_empty():
    small = terminal(one(Attribute(when=is_("country", "ES"), points=1.0)))
    assert re.search(r"^Criterion +Why +Points *$", small, re.MULTILINE)
    assert re.search(r"^it +country is ES +1 *$", small, re.MULTILINE)


def test_the_terminal_shows_no_control_codes_and_no_markup():
    shown = terminal(hostile(), width=4000)
    assert "\x1b" not in shown
    assert "<script>alert('x')</script> a|b *c* �[31m [d](http://e)" in shown


def test_a_model_without_more_than_points_shows_no_more():
    assert "Stages" not in to_markdown(one(Attribute(when=is_("a", 1.0), points=1.0)), "en")


def test_excel_holds_texts_alone(tmp_path: Path):
    show(hostile(), tmp_path / "points.xlsx")
    row = sheets(tmp_path / "points.xlsx")["Points"][1]
    assert row[2] == HOSTILE.replace("\x1b", "�")
    assert row[5] == "1"


def test_excel_has_a_sheet_for_all_criteria_and_one_for_each_consequence(tmp_path: Path):
    show(EVERYTHING, tmp_path / "points.xlsx")
    found = sheets(tmp_path / "points.xlsx")
    assert list(found) == ["Points", "Dimensions", "Disqualified", "Grade", "Bands", "Stages"]
    assert len(found["Points"]) == 1 + len(points_table(EVERYTHING))
    assert found["Bands"][1:] == [
        ["In buying process", "from 76"],
        ["high-interest", "from 51 to below 76"],
        ["basic", "from 0 to below 51"],
    ]


@pytest.mark.parametrize(("ending", "begin"), [("md", b"# B2B"), ("HTML", b"<!doctype"), ("xlsx", b"PK")])
def test_the_ending_chooses_the_format(tmp_path: Path, ending: str, begin: bytes):
    show(EVERYTHING, tmp_path / f"points.{ending}")
    assert (tmp_path / f"points.{ending}").read_bytes().startswith(begin)
    assert [file.name for file in tmp_path.iterdir()] == [f"points.{ending}"]


def test_without_a_file_it_is_printed():
    screen = io.StringIO()
    show(EVERYTHING, console=Console(file=screen, width=150))
    assert "B2B SaaS leads" in screen.getvalue()


def test_another_ending_is_refused_with_those_that_exist(tmp_path: Path):
    with pytest.raises(InputError) as refused:
        show(EVERYTHING, tmp_path / "points.pdf")
    assert str(refused.value) == (
        "unknown-ending --output: the table of points cannot be written as points.pdf. "
        "Give a name that ends in .html, .md, .xlsx."
    )


def test_a_folder_that_does_not_exist_is_said(tmp_path: Path):
    path = tmp_path / "none" / "points.md"
    with pytest.raises(InputError) as refused:
        show(EVERYTHING, path)
    assert str(refused.value) == (
        f"{path}: no-place: the file cannot be written: there is no folder {path.parent}. "
        "Make the folder first, or choose another name."
    )


def test_a_file_that_cannot_be_replaced_leaves_nothing_beside_it(tmp_path: Path):
    (tmp_path / "points.md").mkdir()
    with pytest.raises(InputError):
        show(EVERYTHING, tmp_path / "points.md")
    assert [file.name for file in tmp_path.iterdir()] == ["points.md"]


def test_json_in_a_page_cannot_end_its_script():
    value = {"a": "</script><!--&\u2028"}
    text = json_in_html(value)
    assert not set("<>&\u2028") & set(text)
    assert json.loads(text) == value


def test_a_page_escapes_its_title_and_keeps_its_body():
    text = page("<a>", "<p>body</p>", "en", head="<script>1</script>\n")
    assert "<title>&lt;a&gt;</title>" in text
    assert "<body>\n<p>body</p>\n</body>" in text
    assert "</style>\n<script>1</script>\n</head>" in text


def test_a_probability_is_a_fact_of_the_model():
    likely = replace(one(Attribute(when=is_("country", "ES"), points=5.0)), probability=LIKELY)
    assert " · 100 points make a full score · probability from log-odds of -4.2 + 0.07 × points · " in terminal(likely)


def test_a_learned_probability_is_shown_with_the_digits_that_say_something():
    learned = Probability(intercept=-4.987766258484469, slope=0.08108150440150894)
    shown = terminal(replace(one(Attribute(when=is_("country", "ES"), points=5.0)), probability=learned))
    assert "probability from log-odds of -4.988 + 0.08108 × points" in shown

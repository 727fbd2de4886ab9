"""What a scoring tells about its model and its data: what to mend, and what did not count."""

from __future__ import annotations

from baremo.engine.summary import COMMON, CROWDED, CriterionFigures
from baremo.model import sentences
from baremo.report.markup import Column, bar, section, table
from baremo.report.numbers import percent
from baremo.report.shown import Shown
from baremo.texts import Text, say


def crowding(shown: Shown) -> Text:
    """What to do about a highest band that holds too many."""
    return say(
        "More than {limit} of the {who} are in the highest band, so it no longer says who comes first. "
        "Raise its threshold, or give fewer points for what many do.",
        limit=percent(CROWDED, shown.lang),
        who=shown.names.who,
    )


def crowded(shown: Shown) -> str:
    return f'<p class="note">{shown.html(crowding(shown))}</p>' if shown.summary.crowded else ""


def dead(shown: Shown) -> str:
    about = say("Nobody has points from these. Perhaps the data lack the field or the event, or write it differently.")
    title = shown.html(say("What never gave points"))
    return section(title, _criteria(shown, shown.summary.dead), about=shown.html(about))


def common(shown: Shown) -> str:
    about = say(
        "At least {limit} of the {who} have the same points from these, so they tell nobody apart.",
        limit=percent(COMMON, shown.lang),
        who=shown.names.who,
    )
    title = shown.html(say("What nearly everybody has"))
    return section(title, _criteria(shown, shown.summary.common), about=shown.html(about))


def missing(shown: Shown) -> str:
    columns = [
        Column(title=shown.html(say("Attribute")), width=35),
        Column(title=shown.html(say("Share")), width=35),
        Column(title=shown.html(say("Missing")), width=15, number=True),
        Column(title=shown.html(say("Of")), width=15, number=True),
    ]
    rows = [
        [
            shown.html(each.name),
            percent(each.share, shown.lang) + bar(each.share),
            shown.whole(each.missing),
            shown.whole(each.rows),
        ]
        for each in shown.summary.missing
        if each.missing
    ]
    full = shown.html(say("None: whatever the model reads is filled in everywhere."))
    content = table(columns, rows) if rows else f"<p>{full}</p>" if shown.summary.missing else ""
    about = say("What the model reads and the data leave blank: nobody gets points for what is not known.")
    return section(shown.html(say("Missing attributes")), content, about=shown.html(about))


def left_out(shown: Shown) -> str:
    lines = shown.summary.left_out.lines(shown.lang, unknown=shown.summary.unknown_events)
    return section(shown.html(say("What did not count")), _items([shown.html(line) for line in lines]))


def computed(shown: Shown) -> str:
    facts = [
        say(
            "Model {version}: what stands after the @ changes whenever the model means something else.",
            version=shown.summary.version,
        ),
        say("As of {instant}; what happened later does not count.", instant=shown.as_of),
        say("Days begin at midnight in {zone}.", zone=shown.names.model.timezone),
        say("Scores are computed exactly and shown as whole numbers, cut downwards."),
    ]
    return section(shown.html(say("How this was computed")), _items([shown.html(fact) for fact in facts]))


def _criteria(shown: Shown, criteria: tuple[CriterionFigures, ...]) -> str:
    columns = [
        Column(title=shown.html(say("Criterion")), width=30),
        Column(title=shown.html(say("What it looks for")), width=50),
        Column(title=shown.html(say("Points")), width=20),
    ]
    rows = [
        [
            shown.html(shown.names.of_criterion(each.criterion)),
            shown.html(sentences.of_criterion(each.criterion)),
            shown.html(sentences.of_points(each.criterion)),
        ]
        for each in criteria
    ]
    return table(columns, rows) if rows else ""


def _items(items: list[str]) -> str:
    return f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>" if items else ""

"""The tables of a preview: who moves where, who moves most and why, what each changed criterion does."""

from __future__ import annotations

from baremo.engine.preview import ENOUGH, Conversion, CriterionChange, Direction, Group, Kind, Movement, Mover
from baremo.report.grid import Cell, Grid, Heading, Tone
from baremo.report.numbers import decimal, signed
from baremo.report.preview_words import ARROWS, NOTHING, WAYS, PreviewShown, What
from baremo.texts import Said, say

CAUSES = 3  # told of each lead
KINDS: dict[Kind, Said] = {"added": say("new"), "removed": say("removed"), "changed": say("changed")}
TITLES: dict[What, Said] = {"band": say("Bands"), "stage": say("Stages")}
RISE, FALL = say("Rise most"), say("Fall most")


def movements(shown: PreviewShown) -> list[tuple[What, Movement]]:
    """Those of bands and of stages, where a model has them."""
    both: list[tuple[What, Movement | None]] = [("band", shown.preview.bands), ("stage", shown.preview.stages)]
    return [(what, movement) for what, movement in both if movement is not None]


def movement_grid(shown: PreviewShown, what: What, movement: Movement) -> Grid:
    """A row for each name before, a column for each after, and what both come to."""
    width = 76 // (len(movement.after) + 1)
    columns = (
        Heading(title=shown.say(say("from ↓ to →")), width=24),
        *(Heading(title=shown.of(what, name), width=width, number=True) for name in movement.after),
        Heading(title=shown.say(say("before")), width=width, number=True),
    )
    rows = [
        (
            Cell(text=shown.of(what, name, was=True)),
            *(
                _moved(shown, leads, direction(movement, name, to))
                for to, leads in zip(movement.after, row, strict=True)
            ),
            Cell(text=shown.count(sum(row)), tone="dim"),
        )
        for name, row in zip(movement.before, movement.leads, strict=True)
    ]
    sums = [sum(column) for column in zip(*movement.leads, strict=True)]
    after = tuple(Cell(text=shown.count(leads), tone="dim") for leads in (*sums, sum(sums)))
    last = (Cell(text=shown.say(say("after")), tone="dim"), *after)
    title = say(
        "{what}: {moved} of {all} move",
        what=TITLES[what],
        moved=shown.whole(movement.moved),
        all=shown.whole(sum(sums)),
    )
    return Grid(title=shown.say(title), columns=columns, rows=(*rows, last))


def direction(movement: Movement, before: str | None, after: str | None) -> Direction:
    """Which way a lead goes from one name to another; there is none where a model knows no names."""
    if before == after:
        return "same"
    if (None,) in (movement.before, movement.after):
        return "other"
    for names in (movement.after, movement.before):
        if before in names and after in names:
            return "up" if names.index(after) < names.index(before) else "down"
    return "other"


def _moved(shown: PreviewShown, leads: int, way: Direction) -> Cell:
    """An arrow says which way, and a colour says it again; those who stay are pale."""
    if not leads or way in ("same", "other"):
        return Cell(text=shown.count(leads), tone="" if leads and way == "other" else "dim")
    tone: Tone = "up" if way == "up" else "down"
    return Cell(text=f"{ARROWS[way]} {shown.whole(leads)}", tone=tone)


def bars_grid(shown: PreviewShown) -> Grid:
    """Leads by score before and after."""
    columns = (
        Heading(title=shown.say(say("Score")), width=40),
        Heading(title=shown.say(say("Before")), width=30, number=True),
        Heading(title=shown.say(say("After")), width=30, number=True),
    )
    rows = tuple(
        (
            Cell(text=f"{decimal(each.start, shown.lang)} – {decimal(each.end, shown.lang)}"),
            Cell(text=shown.count(each.before)),
            Cell(text=shown.count(each.after)),
        )
        for each in shown.preview.bars
    )
    return Grid(title=shown.say(say("Scores")), columns=columns, rows=rows)


def out_grid(shown: PreviewShown) -> Grid | None:
    """Whom each rule disqualifies, where that changes."""
    groups = [each for each in shown.preview.disqualified if each.entered or each.left]
    if not groups:
        return None
    columns = (
        Heading(title=shown.say(say("Disqualified by")), width=40),
        Heading(title=shown.say(say("Before")), width=15, number=True),
        Heading(title=shown.say(say("After")), width=15, number=True),
        Heading(title=shown.say(say("Newly")), width=15, number=True),
        Heading(title=shown.say(say("No longer")), width=15, number=True),
    )
    rows = tuple(
        (
            Cell(text=_rule(shown, each)),
            *(Cell(text=shown.count(leads)) for leads in (each.before, each.after)),
            *_in_and_out(shown, each),
        )
        for each in groups
    )
    return Grid(title=shown.say(say("Disqualified")), columns=columns, rows=rows)


def _rule(shown: PreviewShown, group: Group) -> str:
    known = {rule.name for rule in shown.new.model.disqualify}
    return (shown.new if group.name in known else shown.old).of_rule(group.name)


def _in_and_out(shown: PreviewShown, group: Group) -> tuple[Cell, Cell]:
    return Cell(text=shown.count(group.entered), tone="down"), Cell(text=shown.count(group.left), tone="up")


def movers_grid(shown: PreviewShown, title: Said, movers: tuple[Mover, ...]) -> Grid:
    """Leads with their score, place and the causes, the largest change first."""
    places = _places(shown)
    columns = (
        Heading(title=shown.say(say("Account") if shown.preview.scores == "account" else say("Lead")), width=16),
        Heading(title=shown.say(say("Score")), width=14),
        *([Heading(title=shown.say(_place_title(places)), width=28)] if places else []),
        Heading(title=shown.say(say("Why")), width=42 if places else 70),
    )
    rows = tuple(_mover(shown, each, places) for each in movers)
    return Grid(title=shown.say(title), columns=columns, rows=rows)


def _places(shown: PreviewShown) -> list[What]:
    return [what for what, _ in movements(shown)]


def _place_title(places: list[What]) -> Said:
    return say("Band, stage") if len(places) == 2 else say("Band") if places == ["band"] else say("Stage")


def _mover(shown: PreviewShown, mover: Mover, places: list[What]) -> tuple[Cell, ...]:
    tone: Tone = "up" if mover.change > 0 else "down"
    moves = {
        "band": shown.from_to("band", mover.before.band, mover.after.band),
        "stage": shown.from_to("stage", mover.before.stage, mover.after.stage),
    }
    score = f"{shown.whole(mover.before.score)} → {shown.whole(mover.after.score)}"
    return (
        Cell(text=shown.key(mover.key), tone="strong"),
        Cell(text=score, tone=tone),
        *([Cell(text=", ".join(moves[what] for what in places))] if places else []),
        Cell(text=why(shown, mover)),
    )


def why(shown: PreviewShown, mover: Mover) -> str:
    """The causes of the largest changes, and a change of disqualification before them."""
    before, after = mover.before.disqualified, mover.after.disqualified
    told = []
    if before != after and after is not None:
        told.append(shown.say(say("disqualified: {rule}", rule=shown.new.of_rule(after))))
    elif before != after:
        told.append(shown.say(say("no longer disqualified: {rule}", rule=shown.old.of_rule(before))))
    told += [shown.cause(each) for each in mover.why if each.criterion != "(disqualified)"][:CAUSES]
    return ", ".join(told) or shown.say(say("the same points on another scale"))


def criteria_grid(shown: PreviewShown) -> Grid | None:
    """What each criterion that differs gives before and after; points before limits and weights."""
    if not shown.preview.criteria:
        return None
    columns = (
        Heading(title=shown.say(say("Criterion")), width=40),
        Heading(title=shown.say(say("More for")), width=15, number=True),
        Heading(title=shown.say(say("Less for")), width=15, number=True),
        Heading(title=shown.say(say("Points in all")), width=30, number=True),
    )
    rows = tuple(_criterion(shown, each) for each in shown.preview.criteria)
    about = shown.say(say("Points of the criterion itself, before the limits and weight of its dimension."))
    return Grid(title=shown.say(say("What each changed criterion does")), columns=columns, rows=rows, about=about)


def _criterion(shown: PreviewShown, each: CriterionChange) -> tuple[Cell, ...]:
    change = round(each.after - each.before, 9)
    total = (
        f"{shown.points(each.before, each.after)} ({signed(change, shown.lang)})"
        if change
        else decimal(each.after, shown.lang)
    )
    return (
        Cell(text=f"{shown.criterion(each.criterion)} ({shown.say(KINDS[each.kind])})"),
        _reach(shown, each.raised, "up"),
        _reach(shown, each.lowered, "down"),
        Cell(text=total),
    )


def _reach(shown: PreviewShown, leads: int, tone: Tone) -> Cell:
    return (
        Cell(text=f"{shown.whole(leads)} · {shown.share(leads)}", tone=tone)
        if leads
        else Cell(text=NOTHING, tone="dim")
    )


def all_grids(shown: PreviewShown, *, movers: int) -> list[Grid]:
    """Every table that has something to say, in the order in which they are read; so many leads in those of movers."""
    if not shown.preview.leads or not shown.differences:
        return []
    found: list[Grid | None] = []
    if not shown.nothing:
        found += [movement_grid(shown, what, movement) for what, movement in movements(shown) if movement.moved]
        found += [
            movers_grid(shown, title, leads[:movers])
            for title, leads in ((RISE, shown.preview.up), (FALL, shown.preview.down))
            if leads
        ]
    found += [out_grid(shown), criteria_grid(shown), *conversion_grids(shown)]
    return [grid for grid in found if grid is not None]


def conversion_grids(shown: PreviewShown) -> list[Grid]:
    """Of those who move, and of each band and stage; none where outcomes were not asked for."""
    if shown.preview.conversion is None:
        return []
    groups = [_groups(shown, what, movement) for what, movement in movements(shown)]
    return [_crossings(shown, shown.preview.conversion), *groups]


def _groups(shown: PreviewShown, what: What, movement: Movement) -> Grid:
    columns = (
        Heading(title=shown.say(TITLES[what]), width=25),
        *(
            Heading(title=shown.say(title), width=25, number=True)
            for title in (say("In it before"), say("In it after"), say("Newly in it"))
        ),
    )
    rows = tuple(_group(shown, what, group) for group in movement.groups)
    title = say("Conversion by stage") if what == "stage" else say("Conversion by band")
    return Grid(title=shown.say(title), columns=columns, rows=rows)


def _group(shown: PreviewShown, what: What, group: Group) -> tuple[Cell, ...]:
    of = group.conversion
    parts = (of.before, of.after, of.entered) if of is not None else (None, None, None)
    name = Cell(text=shown.of(what, group.name, was=not group.after))
    return (name, *(Cell(text=shown.conversion(each)) for each in parts))


def _crossings(shown: PreviewShown, conversion: Conversion) -> Grid:
    columns = (
        Heading(title=shown.say(say("Who")), width=40),
        Heading(title=shown.say(say("Number")), width=20, number=True),
        Heading(title=shown.say(say("Converted")), width=40, number=True),
    )
    rows = [_converted(shown, say("all"), shown.preview.leads, conversion)]
    for what, movement in movements(shown):
        for each in movement.crossings:
            if each.leads and each.direction != "same":
                rows.append(_converted(shown, WAYS[what, each.direction], each.leads, each.conversion))
    about = say(
        "Of {who} whose outcome is known; in brackets where the true share lies in 95 of 100 cases. "
        "Fewer than {few} say too little for a share.",
        who=shown.new.who,
        few=ENOUGH,
    )
    title = shown.say(say("Conversion of those who move"))
    return Grid(title=title, columns=columns, rows=tuple(rows), about=shown.say(about))


def _converted(shown: PreviewShown, name: Said, leads: int, conversion: Conversion | None) -> tuple[Cell, ...]:
    return Cell(text=shown.say(name)), Cell(text=shown.whole(leads)), Cell(text=shown.conversion(conversion))

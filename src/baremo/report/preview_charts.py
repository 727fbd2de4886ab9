"""The charts of a preview, each defined once; texts travel as values of the data, as in `charts`."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt

from baremo.report.charts import Row, Theme

BEFORE, AFTER = 0, 1  # the order of the two bars of a bin


def distributions(rows: Sequence[Row], theme: Theme, *, width: int, titles: Row) -> alt.TopLevelMixin:
    """Leads by score under both models, two bars a bin: `start`, `end` of a bar, `leads`, `when`, `tip`.

    What was stands on the left and pale, what would be on the right and strong, so that the order tells them
    apart where colours do not.
    """
    data = alt.InlineData(values=list(rows))
    x = alt.X("start:Q", title=titles["x"], axis=alt.Axis(grid=False, tickCount=width // 55))
    x = x.scale(domain=[titles["low"], titles["high"]], nice=False, zero=False)
    y = alt.Y("leads:Q", axis=alt.Axis(title=titles["y"], tickCount=4, tickMinStep=1), stack=None)
    colour = alt.Color("when:O", legend=None).scale(domain=[BEFORE, AFTER], range=[theme.neutral, theme.accent])
    bars = alt.Chart(data).mark_bar(orient="vertical")
    bars = bars.encode(x=x, x2="end:Q", y=y, color=colour, description="tip:N")
    return alt.layer(bars).properties(width=width, height=220)


def movers(rows: Sequence[Row], theme: Theme, *, width: int, scale: tuple[float, float]) -> alt.TopLevelMixin:
    """An arrow from each lead's score before to that after: `place`, `name`, `before`, `after`, `shown`, `tip`."""
    low, high = scale
    base = alt.Chart(alt.InlineData(values=list(rows))).encode(
        y=alt.Y("place:O", axis=None, scale=alt.Scale(padding=0))
    )
    x = alt.X("before:Q", axis=None).scale(domain=[low, high], nice=False, zero=False)
    track = base.transform_calculate(low=str(low), high=str(high)).mark_rule(yOffset=9, color=theme.line)
    track = track.encode(x=alt.X("low:Q", axis=None), x2="high:Q")
    falls = alt.when("datum.after < datum.before")
    colour = falls.then(alt.value(theme.minus)).otherwise(alt.value(theme.plus))
    shaft = base.mark_rule(yOffset=9, strokeWidth=4).encode(x=x, x2="after:Q", color=colour, description="tip:N")
    head = base.mark_point(yOffset=9, filled=True, size=110, opacity=1, shape="triangle")
    turned = falls.then(alt.value(-90)).otherwise(alt.value(90))
    head = head.encode(x=alt.X("after:Q"), color=colour, angle=turned, description="tip:N")
    name = base.mark_text(align="left", dy=-7, color=theme.ink, limit=width - 110, x=0).encode(text="name:N")
    shown = base.mark_text(align="right", dy=-7, color=theme.soft, x=width).encode(text="shown:N")
    return alt.layer(track, shaft, head, name, shown).properties(width=width, height=alt.Step(40))

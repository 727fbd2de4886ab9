"""The chart of a forecast, defined once and drawn for each band and stage."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt

from baremo.report.charts import Row, Theme

DENSE = 31  # days from which on the points of a line are small


def panel(rows: Sequence[Row], theme: Theme, *, width: int) -> alt.TopLevelMixin:
    """How many leads are there at the end of each day: `day` (from 0), `leads`, `tip`."""
    last = rows[-1]["day"]
    top = max([1, *(row["leads"] for row in rows)])
    data = alt.InlineData(values=list(rows))
    days = sorted({-(-last // 2), last})
    x = alt.X("day:Q", title=None, axis=alt.Axis(grid=False, values=days, format="+d", labelFlush=True))
    x = x.scale(domain=[0, last], nice=False)
    y = alt.Y("leads:Q", title=None, axis=alt.Axis(values=[0, top], format=",d")).scale(domain=[0, top], nice=False)
    base = alt.Chart(data).encode(x=x, y=y)
    area = base.mark_area(interpolate="step-after", color=theme.accent, opacity=0.18)
    line = base.mark_line(interpolate="step-after", color=theme.accent, strokeWidth=2)
    points = base.mark_point(filled=True, size=40 if last <= DENSE else 6, opacity=1, color=theme.accent).encode(
        description="tip:N"
    )
    return alt.layer(area, line, points).properties(width=width, height=90)

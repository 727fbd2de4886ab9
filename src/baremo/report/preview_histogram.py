"""Two histograms in block characters, one above the other, as wide as the terminal allows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.console import Console, ConsoleOptions
from rich.text import Text as Styled

from baremo.report.numbers import decimal
from baremo.report.preview_words import PreviewShown
from baremo.texts import say

BLOCKS = "▁▂▃▄▅▆▇█"
WIDEST = 4  # characters of a bar, the space behind it included
TICKS = 4  # numbers of the axis, besides the last
ROOM = 8  # characters that each of them has


@dataclass(frozen=True, kw_only=True)
class Histogram:
    """Scores before and after, on one scale; drawn by `rich`, which knows the width."""

    shown: PreviewShown

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Styled]:
        before, after = self.shown.say(say("before")), self.shown.say(say("after"))
        margin = max(len(before), len(after)) + 2
        together, width = fitted(len(self.shown.preview.bars), options.max_width - margin)
        counts = [
            _joined([each.before for each in self.shown.preview.bars], together),
            _joined([each.after for each in self.shown.preview.bars], together),
        ]
        most = max(map(max, counts))
        for name, row, style in zip((before, after), counts, ("", "bold blue"), strict=True):
            yield Styled.assemble(f"{name:<{margin}}", (blocks(row, most, width), style))
        yield Styled(" " * margin + self._axis(width * len(counts[0])), style="dim")

    def _axis(self, length: int) -> str:
        """Scores at even distances, each where it belongs; the last ends where the bars do."""
        bars = self.shown.preview.bars
        low, high = bars[0].start, bars[-1].end
        line, ticks = "", min(TICKS, length // ROOM)
        for tick in range(ticks):
            label = decimal(low + (high - low) * tick / ticks, self.shown.lang)
            line = line.ljust(length * tick // ticks) + label
        last = decimal(high, self.shown.lang)
        return line.ljust(length - len(last)) + last


def fitted(bars: int, room: int) -> tuple[int, int]:
    """How many bars are drawn as one, and how wide each is."""
    together = max(1, -(-bars // max(room, 1)))
    return together, max(1, min(WIDEST, room // -(-bars // together)))


def blocks(counts: Sequence[int], most: int, width: int) -> str:
    """Nothing is blank, and anything at all is at least the lowest block."""
    gap = " " if width > 2 else ""
    signs = (BLOCKS[-(-count * len(BLOCKS) // most) - 1] if count else " " for count in counts)
    return "".join(sign * (width - len(gap)) + gap for sign in signs)


def _joined(counts: Sequence[int], together: int) -> list[int]:
    return [sum(counts[start : start + together]) for start in range(0, len(counts), together)]

"""What stands in both of two models, though it was renamed or moved."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
Way = Callable[[K, str], Hashable]  # what must be equal for two things to be the same


@dataclass(frozen=True, kw_only=True, slots=True)
class Pairing(Generic[K]):
    """Keys of the old things by the keys of the new, and those without a partner."""

    old_of: dict[K, K]
    removed: tuple[K, ...]
    added: tuple[K, ...]

    def reordered(self, old: Sequence[K], new: Sequence[K]) -> bool:
        """Whether those in both stand in another order."""
        partners = [self.old_of[key] for key in new if key in self.old_of]
        kept = set(partners)
        return partners != [key for key in old if key in kept]


def pairing(old: Mapping[K, str], new: Mapping[K, str], ways: Sequence[Way[K]]) -> Pairing[K]:
    """Pairs things by the first way that fits; `old` and `new` map keys to meanings."""
    left, waiting = dict(old), dict(new)
    old_of: dict[K, K] = {}
    for way in ways:
        seen: dict[Hashable, list[K]] = {}
        for key, meant in left.items():
            seen.setdefault(way(key, meant), []).append(key)
        for key, meant in list(waiting.items()):
            alike = seen.get(way(key, meant))
            if alike:
                old_of[key] = alike.pop(0)
                del left[old_of[key]], waiting[key]
    return Pairing(old_of=old_of, removed=tuple(left), added=tuple(waiting))


def by_key(key: Hashable, meant: str) -> Hashable:
    return key


def by_meaning(key: Hashable, meant: str) -> Hashable:
    return meant

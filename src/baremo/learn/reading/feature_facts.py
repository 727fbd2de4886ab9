"""Features as facts that the engine reads, and facts as features: the one way between them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from baremo.engine.facts import Asked
from baremo.learn.feature import Attribute, Codes, Feature, FeatureTable, Figure, Numbers, Reading

Levels = tuple[str, ...]


def asked_for(features: Iterable[Feature]) -> Asked:
    """The facts that the features are read from; events are asked under the features' names."""
    features = tuple(features)
    return Asked(
        texts=_columns(features, "text"),
        numbers=_columns(features, "number"),
        ages=_columns(features, "age"),
        measures=_criteria(features, "measure"),
        recencies=_criteria(features, "recency"),
    )


def table_of(
    features: Sequence[Feature], facts: pa.Table, *, levels: Mapping[str, Levels] | None = None
) -> FeatureTable:
    """Features out of facts.

    Parameters
    ----------
    levels : mapping of str to tuple of str, optional
        The levels of categories, such as those that were learned from: any other text is missing. By default
        those that occur.
    """
    numbers: dict[str, Numbers] = {}
    codes: dict[str, Codes] = {}
    known: dict[str, Levels] = {}
    for feature in features:
        column = facts.column(fact_of(feature)).combine_chunks()
        if feature.kind == "category":
            texts = _answered(column, feature)
            known[feature.name] = levels[feature.name] if levels is not None else _levels(texts)
            places = pc.index_in(texts, pa.array(known[feature.name], pa.string()))
            codes[feature.name] = np.asarray(places.fill_null(-1), np.int32)
        else:
            values = column.cast(pa.float64()).to_numpy(zero_copy_only=False)
            numbers[feature.name] = np.where(np.isfinite(values), values, np.nan)
    return FeatureTable(features=tuple(features), numbers=numbers, codes=codes, levels=known, rows=facts.num_rows)


def fact_of(feature: Feature) -> str:
    """The name of its column among the facts."""
    if isinstance(feature.source, Attribute):
        return f"{feature.source.reads}.{feature.source.column}"
    return f"{feature.source.figure}.{feature.name}"


def _columns(features: tuple[Feature, ...], reads: Reading) -> tuple[str, ...]:
    sources = [feature.source for feature in features]
    columns = [each.column for each in sources if isinstance(each, Attribute) and each.reads == reads]
    return tuple(dict.fromkeys(columns))


def _criteria(features: tuple[Feature, ...], figure: Figure) -> dict[str, Mapping[str, object]]:
    return {
        feature.name: feature.source.criterion
        for feature in features
        if not isinstance(feature.source, Attribute) and feature.source.figure == figure
    }


def _answered(texts: pa.Array, feature: Feature) -> pa.Array:
    """The texts without those that say nothing."""
    blank = feature.source.blank if isinstance(feature.source, Attribute) else ()
    if not blank:
        return texts
    return pc.if_else(pc.is_in(texts, pa.array(blank)), pa.scalar(None, pa.string()), texts)


def _levels(texts: pa.Array) -> Levels:
    return tuple(sorted(texts.drop_null().unique().to_pylist()))

"""The query over tables of a warehouse, as a text that people read and run."""

from baremo.engine.warehouse.columns import KINDS, Warehouse
from baremo.engine.warehouse.text import text_of

__all__ = ["KINDS", "Warehouse", "text_of"]

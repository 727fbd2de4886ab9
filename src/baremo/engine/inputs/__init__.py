"""The inputs of a scoring: any source becomes a table that the query can read, or is refused with a remedy."""

from baremo.engine.inputs.left_out import LeftOut
from baremo.engine.inputs.prepare import Inputs, prepare

__all__ = ["Inputs", "LeftOut", "prepare"]

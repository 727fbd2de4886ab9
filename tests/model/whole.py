"""The whole model of the format's reference: every part of the file once."""

from __future__ import annotations

from pathlib import Path

WHOLE = Path(__file__).with_name("whole.yaml").read_text("utf-8")

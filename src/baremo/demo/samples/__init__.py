"""The sample of each template: who is in it and how they behave."""

from __future__ import annotations

from baremo.demo.behaviour import Sample
from baremo.demo.samples.b2b import B2B
from baremo.demo.samples.b2c import B2C
from baremo.demo.samples.saas import SAAS
from baremo.demo.samples.simple import SIMPLE
from baremo.demo.samples.supplier import SUPPLIER

SAMPLES: dict[str, Sample] = {
    "simple": SIMPLE,
    "b2b": B2B,
    "b2c": B2C,
    "saas": SAAS,
    "supplier": SUPPLIER,
}

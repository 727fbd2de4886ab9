"""The people in our tests: Ana is hot, Bruno a student, Carla a competitor, and Acme is Ana's company."""

from __future__ import annotations

from typing import Any

Row = dict[str, Any]

ANA: Row = {
    "lead_id": "ana",
    "account_id": "acme",
    "email": "ana@acme.example",
    "job_title": "Chief Marketing Officer",
    "company_domain": "acme.example",
    "employees": 1200,
    "country": "ES",
    "phone": "+34 600 000 001",
    "budget": "approved",
    "created_at": "2026-01-15T09:00:00Z",
}
BRUNO: Row = {
    "lead_id": "bruno",
    "account_id": None,
    "email": "bruno@gmail.com",
    "job_title": "Student of marketing",
    "company_domain": None,
    "employees": None,
    "country": "PT",
    "phone": None,
    "budget": None,
    "created_at": "2026-02-01T09:00:00Z",
}
CARLA: Row = {
    "lead_id": "carla",
    "account_id": "rival",
    "email": "carla@rival.com",
    "job_title": "Head of Growth",
    "company_domain": "rival.com",
    "employees": 300,
    "country": "ES",
    "phone": "+34 600 000 003",
    "budget": "planned",
    "created_at": "2026-02-10T09:00:00Z",
}
ACME: Row = {"account_id": "acme", "name": "Acme", "industry": "software", "employees": 1200}
RIVAL: Row = {"account_id": "rival", "name": "Rival", "industry": "software", "employees": 300}

LEADS = [ANA, BRUNO, CARLA]
ACCOUNTS = [ACME, RIVAL]
AS_OF = "2026-03-31"


def event(lead: Row, name: str, timestamp: str, **properties: Any) -> Row:
    """An event of one of them; the properties that it lacks are null."""
    known = {"path": None, "form": None, "asset_id": None, "amount": None}
    return {"lead_id": lead["lead_id"], "event": name, "timestamp": timestamp, **known, **properties}


EVENTS = [
    event(ANA, "page_viewed", "2026-03-29T10:00:00Z", path="/pricing"),
    event(ANA, "page_viewed", "2026-03-31T10:00:00Z", path="/pricing/teams"),
    event(ANA, "form_submitted", "2026-03-31T10:05:00Z", form="demo"),
    event(ANA, "content_downloaded", "2026-03-20T16:00:00Z", asset_id="buyers-guide"),
    event(BRUNO, "page_viewed", "2026-03-30T22:00:00Z", path="/blog"),
    event(BRUNO, "content_downloaded", "2026-03-30T22:10:00Z", asset_id="buyers-guide"),
    event(CARLA, "page_viewed", "2026-03-31T08:00:00Z", path="/pricing"),
    event(CARLA, "page_viewed", "2026-03-31T08:01:00Z", path="/pricing"),
]

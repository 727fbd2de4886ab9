"""What events and leads of the samples are named."""

from __future__ import annotations

NAMES = (
    "page_viewed",
    "email_delivered",
    "email_opened",
    "email_clicked",
    "form_submitted",
    "content_downloaded",
    "webinar_attended",
    "logged_in",
    "feature_used",
    "order_placed",
)
PATHS = ("/pricing", "/blog", "/docs", "/home")
COUNTRIES = ("ES", "PT", "FR", "de")

"""The names that templates, importers and connectors give to events, with their properties.

Any other name is as good in a model; these are the ones that every source can be mapped to.
"""

from __future__ import annotations

from baremo.texts import Text, say

_WORDS: dict[str, tuple[tuple[str, ...], Text]] = {
    "page_viewed": (("path", "title", "referrer", "campaign"), say("a page of the website was seen")),
    "landing_page_viewed": ((), say("a campaign's landing page was seen")),
    "cta_clicked": ((), say("a call to action was clicked")),
    "form_submitted": (("form",), say("a form was sent")),
    "content_downloaded": (
        ("asset_id", "topic", "phase"),
        say("a whitepaper, guide or other content was fetched"),
    ),
    "email_delivered": ((), say("a mailing arrived")),
    "email_opened": ((), say("a mailing was opened")),
    "email_clicked": ((), say("a link in a mailing was followed")),
    "email_bounced": ((), say("a mailing came back")),
    "email_unsubscribed": ((), say("the lead asked for no more mailings")),
    "newsletter_subscribed": ((), say("the lead asked for the newsletter")),
    "webinar_registered": ((), say("the lead put its name down for a webinar")),
    "webinar_attended": ((), say("the lead was at a webinar")),
    "social_engaged": (("network", "action"), say("the lead liked, shared or commented on a social network")),
    "push_opened": ((), say("a push message was opened")),
    "chat_started": ((), say("a chat began")),
    "call_answered": ((), say("a phone call was taken")),
    "meeting_booked": ((), say("a meeting was agreed")),
    "quote_requested": ((), say("a quote was asked for")),
    "demo_requested": ((), say("a demonstration was asked for")),
    "trial_started": ((), say("a trial began")),
    "signed_up": ((), say("an account was opened, paid or not")),
    "logged_in": ((), say("the lead logged in")),
    "feature_used": ((), say("a feature of the product was used")),
    "plan_upgraded": ((), say("a higher plan was taken")),
    "order_placed": (("amount", "currency"), say("something was bought")),
    "order_refunded": ((), say("money was given back")),
    "subscription_cancelled": ((), say("a subscription was ended")),
}

EVENTS: dict[str, tuple[str, ...]] = {name: properties for name, (properties, _) in _WORDS.items()}
MEANINGS: dict[str, Text] = {name: meaning for name, (_, meaning) in _WORDS.items()}

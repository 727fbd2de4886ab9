"""Customers and visitors of a shop."""

from __future__ import annotations

from baremo.demo.behaviour import Echo, Habit, Persona, Sample
from baremo.demo.dice import money, one_of, whole
from baremo.demo.samples.website import CAST, FREE_HOSTS, does, gets_newsletter, lands, looks_at, unsubscribes

HOMES = (*FREE_HOSTS, "mail.example", "post.example")
PRODUCTS = ("lamp", "kettle", "rug", "chair", "vase", "blanket", "mirror", "clock")
PRODUCT_PAGES = tuple(f"/product/{name}" for name in PRODUCTS)


def orders(
    times: tuple[int, int], ages: tuple[int, int], *, low: float = 15, high: float = 180, returns: float = 0.05
) -> Habit:
    """`returns` is the share of orders that go back, some of them in part."""
    refund = Echo(event="order_refunded", likely=returns, days=(3, 20))
    return Habit(
        event="order_placed",
        times=times,
        ages=ages,
        properties={"amount": money(low, high), "currency": one_of("EUR")},
        echoes=(refund,),
    )


def looks_at_products(times: tuple[int, int], ages: tuple[int, int], *, likely: float = 1.0) -> Habit:
    return looks_at(*PRODUCT_PAGES, times=times, ages=ages, likely=likely)


def wishes(times: tuple[int, int], *, likely: float = 1.0) -> Habit:
    properties = {"product": one_of(*PRODUCTS)}
    return Habit(event="wishlist_added", times=times, ages=(0, 55), likely=likely, properties=properties)


STAR = Persona(
    name="star",
    share=0,
    converts=1.0,
    hosts=HOMES,
    attributes={"loyalty_card": one_of("true"), "lead_source": one_of("friend"), "age": whole(38, 38)},
    habits=(
        orders((11, 12), (9, 340), low=40, high=140, returns=0.0),
        orders((1, 1), (4, 6), low=60, high=70, returns=0.0),
        does("cart_abandoned", (1, 1), ages=(1, 2)),
        looks_at_products((10, 12), (0, 9)),
        wishes((4, 5)),
        does("newsletter_subscribed", (1, 1), ages=(300, 300)),
        does("push_opened", (4, 6), ages=(0, 20)),
        gets_newsletter((6, 6), clicks=0.5),
        does("review_written", (1, 2), ages=(20, 120)),
    ),
)
REGULAR = Persona(
    name="regular",
    share=20,
    converts=0.6,
    hosts=HOMES,
    attributes={"loyalty_card": one_of("true", "true", "false"), "lead_source": one_of("friend", "shop", "search")},
    habits=(
        orders((4, 11), (2, 350), low=20),
        looks_at_products((2, 8), (0, 40)),
        does("cart_abandoned", (1, 1), ages=(0, 9), likely=0.35),
        wishes((1, 4), likely=0.5),
        does("newsletter_subscribed", (1, 1), ages=(200, 400), likely=0.8),
        gets_newsletter((5, 6), clicks=0.3),
        does("push_opened", (1, 5), ages=(0, 25), likely=0.6),
        does("social_engaged", (1, 3), likely=0.3),
        does("review_written", (1, 1), ages=(5, 170), likely=0.3),
    ),
)
ABOUT_TO_BUY = Persona(
    name="about to buy",
    share=16,
    converts=0.45,
    hosts=HOMES,
    habits=(
        orders((1, 3), (20, 300)),
        looks_at_products((6, 14), (0, 12)),
        does("cart_abandoned", (1, 2), ages=(0, 6), likely=0.85),
        wishes((1, 4), likely=0.7),
        lands((1, 2), ages=(0, 14), likely=0.7),
        does("cta_clicked", (1, 3), ages=(0, 14), likely=0.6),
        gets_newsletter((3, 6), clicks=0.25),
    ),
)
WINDOW_SHOPPER = Persona(
    name="window shopper",
    share=24,
    converts=0.12,
    hosts=HOMES,
    attributes={"lead_source": one_of("search", "social", "advert", "voucher-site")},
    habits=(
        looks_at_products((3, 12), (0, 60)),
        lands((1, 3), ages=(0, 60), likely=0.6),
        wishes((1, 2), likely=0.3),
        does("social_engaged", (1, 5), likely=0.5),
        gets_newsletter((2, 5), clicks=0.12, likely=0.6),
    ),
)
BARGAIN_HUNTER = Persona(
    name="bargain hunter",
    share=12,
    converts=0.2,
    hosts=HOMES,
    attributes={"lead_source": one_of("voucher-site", "voucher-site", "advert")},
    habits=(
        orders((1, 3), (10, 250), low=8, high=40),
        does("cta_clicked", (1, 4), ages=(0, 40)),
        gets_newsletter((4, 6), clicks=0.2),
        unsubscribes(0.2),
    ),
)
RETURNER = Persona(
    name="sends it back",
    share=8,
    converts=0.3,
    hosts=HOMES,
    habits=(
        orders((4, 8), (10, 300), low=60, high=250, returns=0.75),
        looks_at_products((2, 8), (0, 30)),
        does("complaint_made", (1, 2), ages=(5, 55), likely=0.4),
        gets_newsletter((3, 5), clicks=0.15),
    ),
)
LOST = Persona(
    name="lost customer",
    share=18,
    converts=0.05,
    hosts=HOMES,
    habits=(
        orders((1, 5), (200, 420)),
        looks_at_products((1, 5), (190, 420)),
        gets_newsletter((4, 6), clicks=0.0),
        unsubscribes(0.3),
    ),
)
STUDENT = Persona(
    name="student",
    share=6,
    converts=0.15,
    hosts=HOMES,
    attributes={"age": whole(18, 25), "lead_source": one_of("social")},
    habits=(
        looks_at_products((4, 12), (0, 20)),
        orders((1, 1), (30, 200), low=8, high=30),
        does("social_engaged", (2, 6)),
    ),
)
COMPETITOR = Persona(
    name="competitor",
    share=2,
    converts=0.0,
    hosts=("rival.example",),
    attributes={"customer_type": one_of("reseller")},
    habits=(orders((3, 6), (5, 200), low=200, high=900), looks_at_products((8, 16), (0, 30))),
)
DISPUTER = Persona(
    name="disputes payments",
    share=2,
    converts=0.1,
    hosts=HOMES,
    habits=(orders((2, 4), (30, 200)), does("payment_disputed", (2, 3), ages=(5, 150))),
)

B2C = Sample(
    identity=("first_name", "last_name", "email", "phone", "country"),
    attributes={
        "age": whole(19, 74),
        "loyalty_card": one_of("true", "false", "false", "false"),
        "customer_type": one_of("person"),
        "lead_source": one_of("search", "search", "social", "friend", "shop", "voucher-site", "advert"),
    },
    properties=("path", "campaign", "amount", "currency", "product"),
    outcome="bought_again",
    cast=CAST,
    personas=(
        *(STAR, REGULAR, ABOUT_TO_BUY, WINDOW_SHOPPER, BARGAIN_HUNTER),
        *(RETURNER, LOST, STUDENT, COMPETITOR, DISPUTER),
    ),
)

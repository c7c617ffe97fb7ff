"""The profile of the sample and what the workshop left behind: a ballot, decisions, parked topics, remarks."""

import datetime as dt
from typing import Any

from planner.insight.records import VoteOption
from planner.profile import PROFILE_ID, Profile
from tests.tools.sample.actions import HOLIDAYS
from tests.tools.sample.logo import logo
from tests.tools.sample.objectives import OBJECTIVES
from tests.tools.sample.words import Words, rows, said

BRAND = "#1E5B52"
WORKSHOP = dt.date(2027, 2, 4)
VOTES = {"repeat": 9, "conversion": 8, "churn": 6, "value": 5, "cross": 4, "data": 2, "satisfaction": 2}
ROLES: tuple[Words, ...] = (
    ("CRM lead", "Responsable CRM"),
    ("E-commerce manager", "Responsable e-commerce"),
    ("Store operations", "Responsable magasins"),
    ("Data analyst", "Analyste de données"),
)


def profile(code: str) -> Profile:
    """The plan-wide facts."""
    return Profile(
        id=PROFILE_ID,
        rank="V001",
        client="Vélo Lumière",
        title=said(
            ("Vélo Lumière – Client relationship strategy", "Vélo Lumière – Stratégie de relation client"), code
        ),
        purpose=said(
            (
                "Objectives, segments, journeys, capabilities and action plan for the online shop and 14 stores.",
                "Objectifs, segments, parcours, capacités et plan d’action pour la boutique en ligne et 14 magasins.",
            ),
            code,
        ),
        scope=said(("Online shop and 14 stores", "Boutique en ligne et 14 magasins"), code),
        start=dt.date(2027, 1, 4),
        end=dt.date(2027, 12, 31),
        language="fr" if code == "fr" else "en",
        confidentiality=said(("For the management committee", "Pour le comité de direction"), code),
        logo=logo(BRAND),
        brand_colour=BRAND,
        participants=tuple(said(role, code) for role in ROLES),
        version_label="Version 3",
        customer_base=66_920,
        budget_cap=420_000.0,
        maturity_wanted="personalized",
        holidays=HOLIDAYS,
    )


def tables(code: str) -> dict[str, Any]:
    """The tables that cross the steps."""
    names = {key: said(statement, code) for key, _lever, _weight, statement, *_rest in OBJECTIVES}
    options = tuple(VoteOption(label=names[key], item=key, votes=votes) for key, votes in VOTES.items())
    question = said(("What should succeed first?", "Qu’est-ce qui doit réussir en premier ?"), code)
    crm, shop, stores, _data = (said(role, code) for role in ROLES)
    return {
        "votes": rows(
            "votes",
            [
                {
                    "id": "vote-first",
                    "question": question,
                    "options": options,
                    "secret": True,
                    "date": WORKSHOP,
                    "adopted": True,
                }
            ],
        ),
        "comments": rows(
            "comments",
            [
                {
                    "id": "remark-cart",
                    "table": "current_touchpoints",
                    "item": "cart",
                    "author": shop,
                    "date": dt.date(2027, 2, 18),
                    "text": said(
                        (
                            "Half of the help line calls ask for the delivery cost.",
                            "La moitié des appels à l’assistance portent sur les frais de livraison.",
                        ),
                        code,
                    ),
                },
                {
                    "id": "remark-vip",
                    "table": "segments",
                    "item": "vip",
                    "author": stores,
                    "date": dt.date(2027, 2, 18),
                    "text": said(
                        ("Small, but they bring their friends.", "Peu nombreux, mais ils amènent leurs amis."), code
                    ),
                },
            ],
        ),
        "decisions": rows(
            "decisions",
            [
                {
                    "id": "decide-commuters",
                    "text": said(
                        ("Commuters come first in 2027.", "Les cyclistes du quotidien passent en premier en 2027."),
                        code,
                    ),
                    "role": crm,
                    "date": WORKSHOP,
                },
                {
                    "id": "decide-cap",
                    "text": said(
                        ("The budget stays under 420 thousand euros.", "Le budget reste sous 420 000 euros."), code
                    ),
                    "role": stores,
                    "date": dt.date(2027, 3, 1),
                },
            ],
        ),
        "parking": rows(
            "parking",
            [
                {
                    "id": "park-leasing",
                    "text": said(("Bike leasing with employers", "Location de vélos avec les employeurs"), code),
                    "role": stores,
                },
                {
                    "id": "park-app",
                    "text": said(("Does the ride app stay ours?", "Gardons-nous notre propre application ?"), code),
                    "role": shop,
                },
            ],
        ),
        "noted_answers": rows("noted_answers", []),
    }

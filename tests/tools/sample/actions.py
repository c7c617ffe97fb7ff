"""The action plan of the sample: eleven actions, nine shared requirements, four ways to meet them."""

import datetime as dt
from typing import Any

from planner.actions.records import Cost, Dependency, Need, PlatformScore
from planner.catalogue import platform_criteria
from planner.journeys.gaps import gap_key
from planner.language import speaking
from tests.tools.sample.journeys import OWNERS
from tests.tools.sample.words import Words, rows, said

HOLIDAYS = tuple(
    dt.date(2027, month, day)
    for month, day in ((1, 1), (3, 29), (5, 1), (5, 6), (5, 8), (5, 17), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))
)


def days(start: dt.date, end: dt.date) -> int:
    """The working days from one date to another, both counted."""
    span = (start + dt.timedelta(n) for n in range((end - start).days + 1))
    return sum(day.weekday() < 5 and day not in HOLIDAYS for day in span)


def _on(month: int, day: int) -> dt.date:
    return dt.date(2027, month, day)


ACTIONS: tuple[dict[str, Any], ...] = (
    {
        "id": "join-data",
        "title": ("Join shop and store data", "Réunir les données boutique et magasins"),
        "description": (
            "One customer number in shop and tills, matched every night.",
            "Un seul numéro de client en boutique et en caisse, rapproché chaque nuit.",
        ),
        "segments": (),
        "objectives": ("data",),
        "owner": "data",
        "lever": "data",
        "start": _on(1, 4),
        "end": _on(6, 16),
        "effort": 80.0,
        "done": 0.35,
        "status": "in_progress",
        "costs": (("customisation", 42), ("integration", 38), ("training", 16)),
        "provides": ("single-view", "till-link"),
        "questions": ("data_360", "data_access"),
    },
    {
        "id": "dashboard",
        "title": ("Multichannel dashboard", "Tableau de bord multicanal"),
        "description": (
            "One page per channel and campaign, with sales.",
            "Une page par canal et par campagne, avec les ventes.",
        ),
        "segments": (),
        "objectives": ("data",),
        "owner": "data",
        "lever": "data",
        "start": _on(4, 1),
        "end": _on(7, 15),
        "effort": 36.0,
        "costs": (("purchase", 12), ("integration", 18), ("training", 8)),
        "provides": ("campaign-reports", "channel-return"),
        "questions": ("perf_dashboards", "perf_sales", "perf_tracking"),
        "moves": ("m_dashboard",),
    },
    {
        "id": "cart-reminder",
        "title": ("Cart reminder by e-mail and SMS", "Rappel de panier par e-mail et SMS"),
        "description": (
            "A reminder the next day, with the delivery cost in sight.",
            "Un rappel le lendemain, avec les frais de livraison visibles.",
        ),
        "segments": ("commuters",),
        "objectives": ("conversion",),
        "owner": "crm",
        "lever": "message_scenario",
        "start": _on(2, 1),
        "end": _on(4, 7),
        "effort": 29.0,
        "done": 0.70,
        "status": "in_progress",
        "costs": (("people", 12), ("customisation", 8), ("training", 4)),
        "benefit": (230, 310, 380),
        "requires": ("email-sms",),
        "provides": ("triggers",),
        "questions": ("tools_coverage",),
        "moves": ("m_automate",),
        "gaps": ("reminder", "newsletter"),
        "assumption": ("One reminded cart in five is paid.", "Un panier relancé sur cinq est payé."),
    },
    {
        "id": "one-page",
        "title": ("One-page payment", "Paiement en une page"),
        "description": (
            "Cost, delivery and payment on one page; three means of payment.",
            "Coût, livraison et paiement sur une page ; trois moyens de paiement.",
        ),
        "segments": ("commuters",),
        "objectives": ("conversion", "cross"),
        "owner": "shop",
        "lever": "service",
        "start": _on(3, 1),
        "end": _on(5, 31),
        "effort": 50.0,
        "done": 0.20,
        "status": "in_progress",
        "costs": (("customisation", 34), ("integration", 18), ("training", 6)),
        "benefit": (290, 420, 520),
        "gaps": ("payment",),
        "moves": ("m_checkout",),
        "assumption": (
            "59 of 100 carts reach payment instead of 42.",
            "59 paniers sur 100 arrivent au paiement au lieu de 42.",
        ),
    },
    {
        "id": "ride-booking",
        "title": ("Test ride booking with reminder", "Réservation d’essai avec rappel"),
        "description": (
            "Rides are booked online; a message the day before asks to confirm.",
            "L’essai se réserve en ligne ; un message la veille demande confirmation.",
        ),
        "segments": ("commuters",),
        "objectives": ("repeat", "conversion"),
        "owner": "stores",
        "lever": "message_scenario",
        "start": None,
        "from_": _on(4, 14),
        "end": _on(6, 30),
        "effort": 24.0,
        "after": (("cart-reminder", 4),),
        "costs": (("people", 14), ("customisation", 12), ("media", 6)),
        "benefit": (130, 190, 240),
        "requires": ("email-sms",),
        "gaps": ("ride-reminder",),
        "assumption": ("Two of three riders buy within a month.", "Deux essayeurs sur trois achètent dans le mois."),
    },
    {
        "id": "onboarding",
        "title": ("First 30 days onboarding", "Accompagnement des 30 premiers jours"),
        "description": (
            "Four messages and a free check in the first month.",
            "Quatre messages et un contrôle offert le premier mois.",
        ),
        "segments": ("new",),
        "objectives": ("repeat",),
        "owner": "crm",
        "lever": "message_scenario",
        "start": _on(3, 1),
        "end": _on(5, 28),
        "effort": 28.0,
        "done": 0.45,
        "status": "in_progress",
        "costs": (("people", 11), ("customisation", 6), ("media", 4)),
        "benefit": (110, 160, 210),
        "requires": ("email-sms", "triggers"),
        "gaps": ("check-reminder",),
        "assumption": (
            "32 instead of 24 of 100 come back within a year.",
            "32 clients sur 100 reviennent dans l’année, au lieu de 24.",
        ),
    },
    {
        "id": "preferences",
        "title": ("Preference centre", "Centre de préférences"),
        "description": (
            "Customers choose topics, channels and how often.",
            "Les clients choisissent les sujets, les canaux et la fréquence.",
        ),
        "segments": ("new",),
        "objectives": ("data", "churn"),
        "owner": "crm",
        "lever": "data",
        "start": None,
        "from_": _on(6, 17),
        "end": _on(8, 16),
        "effort": 36.0,
        "after": (("join-data", 0),),
        "costs": (("customisation", 16), ("people", 7), ("training", 3)),
        "benefit": (35, 60, 80),
        "requires": ("single-view",),
        "provides": ("consent",),
        "questions": ("data_richness",),
        "assumption": (
            "Half of the new customers complete their profile.",
            "La moitié des nouveaux clients complètent leur profil.",
        ),
    },
    {
        "id": "service-plan",
        "title": ("Service plan subscription", "Abonnement d’entretien"),
        "description": (
            "Yearly service and wear parts for a monthly amount.",
            "Révision annuelle et pièces d’usure pour un montant mensuel.",
        ),
        "segments": ("weekend",),
        "objectives": ("value",),
        "owner": "stores",
        "lever": "service",
        "start": None,
        "from_": _on(6, 17),
        "end": _on(9, 30),
        "effort": 45.0,
        "after": (("join-data", 0),),
        "costs": (("customisation", 30), ("training", 20), ("media", 24)),
        "benefit": (260, 380, 470),
        "requires": ("single-view", "till-link"),
        "assumption": (
            "18 of 100 enthusiasts subscribe in the first year.",
            "18 passionnés sur 100 s’abonnent la première année.",
        ),
    },
    {
        "id": "win-back",
        "title": ("Winter win-back series", "Série de reconquête d’hiver"),
        "description": (
            "Three messages before the cold: check, lights, offer.",
            "Trois messages avant le froid : contrôle, éclairage, offre.",
        ),
        "segments": ("lapsed",),
        "objectives": ("churn",),
        "owner": "crm",
        "lever": "message_scenario",
        "start": None,
        "from_": _on(8, 17),
        "end": _on(11, 15),
        "effort": 34.0,
        "after": (("preferences", 0),),
        "costs": (("people", 12), ("media", 16)),
        "benefit": (170, 270, 350),
        "requires": ("single-view", "email-sms"),
        "assumption": ("One lapsed buyer in twelve orders again.", "Un client inactif sur douze recommande."),
    },
    {
        "id": "bike-swap",
        "title": ("Bike swap for growing children", "Échange de vélos pour enfants qui grandissent"),
        "description": (
            "The outgrown bike is taken back against the next size.",
            "Le vélo trop petit est repris contre la taille suivante.",
        ),
        "segments": ("families",),
        "objectives": ("cross",),
        "owner": "shop",
        "lever": "loyalty",
        "start": _on(6, 1),
        "end": _on(9, 30),
        "effort": 43.0,
        "costs": (("customisation", 18), ("people", 18), ("media", 10)),
        "benefit": (50, 90, 120),
        "requires": ("till-link",),
        "assumption": ("One family in ten swaps each year.", "Une famille sur dix échange chaque année."),
    },
    {
        "id": "vip-evenings",
        "title": ("VIP preview evenings", "Soirées d’avant-première VIP"),
        "description": (
            "Members see the new range first, in four stores.",
            "Les membres découvrent la nouvelle gamme en premier, dans quatre magasins.",
        ),
        "segments": ("vip",),
        "objectives": ("value",),
        "owner": "stores",
        "lever": "event",
        "start": None,
        "from_": _on(10, 1),
        "end": _on(11, 30),
        "effort": 18.0,
        "after": (("service-plan", 0),),
        "costs": (("people", 8), ("media", 10)),
        "benefit": (25, 40, 55),
        "requires": ("single-view",),
        "assumption": ("Every second guest orders within the season.", "Un invité sur deux commande dans la saison."),
    },
)

GAPS = {
    "reminder": "browse",
    "newsletter": "browse",
    "payment": "browse",
    "ride-reminder": "browse",
    "check-reminder": "first",
}

NEEDS = ("commuters", "weekend", "new", "families", "lapsed", "vip")
# id, name, kind, question, level per segment: e essential, u useful, - none
REQUIREMENTS: tuple[tuple[str, Words, str, str, str], ...] = (
    ("single-view", ("Single customer view", "Vue unique du client"), "data", "data_360", "eee-ue"),
    ("campaign-reports", ("Campaign reports", "Rapports de campagne"), "process", "perf_dashboards", "eueueu"),
    ("channel-return", ("Return by channel", "Rendement par canal"), "data", "perf_sales", "eeuue-"),
    (
        "email-sms",
        ("E-mail and SMS in one place", "E-mail et SMS au même endroit"),
        "platform",
        "ops_effectiveness",
        "e-e-eu",
    ),
    ("consent", ("Consent centre", "Centre de consentement"), "data", "data_richness", "uueuuu"),
    ("till-link", ("Store till link", "Lien avec les caisses"), "integration", "data_360", "ue-e-e"),
    ("triggers", ("Behaviour triggers", "Déclencheurs comportementaux"), "platform", "tools_coverage", "e-e-e-"),
    (
        "desk-link",
        ("Service desk link", "Lien avec le service d’assistance"),
        "integration",
        "ops_coordination",
        "ue-u-e",
    ),
    ("audience-export", ("Audience export", "Export d’audiences"), "platform", "tools_usage", "u-u-e-"),
)

CRITERIA = (("integration", 35.0), ("ease", 25.0), ("reporting", 25.0), ("cost", 15.0))
ALL = tuple(key for key, *_rest in REQUIREMENTS)
# id, name, owned, scores, costs in thousand (purchase, training, customisation, integration, running a year), months, what it provides
PLATFORMS: tuple[tuple[str, Words | str, bool, tuple[int, ...], tuple[int, ...], int, tuple[str, ...]], ...] = (
    ("passerelle", "Passerelle", False, (5, 4, 4, 2), (30, 9, 12, 15, 26), 6, ALL),
    (
        "tandem",
        "Tandem CRM",
        False,
        (4, 5, 3, 4),
        (18, 9, 6, 12, 16),
        5,
        ("single-view", "triggers", "email-sms", "consent", "till-link", "desk-link", "audience-export"),
    ),
    (
        "orbe",
        "Orbe Suite",
        False,
        (3, 3, 5, 3),
        (24, 12, 9, 12, 20),
        7,
        ("triggers", "email-sms", "consent", "campaign-reports", "channel-return", "desk-link", "audience-export"),
    ),
    (
        "current",
        ("Current tools", "Outils actuels"),
        True,
        (2, 3, 2, 5),
        (0, 6, 0, 0, 12),
        0,
        ("email-sms", "campaign-reports", "audience-export"),
    ),
)
_KINDS = ("purchase", "training", "customisation", "integration", "running")


def tables(code: str) -> dict[str, Any]:
    """The tables of the step."""
    with speaking(code):
        named = {c.key: c for c in platform_criteria()}
    return {
        "requirements": rows("requirements", [_requirement(r, code) for r in REQUIREMENTS]),
        "platform_criteria": rows(
            "platform_criteria",
            [
                {"id": key, "key": key, "name": named[key].name, "hint": named[key].hint, "weight": weight}
                for key, weight in CRITERIA
            ],
        ),
        "platforms": rows("platforms", [_platform(p, code) for p in PLATFORMS]),
        "actions": rows("actions", [_action(a, code) for a in ACTIONS]),
    }


def _requirement(requirement: tuple[str, Words, str, str, str], code: str) -> dict[str, Any]:
    key, name, kind, question, levels = requirement
    words = {"e": "essential", "u": "useful"}
    needs = tuple(Need(segment=s, level=words[level]) for s, level in zip(NEEDS, levels, strict=True) if level in words)
    return {"id": key, "name": said(name, code), "kind": kind, "question": question, "needs": needs}


def _platform(platform: Any, code: str) -> dict[str, Any]:
    key, name, owned, scores, costs, months, provides = platform
    return {
        "id": key,
        "name": said(name, code),
        "owned": owned,
        "tool": "tool-mail" if owned else "",
        "months_to_leverage": months,
        "provides": provides,
        "scores": tuple(PlatformScore(criterion=c, value=v) for (c, _weight), v in zip(CRITERIA, scores, strict=True)),
        "costs": tuple(
            Cost(kind=kind, amount=amount * 1000.0) for kind, amount in zip(_KINDS, costs, strict=True) if amount
        ),
    }


def _action(action: dict[str, Any], code: str) -> dict[str, Any]:
    low, likely, high = action.get("benefit", (None, None, None))
    first = action["start"] or action["from_"]
    return {
        "id": action["id"],
        "title": said(action["title"], code),
        "description": said(action["description"], code),
        "segments": action["segments"],
        "objectives": action["objectives"],
        "owner": said(OWNERS[action["owner"]], code),
        "lever": action["lever"],
        "earliest_start": action["start"],
        "duration_days": days(first, action["end"]),
        "effort_days": action["effort"],
        "done": action.get("done", 0.0),
        "status": action.get("status", "planned"),
        "costs": tuple(Cost(kind=kind, amount=amount * 1000.0) for kind, amount in action["costs"]),
        "benefit_low": _money(low),
        "benefit_likely": _money(likely),
        "benefit_high": _money(high),
        "assumption": said(action.get("assumption", ""), code),
        "depends": tuple(Dependency(action=on, lag_days=lag) for on, lag in action.get("after", ())),
        "requires": action.get("requires", ()),
        "provides": action.get("provides", ()),
        "questions": action.get("questions", ()),
        "moves": action.get("moves", ()),
        "gaps": tuple(_gap(point) for point in action.get("gaps", ())),
        "review": _on(6, 30) if action["id"] == "join-data" else None,
    }


def _gap(point: str) -> str:
    kind = "touchpoint_changed" if point in ("newsletter", "payment", "helpline") else "touchpoint_added"
    return gap_key(GAPS[point], kind, point)


def _money(thousand: int | None) -> float | None:
    return None if thousand is None else thousand * 1000.0

"""The journeys of the sample: one through the whole shop, two shorter ones, one still to be drawn."""

from typing import Any

from planner.catalogue import channel_kinds, stage_model
from planner.journeys.records import Stage, Trigger
from planner.language import speaking
from tests.tools.sample.words import Words, rows, said

LANES = ("website", "email", "sms", "social", "store", "sales", "service", "app")

# id, name, channel, stage, satisfaction, two-way, measured by (or nothing), follow-up, owner
Point = tuple[str, Words, str, str, int, bool, Words | None, Words | None, str]
Step = tuple[str, str, float, str]

OWNERS: dict[str, Words] = {
    "crm": ("CRM lead", "Responsable CRM"),
    "shop": ("E-commerce manager", "Responsable e-commerce"),
    "stores": ("Store operations", "Responsable magasins"),
    "data": ("Data analyst", "Analyste de données"),
}

BROWSE: tuple[Point, ...] = (
    (
        "route",
        ("Route finder page", "Page itinéraires"),
        "website",
        "discovery",
        4,
        False,
        ("Visits", "Visites"),
        None,
        "shop",
    ),
    (
        "ads",
        ("Social ads", "Publicité sociale"),
        "social",
        "discovery",
        3,
        False,
        ("Click rate", "Taux de clic"),
        None,
        "crm",
    ),
    ("window", ("Window display", "Vitrine"), "store", "discovery", 3, False, None, None, "stores"),
    (
        "comparator",
        ("E-bike comparator", "Comparateur de vélos électriques"),
        "website",
        "consideration",
        4,
        False,
        ("Comparisons completed", "Comparaisons terminées"),
        None,
        "shop",
    ),
    (
        "newsletter",
        ("Monthly newsletter", "Lettre d’information"),
        "email",
        "consideration",
        3,
        False,
        ("Open rate", "Taux d’ouverture"),
        None,
        "crm",
    ),
    (
        "cart",
        ("Cart", "Panier"),
        "website",
        "evaluation",
        2,
        False,
        ("Cart-to-payment rate", "Taux panier à paiement"),
        None,
        "shop",
    ),
    (
        "retargeting",
        ("Retargeting ads", "Publicité de reciblage"),
        "social",
        "evaluation",
        1,
        False,
        ("Click rate", "Taux de clic"),
        ("Ad shown again", "Annonce affichée à nouveau"),
        "crm",
    ),
    (
        "ride",
        ("Test ride", "Essai sur route"),
        "store",
        "evaluation",
        5,
        True,
        ("Rides per week", "Essais par semaine"),
        None,
        "stores",
    ),
    (
        "fleet",
        ("Fleet advisor call", "Conseil flotte d’entreprise"),
        "sales",
        "evaluation",
        4,
        True,
        None,
        None,
        "stores",
    ),
    (
        "payment",
        ("Payment", "Paiement"),
        "website",
        "decision",
        2,
        False,
        ("Payments completed", "Paiements aboutis"),
        None,
        "shop",
    ),
    (
        "checkout",
        ("Store checkout", "Caisse du magasin"),
        "store",
        "decision",
        4,
        True,
        ("Sales per visit", "Ventes par visite"),
        None,
        "stores",
    ),
    (
        "confirmation",
        ("Order confirmation", "Confirmation de commande"),
        "email",
        "onboarding",
        4,
        False,
        ("Open rate", "Taux d’ouverture"),
        ("Pick-up reminder", "Rappel de retrait"),
        "crm",
    ),
    (
        "handover",
        ("Handover and fitting", "Remise et réglages"),
        "store",
        "onboarding",
        5,
        True,
        ("CSAT", "CSAT"),
        None,
        "stores",
    ),
    ("service", ("First service", "Première révision"), "store", "adoption", 4, True, ("CSAT", "CSAT"), None, "stores"),
    ("helpline", ("Help line", "Assistance téléphonique"), "service", "adoption", 2, True, None, None, "stores"),
    (
        "app",
        ("Ride app sign-up", "Inscription à l’application"),
        "app",
        "adoption",
        3,
        False,
        ("Sign-ups", "Inscriptions"),
        None,
        "shop",
    ),
    (
        "review",
        ("Review request", "Demande d’avis"),
        "email",
        "feedback",
        3,
        True,
        ("Reviews", "Avis"),
        ("Second request", "Seconde demande"),
        "crm",
    ),
)
BROWSE_STEPS: tuple[Step, ...] = (
    ("route", "comparator", 0.71, "forward"),
    ("route", "newsletter", 0.06, "forward"),
    ("ads", "comparator", 0.58, "forward"),
    ("window", "ride", 0.46, "forward"),
    ("comparator", "cart", 0.68, "forward"),
    ("newsletter", "cart", 0.33, "forward"),
    ("cart", "payment", 0.42, "forward"),
    ("cart", "retargeting", 0.35, "re_engagement"),
    ("retargeting", "cart", 0.09, "re_engagement"),
    ("payment", "confirmation", 0.82, "forward"),
    ("ride", "checkout", 0.61, "forward"),
    ("ride", "fleet", 0.06, "forward"),
    ("fleet", "checkout", 0.38, "forward"),
    ("checkout", "handover", 0.97, "forward"),
    ("confirmation", "handover", 0.64, "forward"),
    ("handover", "service", 0.60, "forward"),
    ("handover", "app", 0.12, "forward"),
    ("handover", "helpline", 0.05, "forward"),
    ("helpline", "service", 0.24, "forward"),
    ("service", "review", 0.31, "forward"),
)
BROWSE_ENTRIES = (("route", 0.66), ("ads", 0.22), ("window", 0.12))
BROWSE_GOALS = ("confirmation", "handover")

BROWSE_CHANGED: dict[str, dict[str, Any]] = {
    "newsletter": {
        "name": ("Commute tips series", "Série de conseils trajet"),
        "satisfaction": 4,
        "trigger": ("Tip for the next ride", "Conseil pour le prochain trajet"),
    },
    "payment": {"name": ("One-page payment", "Paiement en une page"), "satisfaction": 4},
    "helpline": {
        "name": ("Help line and chat", "Assistance et chat"),
        "satisfaction": 4,
        "measure": ("First answer within the hour", "Première réponse dans l’heure"),
    },
}
BROWSE_ADDED: tuple[Point, ...] = (
    (
        "reminder",
        ("Cart reminder", "Rappel de panier"),
        "email",
        "evaluation",
        4,
        False,
        ("Open rate", "Taux d’ouverture"),
        ("Second reminder", "Second rappel"),
        "crm",
    ),
    (
        "ride-reminder",
        ("Test ride reminder", "Rappel d’essai"),
        "sms",
        "evaluation",
        4,
        True,
        ("Confirmed rides", "Essais confirmés"),
        ("New date offered", "Nouvelle date proposée"),
        "stores",
    ),
    (
        "service-reminder",
        ("Service reminder", "Rappel de révision"),
        "sms",
        "adoption",
        4,
        True,
        ("Bookings", "Réservations"),
        ("Call by the store", "Appel du magasin"),
        "stores",
    ),
    (
        "checklist",
        ("Set-up checklist", "Liste de prise en main"),
        "app",
        "onboarding",
        4,
        True,
        ("Steps completed", "Étapes terminées"),
        ("Nudge after three days", "Relance après trois jours"),
        "shop",
    ),
    (
        "rating",
        ("In-app rating", "Note dans l’application"),
        "app",
        "feedback",
        4,
        True,
        ("Ratings", "Notes"),
        None,
        "shop",
    ),
)
BROWSE_OPTIMAL: tuple[Step, ...] = (
    ("route", "comparator", 0.74, "forward"),
    ("route", "newsletter", 0.06, "forward"),
    ("ads", "comparator", 0.58, "forward"),
    ("window", "ride", 0.46, "forward"),
    ("comparator", "cart", 0.71, "forward"),
    ("newsletter", "cart", 0.41, "forward"),
    ("cart", "payment", 0.59, "forward"),
    ("cart", "reminder", 0.85, "re_engagement"),
    ("reminder", "cart", 0.21, "forward"),
    ("payment", "confirmation", 0.76, "forward"),
    ("ride", "checkout", 0.66, "forward"),
    ("ride", "fleet", 0.06, "forward"),
    ("fleet", "checkout", 0.38, "forward"),
    ("ride", "ride-reminder", 0.70, "re_engagement"),
    ("ride-reminder", "ride", 0.34, "re_engagement"),
    ("checkout", "handover", 0.97, "forward"),
    ("confirmation", "handover", 0.70, "forward"),
    ("handover", "service", 0.69, "forward"),
    ("handover", "checklist", 0.20, "forward"),
    ("handover", "helpline", 0.05, "forward"),
    ("handover", "service-reminder", 0.80, "re_engagement"),
    ("service-reminder", "service", 0.41, "re_engagement"),
    ("checklist", "app", 0.74, "forward"),
    ("app", "rating", 0.44, "forward"),
    ("helpline", "service", 0.32, "forward"),
    ("service", "review", 0.35, "forward"),
)

FIRST: tuple[Point, ...] = (
    ("delivery", ("Bike handed over", "Vélo remis"), "store", "contract", 4, True, ("CSAT", "CSAT"), None, "stores"),
    (
        "welcome",
        ("Welcome mail", "E-mail de bienvenue"),
        "email",
        "onboarding",
        3,
        False,
        ("Open rate", "Taux d’ouverture"),
        None,
        "crm",
    ),
    (
        "check",
        ("First check in store", "Premier contrôle en magasin"),
        "store",
        "adoption",
        4,
        True,
        ("Checks booked", "Contrôles réservés"),
        None,
        "stores",
    ),
    (
        "second",
        ("Second order", "Deuxième commande"),
        "website",
        "feedback",
        3,
        False,
        ("Repeat rate", "Taux de réachat"),
        None,
        "shop",
    ),
)
FIRST_STEPS: tuple[Step, ...] = (
    ("delivery", "welcome", 0.70, "forward"),
    ("delivery", "check", 0.10, "forward"),
    ("welcome", "check", 0.30, "forward"),
    ("welcome", "second", 0.12, "forward"),
    ("check", "second", 0.50, "forward"),
)
FIRST_ADDED: tuple[Point, ...] = (
    (
        "check-reminder",
        ("Check reminder", "Rappel de contrôle"),
        "sms",
        "adoption",
        4,
        True,
        ("Bookings", "Réservations"),
        ("Call by the store", "Appel du magasin"),
        "crm",
    ),
)
FIRST_OPTIMAL: tuple[Step, ...] = (
    ("delivery", "welcome", 0.78, "forward"),
    ("delivery", "check", 0.10, "forward"),
    ("welcome", "check", 0.34, "forward"),
    ("welcome", "second", 0.12, "forward"),
    ("welcome", "check-reminder", 0.50, "re_engagement"),
    ("check-reminder", "check", 0.18, "forward"),
    ("check", "second", 0.56, "forward"),
)

SERVICE: tuple[Point, ...] = (
    (
        "invitation",
        ("Service invitation", "Invitation à la révision"),
        "email",
        "contract",
        4,
        False,
        ("Open rate", "Taux d’ouverture"),
        ("Reminder before the season", "Rappel avant la saison"),
        "crm",
    ),
    ("walk-in", ("Visit to the store", "Visite au magasin"), "store", "contract", 4, True, None, None, "stores"),
    (
        "booking",
        ("Online booking", "Réservation en ligne"),
        "website",
        "onboarding",
        3,
        False,
        ("Bookings", "Réservations"),
        None,
        "shop",
    ),
    ("yearly", ("Yearly service", "Révision annuelle"), "store", "adoption", 5, True, ("CSAT", "CSAT"), None, "stores"),
    (
        "advice",
        ("Advice after the service", "Conseil après la révision"),
        "store",
        "feedback",
        5,
        True,
        ("NPS", "NPS"),
        None,
        "stores",
    ),
)
SERVICE_STEPS: tuple[Step, ...] = (
    ("invitation", "booking", 0.80, "forward"),
    ("booking", "yearly", 0.95, "forward"),
    ("walk-in", "yearly", 0.96, "forward"),
    ("yearly", "advice", 0.70, "forward"),
)

DELAYS = {
    "comparator": 1.0,
    "cart": 3.0,
    "payment": 0.5,
    "confirmation": 0.1,
    "handover": 6.0,
    "service": 90.0,
    "review": 7.0,
    "ride": 4.0,
    "checkout": 2.0,
    "reminder": 1.0,
    "check": 30.0,
    "second": 60.0,
}

# id, segment, name, stage model, goal, scenario
JOURNEYS: tuple[tuple[str, str, Words, str, Words, Words], ...] = (
    (
        "browse",
        "commuters",
        ("Browse to order", "De la visite à la commande"),
        "buyer_use",
        ("Order a bike online or in a store", "Commander un vélo en ligne ou en magasin"),
        (
            "A commuter looks for a bike for the way to work and compares before the first order.",
            "Un cycliste du quotidien cherche un vélo pour aller travailler et compare avant sa première commande.",
        ),
    ),
    (
        "first",
        "new",
        ("First 30 days", "Les 30 premiers jours"),
        "use",
        ("Come back for a second order", "Revenir pour une deuxième commande"),
        (
            "The first month decides whether a first-bike buyer becomes a customer.",
            "Le premier mois décide si un primo-acheteur devient un client.",
        ),
    ),
    (
        "yearly-service",
        "weekend",
        ("Service year", "L’année de révision"),
        "use",
        ("Have the bike serviced every year", "Faire réviser le vélo chaque année"),
        ("The workshop invites before the season starts.", "L’atelier invite avant le début de la saison."),
    ),
    (
        "win-back",
        "lapsed",
        ("Win-back", "Reconquête"),
        "buyer",
        ("First order after 18 months", "Première commande après 18 mois"),
        ("Still to be drawn with the CRM lead.", "Reste à dessiner avec la responsable CRM."),
    ),
)

CART_NOTE: Words = (
    "Delivery cost only appears at payment. Show it in the cart.",
    "Les frais de livraison n’apparaissent qu’au paiement. Les afficher dans le panier.",
)


def tables(code: str) -> dict[str, Any]:
    """The tables of the step."""
    with speaking(code):
        kinds = {kind.key: kind.name for kind in channel_kinds()}
        stages = {model: stage_model(model) for _id, _s, _n, model, _g, _sc in JOURNEYS}
    journeys = [
        {
            "id": key,
            "segment": segment,
            "name": said(name, code),
            "stage_model": model,
            "goal": said(goal, code),
            "scenario": said(scenario, code),
            "stages": tuple(Stage(id=s.key, name=s.name) for s in found.stages) if (found := stages[model]) else (),
        }
        for key, segment, name, model, goal, scenario in JOURNEYS
    ]
    current = [
        *_points("browse", BROWSE, BROWSE_GOALS, code),
        *_points("first", FIRST, ("second",), code),
        *_points("yearly-service", SERVICE, ("yearly",), code),
    ]
    better = [
        *_optimal(_points("browse", BROWSE, BROWSE_GOALS, code), code),
        *_points("browse", BROWSE_ADDED, (), code),
    ]
    first = [*_points("first", FIRST, ("second",), code), *_points("first", FIRST_ADDED, (), code)]
    steps = [*_steps("browse", BROWSE_STEPS), *_steps("first", FIRST_STEPS), *_steps("yearly-service", SERVICE_STEPS)]
    entries = [*_entries("browse", BROWSE_ENTRIES), *_entries("first", (("delivery", 1.0),))]
    return {
        "channels": rows("channels", [{"id": key, "kind": key, "name": kinds[key]} for key in LANES]),
        "journeys": rows("journeys", journeys),
        "current_touchpoints": rows("current_touchpoints", current),
        "current_transitions": rows("current_transitions", steps),
        "current_entries": rows(
            "current_entries", [*entries, *_entries("yearly-service", (("invitation", 0.75), ("walk-in", 0.25)))]
        ),
        "optimal_touchpoints": rows("optimal_touchpoints", [*better, *first]),
        "optimal_transitions": rows(
            "optimal_transitions", [*_steps("browse", BROWSE_OPTIMAL), *_steps("first", FIRST_OPTIMAL)]
        ),
        "optimal_entries": rows("optimal_entries", entries),
    }


def _points(journey: str, points: tuple[Point, ...], goals: tuple[str, ...], code: str) -> list[dict[str, Any]]:
    return [
        {
            "id": key,
            "journey": journey,
            "name": said(name, code),
            "channel": channel,
            "stage": stage,
            "satisfaction": satisfaction,
            "two_way": two_way,
            "goal": key in goals,
            "measured": measure is not None,
            "metric": said(measure or "", code),
            "trigger": Trigger(action=said(follow_up, code), after_hours=24.0) if follow_up else None,
            "owner": said(OWNERS[owner], code),
            "evidence": "partly" if measure else "none",
            "moment_that_matters": key in ("cart", "ride", "handover"),
            "notes": said(CART_NOTE, code) if key == "cart" else "",
            "satisfaction_measure": "csat" if two_way else "",
        }
        for key, name, channel, stage, satisfaction, two_way, measure, follow_up, owner in points
    ]


def _optimal(points: list[dict[str, Any]], code: str) -> list[dict[str, Any]]:
    out = []
    for point in points:
        if point["id"] == "retargeting":
            continue
        change = BROWSE_CHANGED.get(point["id"], {})
        fields = {**point, **{k: v for k, v in change.items() if k == "satisfaction"}}
        if "name" in change:
            fields["name"] = said(change["name"], code)
        if "trigger" in change:
            fields["trigger"] = Trigger(action=said(change["trigger"], code), after_hours=24.0)
        if "measure" in change:
            fields |= {"measured": True, "metric": said(change["measure"], code), "evidence": "partly"}
        out.append(fields)
    return out


def _steps(journey: str, steps: tuple[Step, ...]) -> list[dict[str, Any]]:
    return [
        {
            "id": f"{source}--{target}",
            "journey": journey,
            "source": source,
            "target": target,
            "share": share,
            "kind": kind,
            "delay_days": DELAYS.get(target),
        }
        for source, target, share, kind in steps
    ]


def _entries(journey: str, entries: tuple[tuple[str, float], ...]) -> list[dict[str, Any]]:
    return [
        {"id": f"{journey}-{point}", "journey": journey, "touchpoint": point, "share": share}
        for point, share in entries
    ]

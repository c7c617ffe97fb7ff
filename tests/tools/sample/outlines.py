"""Three outlines to start from: objectives, segments and a first journey, without any figure."""

from typing import Any

from planner.catalogue import channel_kinds, lever, metrics, platform_criteria, stage_model
from planner.journeys.records import Stage
from planner.language import speaking
from planner.plan import Plan
from planner.profile import PROFILE_ID, Profile
from planner.weights import rounded_to_total
from tests.tools.sample.words import Words, rows, said

# id, name, channel, stage, two-way
Point = tuple[str, Words, str, str, bool]

OUTLINES: dict[str, dict[str, Any]] = {
    "retail": {
        "title": ("Retail and online shop", "Commerce et boutique en ligne"),
        "model": "buyer_use",
        "lanes": ("website", "email", "sms", "social", "store", "sales", "service", "app"),
        "levers": ("repeat", "conversion", "churn", "purchase_value", "cross_sell"),
        "segments": (
            ("loyal", ("Loyal customers", "Clients fidèles"), "loyal"),
            ("active", ("Occasional customers", "Clients occasionnels"), "active"),
            ("new", ("New customers", "Nouveaux clients"), "new"),
            ("families", ("Families", "Familles"), "active"),
            ("club", ("Club members", "Membres du club"), "advocate"),
            ("lapsed", ("Lapsed customers", "Clients inactifs"), "lapsed"),
        ),
        "journey": ("new", ("First purchase", "Premier achat")),
        "points": (
            ("ads", ("Social ads", "Publicité sociale"), "social", "discovery", False),
            ("home", ("Home page", "Page d’accueil"), "website", "discovery", False),
            ("product", ("Product page", "Fiche produit"), "website", "consideration", False),
            ("cart", ("Cart", "Panier"), "website", "evaluation", False),
            ("advice", ("Advice in store", "Conseil en magasin"), "store", "evaluation", True),
            ("payment", ("Payment", "Paiement"), "website", "decision", False),
            ("till", ("Store checkout", "Caisse du magasin"), "store", "decision", True),
            ("welcome", ("Welcome mail", "E-mail de bienvenue"), "email", "onboarding", False),
            ("help", ("Customer service", "Service client"), "service", "adoption", True),
            ("review", ("Review request", "Demande d’avis"), "email", "feedback", True),
        ),
        "steps": (
            ("ads", "product"),
            ("home", "product"),
            ("product", "cart"),
            ("product", "advice"),
            ("cart", "payment"),
            ("advice", "till"),
            ("payment", "welcome"),
            ("till", "welcome"),
            ("welcome", "help"),
            ("welcome", "review"),
        ),
        "goals": ("payment", "till"),
    },
    "b2b": {
        "title": ("B2B services", "Services aux entreprises"),
        "model": "buyer_use",
        "lanes": ("website", "email", "sales", "events", "phone", "service", "portal", "social"),
        "levers": ("repeat", "satisfaction", "cross_sell", "churn"),
        "segments": (
            ("key", ("Key accounts", "Grands comptes"), "loyal"),
            ("growing", ("Growing accounts", "Comptes en croissance"), "active"),
            ("trial", ("New accounts", "Nouveaux comptes"), "new"),
            ("sleeping", ("Sleeping accounts", "Comptes dormants"), "lapsed"),
        ),
        "journey": ("trial", ("From lead to renewal", "Du contact au renouvellement")),
        "points": (
            ("paper", ("White paper", "Livre blanc"), "website", "discovery", False),
            ("fair", ("Trade show", "Salon professionnel"), "events", "discovery", True),
            ("call", ("First call", "Premier appel"), "sales", "consideration", True),
            ("demo", ("Demonstration", "Démonstration"), "sales", "evaluation", True),
            ("offer", ("Offer", "Offre"), "email", "evaluation", False),
            ("contract", ("Contract", "Contrat"), "sales", "decision", True),
            ("kickoff", ("Kick-off meeting", "Réunion de lancement"), "sales", "onboarding", True),
            ("tickets", ("Support tickets", "Tickets d’assistance"), "service", "adoption", True),
            ("portal", ("Usage report", "Rapport d’usage"), "portal", "adoption", False),
            ("renewal", ("Renewal talk", "Entretien de renouvellement"), "sales", "feedback", True),
        ),
        "steps": (
            ("paper", "call"),
            ("fair", "call"),
            ("call", "demo"),
            ("demo", "offer"),
            ("offer", "contract"),
            ("contract", "kickoff"),
            ("kickoff", "portal"),
            ("kickoff", "tickets"),
            ("portal", "renewal"),
            ("tickets", "renewal"),
        ),
        "goals": ("contract",),
    },
    "subscription": {
        "title": ("Subscription", "Abonnement"),
        "model": "lifecycle",
        "lanes": ("website", "app", "email", "push", "social", "chat", "service"),
        "levers": ("churn", "conversion", "purchase_value", "satisfaction"),
        "segments": (
            ("trial", ("Trial users", "Utilisateurs à l’essai"), "new"),
            ("regular", ("Regular users", "Utilisateurs réguliers"), "active"),
            ("power", ("Heavy users", "Gros utilisateurs"), "loyal"),
            ("fading", ("Fading users", "Utilisateurs en retrait"), "at_risk"),
        ),
        "journey": ("trial", ("From trial to renewal", "De l’essai au renouvellement")),
        "points": (
            ("landing", ("Landing page", "Page d’arrivée"), "website", "awareness", False),
            ("post", ("Recommendation", "Recommandation"), "social", "awareness", True),
            ("signup", ("Trial sign-up", "Inscription à l’essai"), "app", "interest", False),
            ("tour", ("First tour", "Première visite guidée"), "app", "interest", False),
            ("upgrade", ("First payment", "Premier paiement"), "app", "purchase", False),
            ("digest", ("Usage digest", "Résumé d’usage"), "email", "retention", False),
            ("nudge", ("Come-back nudge", "Relance de retour"), "push", "retention", False),
            ("chat", ("Help in chat", "Aide par chat"), "chat", "retention", True),
            ("invite", ("Invite a friend", "Invitation d’un ami"), "app", "advocacy", True),
        ),
        "steps": (
            ("landing", "signup"),
            ("post", "signup"),
            ("signup", "tour"),
            ("tour", "upgrade"),
            ("upgrade", "digest"),
            ("digest", "invite"),
            ("upgrade", "chat"),
            ("chat", "invite"),
        ),
        "goals": ("upgrade",),
    },
}


def outline(key: str, code: str) -> Plan:
    """An outline in a language."""
    spec = OUTLINES[key]
    with speaking(code):
        tables = {**_objectives(spec), **_segments(spec, code), **_journeys(spec, code), **_platforms()}
    profile = Profile(
        id=PROFILE_ID, rank="V001", title=said(spec["title"], code), language="fr" if code == "fr" else "en"
    )
    return Plan(doc_id=key, profile=profile, **tables)


def _objectives(spec: dict[str, Any]) -> dict[str, Any]:
    weights = rounded_to_total([1.0] * len(spec["levers"]))
    known = {m.key: m for m in metrics()}
    objectives, kpis = [], []
    for key, weight in zip(spec["levers"], weights, strict=True):
        found = lever(key)
        assert found is not None
        objectives.append({"id": key, "lever": key, "weight": weight, "statement": found.meaning})
        metric = known[found.metrics[0]]
        kpis.append(
            {
                "id": f"kpi-{key}",
                "objective": key,
                "metric": metric.key,
                "name": metric.name,
                "unit": metric.unit,
                "better": metric.better,
            }
        )
    return {"objectives": rows("objectives", objectives), "kpis": rows("kpis", kpis)}


def _segments(spec: dict[str, Any], code: str) -> dict[str, Any]:
    segments = [{"id": key, "name": said(name, code), "lifecycle": stage} for key, name, stage in spec["segments"]]
    criteria = [
        ("future", "expected_value", 40.0),
        ("past", "value_to_date", 25.0),
        ("reach", "reach", 20.0),
        ("fit", "objective_fit", 15.0),
    ]
    return {
        "segments": rows("segments", segments),
        "score_criteria": rows("score_criteria", [{"id": i, "key": k, "weight": w} for i, k, w in criteria]),
    }


def _journeys(spec: dict[str, Any], code: str) -> dict[str, Any]:
    kinds = {kind.key: kind.name for kind in channel_kinds()}
    model = stage_model(spec["model"])
    assert model is not None
    segment, name = spec["journey"]
    stages = tuple(Stage(id=s.key, name=s.name) for s in model.stages)
    points = [
        {
            "id": i,
            "journey": "journey",
            "name": said(words, code),
            "channel": channel,
            "stage": stage,
            "two_way": both,
            "goal": i in spec["goals"],
        }
        for i, words, channel, stage, both in spec["points"]
    ]
    steps = [{"id": f"{a}--{b}", "journey": "journey", "source": a, "target": b} for a, b in spec["steps"]]
    journey = {
        "id": "journey",
        "segment": segment,
        "name": said(name, code),
        "stage_model": spec["model"],
        "stages": stages,
    }
    return {
        "channels": rows("channels", [{"id": key, "kind": key, "name": kinds[key]} for key in spec["lanes"]]),
        "journeys": rows("journeys", [journey]),
        "current_touchpoints": rows("current_touchpoints", points),
        "current_transitions": rows("current_transitions", steps),
    }


def _platforms() -> dict[str, Any]:
    weights = (35.0, 25.0, 25.0, 15.0)
    criteria = zip(platform_criteria(), weights, strict=False)
    fields = [{"id": c.key, "key": c.key, "name": c.name, "hint": c.hint, "weight": w} for c, w in criteria]
    return {"platform_criteria": rows("platform_criteria", fields)}

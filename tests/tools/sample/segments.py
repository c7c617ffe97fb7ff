"""The six segments of the sample and the criteria of their score."""

import datetime as dt
from typing import Any

from planner.segments.records import ChannelPreference, Provenance, Rule
from tests.tools.sample.words import rows, said

_GIVEN = dt.date(2027, 3, 1)

SEGMENTS: tuple[dict[str, Any], ...] = (
    {
        "id": "commuters",
        "name": ("Commuters", "Cyclistes du quotidien"),
        "summary": ("Weekday rides, city or e-bike", "Trajets en semaine, vélo de ville ou électrique"),
        "persona": (
            "People who ride to work on weekdays, mostly on city bikes and e-bikes. They know the brand and decide quickly, on the phone.",
            "Ils vont travailler à vélo en semaine, surtout en vélo de ville ou électrique. Ils connaissent la marque et décident vite, sur leur téléphone.",
        ),
        "rules": (
            (("Ride days", "Jours de trajet"), "mostly", ("Monday to Friday", "du lundi au vendredi")),
            (("Bike type", "Type de vélo"), "one_of", ("city, e-bike", "ville, électrique")),
            (("Last order", "Dernière commande"), "within", ("18 months", "18 mois")),
        ),
        "customers": 12_900,
        "value_to_date": 420.0,
        "expected_value": 560.0,
        "average_transaction_value": 200.0,
        "purchases_per_year": 2.1,
        "retention": 0.83,
        "tenure_years": 2.6,
        "loyalty": 61.0,
        "predisposition": 0.34,
        "profile_completeness": 0.38,
        "status": "repeat",
        "lifecycle": "active",
        "relationship_level": "collaborated",
        "channels": (("email", True, 0.82), ("sms", True, 0.77), ("app", False, 0.35)),
        "needs": (
            "Know when the bike or the repair will be ready.\nSee the full price before payment.\nGear that copes with rain and theft.",
            "Savoir quand le vélo ou la réparation sera prêt.\nVoir le prix complet avant le paiement.\nUn équipement qui résiste à la pluie et au vol.",
        ),
        "pains": (
            "Delivery cost only appears at payment. Repairs take days without a word.",
            "Les frais de livraison n’apparaissent qu’au paiement. Les réparations durent des jours sans nouvelles.",
        ),
    },
    {
        "id": "weekend",
        "name": ("Weekend enthusiasts", "Passionnés du week-end"),
        "summary": ("3 or more orders a year", "3 commandes ou plus par an"),
        "persona": (
            "Riders who plan their weekends around the bike, follow the workshop’s advice and talk about it.",
            "Ils organisent leurs week-ends autour du vélo, suivent les conseils de l’atelier et en parlent autour d’eux.",
        ),
        "rules": (
            (("Orders per year", "Commandes par an"), "at_least", "3"),
            (("Bike type", "Type de vélo"), "one_of", ("road, gravel", "route, gravel")),
        ),
        "customers": 8_300,
        "value_to_date": 690.0,
        "expected_value": 840.0,
        "average_transaction_value": 200.0,
        "purchases_per_year": 3.45,
        "retention": 0.88,
        "tenure_years": 4.1,
        "loyalty": 74.0,
        "predisposition": 0.46,
        "profile_completeness": 0.52,
        "status": "repeat",
        "lifecycle": "loyal",
        "relationship_level": "collaborated",
        "channels": (("email", True, 0.88), ("store", True, 0.8)),
        "needs": (
            "Parts in stock when the season starts.\nA mechanic who knows the bike.",
            "Des pièces en stock au début de la saison.\nUn mécanicien qui connaît le vélo.",
        ),
        "pains": ("The workshop is full in spring.", "L’atelier est complet au printemps."),
    },
    {
        "id": "new",
        "name": ("New riders", "Nouveaux cyclistes"),
        "summary": ("1 order in the last 12 months", "1 commande ces 12 derniers mois"),
        "persona": (
            "First-bike buyers who are unsure about upkeep and do not know the stores yet.",
            "Primo-acheteurs, peu sûrs de l’entretien, qui ne connaissent pas encore les magasins.",
        ),
        "rules": (
            (("Orders", "Commandes"), "is", "1"),
            (("First order", "Première commande"), "within", ("12 months", "12 mois")),
        ),
        "customers": 21_400,
        "value_to_date": 310.0,
        "expected_value": 350.0,
        "average_transaction_value": 310.0,
        "purchases_per_year": 1.0,
        "retention": 0.62,
        "tenure_years": 0.5,
        "loyalty": 28.0,
        "predisposition": 0.19,
        "profile_completeness": 0.30,
        "status": "one_time",
        "lifecycle": "new",
        "relationship_level": "basic",
        "channels": (("email", True, 0.31), ("sms", True, 0.21)),
        "needs": (
            "Ride safely from the first day.\nKnow what the bike needs, and when.",
            "Rouler en sécurité dès le premier jour.\nSavoir ce dont le vélo a besoin, et quand.",
        ),
        "pains": ("Nobody calls after the sale.", "Personne ne rappelle après la vente."),
    },
    {
        "id": "vip",
        "name": ("VIP club", "Club VIP"),
        "summary": ("Member, over €2,000 a year", "Membre, plus de 2 000 € par an"),
        "persona": (
            "Members who own several bikes and bring friends.",
            "Des membres qui possèdent plusieurs vélos et amènent leurs amis.",
        ),
        "rules": (
            (("Club", "Club"), "is", ("member", "membre")),
            (("Value per year", "Valeur par an"), "more_than", ("€2,000", "2 000 €")),
        ),
        "customers": 420,
        "value_to_date": 2_480.0,
        "expected_value": 2_700.0,
        "average_transaction_value": 400.0,
        "purchases_per_year": 6.2,
        "retention": 0.96,
        "tenure_years": 6.3,
        "loyalty": 92.0,
        "predisposition": 0.71,
        "profile_completeness": 0.85,
        "status": "repeat",
        "lifecycle": "advocate",
        "relationship_level": "interconnected",
        "vip": False,
        "channels": (("email", True, 0.95), ("store", True, 0.9), ("app", False, 0.6)),
        "needs": (
            "To be recognised, and first to see what is new.",
            "Être reconnus, et découvrir les nouveautés en premier.",
        ),
        "pains": ("Every store asks for the name again.", "Chaque magasin redemande le nom."),
    },
    {
        "id": "families",
        "name": ("Families", "Familles"),
        "summary": ("Child bike or carrier in basket", "Vélo enfant ou porte-bébé au panier"),
        "persona": (
            "Parents who buy bikes for growing children and carriers for small ones.",
            "Des parents qui achètent des vélos pour des enfants qui grandissent et des porte-bébés.",
        ),
        "rules": ((("Basket", "Panier"), "contains", ("child bike, carrier", "vélo enfant, porte-bébé")),),
        "customers": 6_100,
        "value_to_date": 540.0,
        "expected_value": 610.0,
        "average_transaction_value": 337.5,
        "purchases_per_year": 1.6,
        "retention": 0.79,
        "tenure_years": 2.9,
        "loyalty": 55.0,
        "predisposition": 0.28,
        "profile_completeness": 0.36,
        "status": "repeat",
        "lifecycle": "active",
        "relationship_level": "basic",
        "channels": (("email", True, 0.55),),
        "needs": (
            "A bike that grows with the child.\nSafety they can see.",
            "Un vélo qui grandit avec l’enfant.\nUne sécurité visible.",
        ),
        "pains": ("Children outgrow a bike within two years.", "Un enfant dépasse la taille du vélo en deux ans."),
    },
    {
        "id": "lapsed",
        "name": ("Lapsed buyers", "Clients inactifs"),
        "summary": ("No order for 18 months", "Aucune commande depuis 18 mois"),
        "persona": (
            "People whose bike stands in the cellar since the second winter.",
            "Des clients dont le vélo est à la cave depuis le deuxième hiver.",
        ),
        "rules": ((("Last order", "Dernière commande"), "more_than", ("18 months ago", "18 mois")),),
        "customers": 17_800,
        "value_to_date": 60.0,
        "expected_value": 190.0,
        "average_transaction_value": 400.0,
        "purchases_per_year": 0.15,
        "retention": 0.29,
        "tenure_years": 3.4,
        "loyalty": 12.0,
        "predisposition": 0.08,
        "profile_completeness": 0.145,
        "status": "one_time",
        "lifecycle": "lapsed",
        "relationship_level": "exploratory",
        "channels": (("email", True, 0.22), ("sms", True, 0.18)),
        "needs": ("A reason to take the bike out again.", "Une raison de ressortir le vélo."),
        "pains": ("They only heard from us in sales periods.", "Ils n’ont eu de nouvelles que pendant les soldes."),
    },
)

CRITERIA = (
    ("future", "expected_value", 40.0),
    ("past", "value_to_date", 25.0),
    ("reach", "reach", 20.0),
    ("fit", "objective_fit", 15.0),
)


def tables(code: str) -> dict[str, Any]:
    """The tables of the step."""
    criteria: list[dict[str, Any]] = [{"id": key, "key": kind, "weight": weight} for key, kind, weight in CRITERIA]
    return {
        "segments": rows("segments", [_segment(s, code) for s in SEGMENTS]),
        "score_criteria": rows("score_criteria", criteria),
    }


def _segment(segment: dict[str, Any], code: str) -> dict[str, Any]:
    words = {k: said(segment[k], code) for k in ("name", "summary", "persona", "needs", "pains")}
    rules = tuple(Rule(attribute=said(a, code), operator=o, value=said(v, code)) for a, o, v in segment["rules"])
    channels = tuple(ChannelPreference(channel=c, preferred=p, consent=s) for c, p, s in segment["channels"])
    source = Provenance(
        kind="imported",
        source="orders-2026.csv",
        date=_GIVEN,
        detail=said(("66,920 customers", "66 920 clients"), code),
    )
    return {
        **segment,
        **words,
        "rules": rules,
        "channels": channels,
        "provenance": source,
        "gross_margin": 0.4,
        "predisposition_months": 6,
    }

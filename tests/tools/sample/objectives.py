"""The seven objectives of the sample with their KPIs and readings."""

import datetime as dt
from typing import Any

from planner.objectives.records import Reading
from tests.tools.sample.words import Words, rows, said

MONTHS = tuple(
    dt.date(y, m, d)
    for y, m, d in ((2026, 9, 30), (2026, 10, 31), (2026, 11, 30), (2026, 12, 31), (2027, 1, 31), (2027, 2, 28))
)

OBJECTIVES: tuple[tuple[str, str, int, Words, Words, tuple[str, ...]], ...] = (
    (
        "repeat",
        "repeat",
        25,
        (
            "Bring first-bike buyers back for yearly service and gear",
            "Faire revenir les primo-acheteurs pour la révision et l’équipement",
        ),
        (
            "One bike in three never comes back to a store after the sale.",
            "Un vélo sur trois ne revient jamais en magasin après la vente.",
        ),
        ("new", "commuters"),
    ),
    (
        "conversion",
        "conversion",
        22,
        ("Win back carts abandoned in the online shop", "Récupérer les paniers abandonnés de la boutique en ligne"),
        (
            "Delivery cost shows up late, at payment, and many leave there.",
            "Les frais de livraison n’apparaissent qu’au paiement, et beaucoup partent là.",
        ),
        ("commuters",),
    ),
    (
        "churn",
        "churn",
        18,
        (
            "Re-engage lapsed riders before their second winter",
            "Relancer les cyclistes inactifs avant leur deuxième hiver",
        ),
        (
            "After two winters without contact hardly anyone comes back.",
            "Après deux hivers sans contact, presque personne ne revient.",
        ),
        ("lapsed", "new"),
    ),
    (
        "value",
        "purchase_value",
        15,
        (
            "Grow what weekend enthusiasts spend on kit and service plans",
            "Développer les achats d’équipement et de forfaits des passionnés du week-end",
        ),
        (
            "They buy parts elsewhere although they trust our workshop.",
            "Ils achètent leurs pièces ailleurs alors qu’ils font confiance à l’atelier.",
        ),
        ("weekend", "vip"),
    ),
    (
        "cross",
        "cross_sell",
        10,
        ("Attach accessories to every e-bike sale", "Associer des accessoires à chaque vente de vélo électrique"),
        (
            "Lights, locks and rain gear are bought within a month anyway.",
            "Éclairage, antivol et pluie sont achetés dans le mois de toute façon.",
        ),
        ("commuters", "families"),
    ),
    (
        "data",
        "preference_data",
        6,
        ("Know how, where and why each customer rides", "Savoir comment, où et pourquoi chaque client roule"),
        (
            "Without preferences every message is the same message.",
            "Sans préférences, chaque message est le même message.",
        ),
        (),
    ),
    (
        "satisfaction",
        "satisfaction",
        4,
        ("Answer every complaint within one working day", "Répondre à chaque réclamation sous un jour ouvré"),
        (
            "A quick answer turns a complaint into a reason to stay.",
            "Une réponse rapide fait d’une réclamation une raison de rester.",
        ),
        (),
    ),
)

KPIS: tuple[dict[str, Any], ...] = (
    {
        "id": "kpi-repeat",
        "objective": "repeat",
        "metric": "repeat_rate",
        "name": ("Repeat purchase rate, 12 months", "Taux de réachat, 12 mois"),
        "unit": "percent",
        "baseline": 0.24,
        "target": 0.32,
        "due": dt.date(2027, 12, 31),
        "owner": ("CRM lead", "Responsable CRM"),
        "values": (0.242, 0.241, 0.25, 0.255, 0.261, 0.265),
    },
    {
        "id": "kpi-conversion",
        "objective": "conversion",
        "metric": "conversion_rate",
        "name": ("Commuters: visit-to-order rate", "Cyclistes du quotidien : visite à commande"),
        "unit": "percent",
        "baseline": 0.18,
        "target": 0.26,
        "due": dt.date(2027, 9, 30),
        "owner": ("E-commerce manager", "Responsable e-commerce"),
        "segment": "commuters",
        "values": (0.179, 0.183, 0.187, 0.185, 0.190, 0.192),
    },
    {
        "id": "kpi-churn",
        "objective": "churn",
        "metric": "churn",
        "name": ("Customers lost per year", "Clients perdus par an"),
        "unit": "percent",
        "better": "lower",
        "baseline": 0.38,
        "target": 0.31,
        "due": dt.date(2027, 12, 31),
        "owner": ("CRM lead", "Responsable CRM"),
        "values": (0.383, 0.379, 0.376, 0.377, 0.371, 0.368),
    },
    {
        "id": "kpi-value",
        "objective": "value",
        "metric": "value_per_customer",
        "name": ("Value per customer and year", "Valeur par client et par an"),
        "unit": "money",
        "baseline": 690.0,
        "target": 840.0,
        "due": dt.date(2027, 12, 31),
        "owner": ("Store operations", "Responsable magasins"),
        "segment": "weekend",
        "values": (692.0, 690.0, 699.0, 704.0, 703.0, 712.0),
    },
    {
        "id": "kpi-cross",
        "objective": "cross",
        "metric": "items_per_order",
        "name": ("Accessories per bike order", "Accessoires par commande de vélo"),
        "unit": "ratio",
        "baseline": 0.8,
        "target": 1.4,
        "due": dt.date(2027, 6, 30),
        "owner": ("E-commerce manager", "Responsable e-commerce"),
        "values": (0.81, 0.8, 0.84, 0.86, 0.88, 0.9),
    },
    {
        "id": "kpi-data",
        "objective": "data",
        "metric": "profile_completeness",
        "name": ("Complete preference profiles", "Profils de préférences complets"),
        "unit": "percent",
        "baseline": 0.31,
        "target": 0.65,
        "due": dt.date(2027, 9, 30),
        "owner": ("CRM lead", "Responsable CRM"),
        "values": (),
    },
    {
        "id": "kpi-nps",
        "objective": "satisfaction",
        "metric": "nps",
        "name": ("Net promoter score", "Net Promoter Score"),
        "unit": "points",
        "baseline": 41.0,
        "target": 55.0,
        "due": dt.date(2027, 12, 31),
        "owner": ("Store operations", "Responsable magasins"),
        "values": (41.0, 40.0, 42.0, 41.0, 43.0, 44.0),
    },
)


def tables(code: str) -> dict[str, Any]:
    """The tables of the step."""
    objectives = [
        {
            "id": key,
            "lever": lever,
            "weight": float(weight),
            "statement": said(statement, code),
            "rationale": said(why, code),
            "segments": segments,
        }
        for key, lever, weight, statement, why, segments in OBJECTIVES
    ]
    return {"objectives": rows("objectives", objectives), "kpis": rows("kpis", [_kpi(kpi, code) for kpi in KPIS])}


def _kpi(kpi: dict[str, Any], code: str) -> dict[str, Any]:
    fields = {k: v for k, v in kpi.items() if k != "values"}
    readings = tuple(Reading(date=day, value=value) for day, value in zip(MONTHS, kpi["values"], strict=False))
    return {**fields, "name": said(kpi["name"], code), "owner": said(kpi["owner"], code), "readings": readings}

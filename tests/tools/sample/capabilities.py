"""The capabilities of the sample: ratings with evidence, SWOT, tools and maturity."""

from typing import Any

from tests.tools.sample.words import Words, rows, said

# question, rating, level needed, evidence
RATINGS: tuple[tuple[str, int, int | None, Words], ...] = (
    (
        "data_access",
        3,
        3,
        ("Shop exports nightly, stores monthly", "Boutique exportée chaque nuit, magasins chaque mois"),
    ),
    ("data_360", 1, 4, ("Two customer files, matched by hand", "Deux fichiers clients, rapprochés à la main")),
    ("data_richness", 3, 4, ""),
    ("ops_capacity", 3, 4, ("Two people for five channels", "Deux personnes pour cinq canaux")),
    ("ops_effectiveness", 3, 3, ("Three weeks from brief to mailing", "Trois semaines du brief à l’envoi")),
    ("ops_coordination", 2, 4, ("Stores and shop plan apart", "Magasins et boutique planifient séparément")),
    ("ops_analysts", 3, 3, ("One analyst, half of the week", "Un analyste, la moitié de la semaine")),
    ("ops_skill", 5, 4, ("E-mail team certified in 2026", "Équipe e-mail certifiée en 2026")),
    ("perf_tracking", 2, 4, ("Only e-mail and web are measured", "Seuls l’e-mail et le web sont mesurés")),
    ("perf_sales", 1, 4, ("Tills do not know campaigns", "Les caisses ignorent les campagnes")),
    ("tools_coverage", 2, 4, ""),
    ("tools_integration", 2, 3, ("Files move by hand", "Les fichiers circulent à la main")),
    ("tools_usage", 4, 3, ("Segments and tests in daily use", "Segments et tests utilisés chaque jour")),
    ("budget_available", 4, 4, ("Agreed for 2027", "Validé pour 2027")),
    ("budget_effect", 3, 3, ""),
)

BY_ROLE: tuple[tuple[str, Words, int, int, Words], ...] = (
    (
        "perf_dashboards",
        ("CRM lead", "Responsable CRM"),
        4,
        4,
        ("Monthly campaign report", "Rapport de campagne mensuel"),
    ),
    (
        "perf_dashboards",
        ("Data analyst", "Analyste de données"),
        2,
        4,
        ("Nothing across channels", "Rien qui réunisse les canaux"),
    ),
)

SWOT: tuple[dict[str, Any], ...] = (
    {
        "id": "swot-budget",
        "kind": "strength",
        "question": "budget_available",
        "pinned": True,
        "text": ("Budget agreed for 2027", "Budget validé pour 2027"),
    },
    {
        "id": "swot-advice",
        "kind": "strength",
        "touchpoint": "handover",
        "pinned": True,
        "text": ("In-store advice and fitting", "Conseil et réglages en magasin"),
    },
    {
        "id": "swot-view",
        "kind": "weakness",
        "question": "data_360",
        "pinned": True,
        "text": ("No single customer view", "Pas de vue unique du client"),
    },
    {
        "id": "swot-sales",
        "kind": "weakness",
        "question": "perf_sales",
        "pinned": True,
        "text": ("Store sales not tied to campaigns", "Ventes en magasin non reliées aux campagnes"),
    },
    {
        "id": "swot-cycling",
        "kind": "opportunity",
        "text": ("Employers now pay for commuting by bike", "Les employeurs financent les trajets à vélo"),
    },
)

TOOLS: tuple[dict[str, Any], ...] = (
    {
        "id": "tool-shop",
        "name": ("Online shop", "Boutique en ligne"),
        "kind": "ecommerce",
        "usage": "full",
        "channels": ("website",),
        "connected": ("tool-mail",),
        "data_model": "multi",
        "yearly_cost": 18_000.0,
    },
    {
        "id": "tool-mail",
        "name": ("E-mail and SMS tool", "Outil e-mail et SMS"),
        "kind": "activation",
        "usage": "basic",
        "channels": ("email", "sms"),
        "connected": ("tool-shop",),
        "data_model": "single",
        "yearly_cost": 14_000.0,
    },
    {
        "id": "tool-till",
        "name": ("Store tills", "Caisses des magasins"),
        "kind": "other",
        "usage": "full",
        "channels": ("store",),
        "data_model": "single",
        "yearly_cost": 9_000.0,
    },
    {
        "id": "tool-desk",
        "name": ("Service desk", "Service d’assistance"),
        "kind": "ticketing",
        "usage": "basic",
        "channels": ("service",),
        "data_model": "single",
        "yearly_cost": 6_000.0,
    },
    {
        "id": "tool-web",
        "name": ("Web analytics", "Analyse d’audience web"),
        "kind": "analytics",
        "usage": "basic",
        "channels": ("website", "app"),
        "connected": ("tool-shop",),
        "data_model": "multi",
        "yearly_cost": 0.0,
    },
)

ANSWERS = {
    **dict.fromkeys(("g_site", "g_newsletter", "g_forms", "g_owner", "g_track"), "met"),
    **dict.fromkeys(("t_shop", "t_conversion", "t_database", "t_team"), "met"),
    "t_mails": "partly",
    "p_view": "not_met",
    "p_track": "not_met",
    "p_triggers": "partly",
    "p_channels": "met",
    "p_teams": "met",
    **dict.fromkeys(("i_channels", "i_dmp", "i_predict", "i_coordination"), "not_met"),
    "i_measure": "partly",
}


def tables(code: str) -> dict[str, Any]:
    """The tables of the step."""
    ratings: list[dict[str, Any]] = [
        dict(
            id=f"rate-{question}",
            question=question,
            rating=rating,
            target=target,
            evidence=said(evidence, code),
            **_extra(question),
        )
        for question, rating, target, evidence in RATINGS
    ]
    ratings += [
        {
            "id": f"rate-{question}-{at}",
            "question": question,
            "role": said(role, code),
            "rating": rating,
            "target": target,
            "evidence": said(evidence, code),
        }
        for at, (question, role, rating, target, evidence) in enumerate(BY_ROLE)
    ]
    return {
        "assessments": rows("assessments", ratings),
        "swot": rows("swot", [{**item, "text": said(item["text"], code)} for item in SWOT]),
        "tools": rows("tools", [{**tool, "name": said(tool["name"], code)} for tool in TOOLS]),
        "maturity": rows(
            "maturity", [{"id": key, "indicator": key, "answer": answer} for key, answer in ANSWERS.items()]
        ),
    }


def _extra(question: str) -> dict[str, str]:
    return {"ops_skill": {"skill": "expert"}, "budget_effect": {"budget_position": "boost"}}.get(question, {})

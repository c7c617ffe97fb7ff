"""Palettes: the design tokens of resources/themes/tokens.json, colours by role and per theme; no Qt."""

import json
from functools import lru_cache
from typing import Any

import resources

THEMES = ("light", "dark")


@lru_cache(maxsize=1)
def tokens() -> dict[str, Any]:
    """All design tokens, as in the file."""
    data: dict[str, Any] = json.loads(resources.text("themes/tokens.json"))
    return data


@lru_cache(maxsize=4)
def colours(mode: str) -> dict[str, str]:
    """Every colour of a theme by role: ``bg.page``, ``channel.website``, ``ramp.satisfaction.3``, ``lifecycle.new``."""
    source = tokens()
    out = {f"{group}.{name}": value for group, names in source["color"][mode].items() for name, value in names.items()}
    categorical = source["categorical"]
    out |= {f"channel.{k}": v for k, v in categorical["channels"][mode].items()}
    out |= {f"lifecycle.{k}": v for k, v in categorical["lifecycle"][mode].items()}
    for ramp in ("satisfaction", "dropOff", "weights", "workload"):
        values = source["ramps"][ramp].get(mode) or source["ramps"][ramp]["light"]
        out |= {f"ramp.{ramp}.{at}": v for at, v in enumerate(values, start=1)}
    text = "textOnLight" if mode == "light" else "textOnDark"
    out |= {f"ramp.satisfactionText.{at}": v for at, v in enumerate(source["ramps"]["satisfaction"][text], start=1)}
    out |= {f"ramp.weightsText.{at}": v for at, v in enumerate(source["ramps"]["weights"]["textOn"], start=1)}
    return out

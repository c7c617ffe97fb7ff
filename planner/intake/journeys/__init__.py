"""Journeys drawn or written elsewhere: their files become a draft, and a draft becomes a journey of the plan."""

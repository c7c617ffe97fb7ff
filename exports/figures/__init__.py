"""Figures: each chart is drawn once, as a scene of plain items; screen, paper and slides paint the same scene."""

"""Files of answers become NPS, CSAT and CES with their margins."""

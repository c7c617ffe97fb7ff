"""The segments page: who brings value today and tomorrow, as a table, a chart and a card."""

"""The insights page: does every goal lead to an action, and what is it worth."""

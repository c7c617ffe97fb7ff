"""Plain text for places where Qt guesses rich text: tooltips."""

import html


def plain_tip(text: str) -> str:
    """A tooltip that shows a text as it is and wraps it; empty stays empty."""
    return f"<span>{html.escape(text).replace(chr(10), '<br>')}</span>" if text else ""

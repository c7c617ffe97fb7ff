"""Opens the sample's journey on a screen and reads it over AT-SPI, as a screen reader does; prints what it found.

Run inside a D-Bus session of its own: ``dbus-run-session -- python -m tests.ui.at_spi_reader``.
"""

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

Node = tuple[str, str]
REGISTRY: Node = ("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root")
PATIENCE = 30.0


def main() -> int:
    """Finds the canvas, prints every touchpoint, presses the cart."""
    from planner.templates import SAMPLE, plan_from
    from ui.app import dress, make_app
    from ui.pages.journeys.page import JourneysPage
    from ui.session import Session
    from ui.window import PlanWindow

    app = make_app()
    dress(app, "en", "light", 1.0)
    window = PlanWindow(Session(plan_from(SAMPLE, "en")))
    window.resize(1440, 900)
    window.show()
    window.go("journeys")
    page = window.page("journeys")
    assert isinstance(page, JourneysPage)
    reader = Reader(app.processEvents)
    nodes = reader.children(reader.wait_for(reader.canvas))
    for node in nodes:
        print("NODE", reader.get(node, "Name"))
    cart = next(node for node in nodes if reader.get(node, "Name").startswith("Cart."))
    print("SAYS", reader.get(cart, "Description"))
    print("ACTION", reader.ask(cart, "org.a11y.atspi.Action.GetName", "0"))
    reader.ask(cart, "org.a11y.atspi.Action.DoAction", "0")
    print("CHOSEN", *reader.wait_for(lambda: page.selection.points))
    sys.stdout.flush()
    os._exit(0)


class Reader:
    """Asks over the accessibility bus; meanwhile the window, which answers on this thread, goes on."""

    def __init__(self, go_on: Callable[[], None]) -> None:
        self._go_on = go_on
        self._bus = self.wait_for(self._address)

    def _call(self, *words: str) -> str:
        asked = subprocess.Popen(
            ["gdbus", "call", *words], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        while asked.poll() is None:
            self._go_on()
        return asked.stdout.read() if asked.stdout is not None else ""

    def _address(self) -> str:
        said = self._call(
            *("--session", "--dest", "org.a11y.Bus", "--object-path", "/org/a11y/bus"),
            *("--method", "org.a11y.Bus.GetAddress"),
        )
        return "".join(re.findall(r"'(.*)'", said))

    def ask(self, node: Node, method: str, *words: str) -> str:
        """What a node answers."""
        to = ("--address", self._bus, "--dest", node[0], "--object-path", node[1])
        return self._call(*to, "--method", method, *words).strip()

    def get(self, node: Node, field: str) -> str:
        """A property of a node."""
        said = self.ask(node, "org.freedesktop.DBus.Properties.Get", "org.a11y.atspi.Accessible", field)
        found = re.search(r"<(['\"])(.*)\1>", said)
        return found.group(2) if found is not None else ""

    def children(self, node: Node) -> list[Node]:
        """What is inside a node."""
        said = self.ask(node, "org.a11y.atspi.Accessible.GetChildren")
        return re.findall(r"\('([^']*)', (?:objectpath )?'([^']*)'\)", said)

    def canvas(self) -> Node | None:
        """The journey map of the first app that is there."""
        apps = self.children(REGISTRY)
        return self._inside(apps[0], 0) if apps else None

    def _inside(self, node: Node, depth: int) -> Node | None:
        if self.get(node, "Name") == "Journey map":
            return node
        for child in self.children(node) if depth < 14 else ():
            found = self._inside(child, depth + 1)
            if found is not None:
                return found
        return None

    def wait_for(self, find: Callable[[], Any]) -> Any:
        """What is found, as soon as it is there."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            found = find()
            if found:
                return found
            self._go_on()
        raise SystemExit("nothing came")


if __name__ == "__main__":
    sys.exit(main())

"""What `samverkan` itself puts in the menu. Each feature of the common ground has its entries here."""

from samverkan.konton.rules import may_enter, may_see_administration
from samverkan.start import menu


def connect() -> None:
    """Register the menu entries; called once when the app starts."""
    menu.register(
        menu.Entry("", 0, "Start", "start:start", may_enter, prefix="start"),
        menu.Entry("Samverkan", 80, "Roller", "roller:roller", may_see_administration, prefix="roller"),
    )

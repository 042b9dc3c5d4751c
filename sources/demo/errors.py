"""What can go wrong with the demo source."""

from db.errors import AtalayaError


class DemoError(AtalayaError):
    """Root of the demo's errors."""


class NotADemoDatabase(DemoError):
    """The database holds real tables."""


class DemoNotFilled(DemoError):
    """There is no simulated organisation to live on."""


class WrongDemoSetting(DemoError):
    """A scale or a moment that cannot be simulated."""

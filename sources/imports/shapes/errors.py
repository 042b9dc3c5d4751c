"""Why files have no shape; each message is one line and says what to do."""

from sources.imports.errors import ImportRefused


class UnknownShape(ImportRefused):
    """There is no shape of the name that was asked for."""


class ShapeNotRecognised(ImportRefused):
    """The headers fit no shape."""


class NoPersonTold(ShapeNotRecognised):
    """No column tells who."""


class NoMomentTold(ShapeNotRecognised):
    """No column tells when."""


class ShapeDoesNotFit(ImportRefused):
    """The shape that was asked for needs columns that the files lack."""


class SeveralShapes(ImportRefused):
    """The files fit several shapes equally well, or are of several."""

"""Which shape files have, by headers and a sample of rows, and the recipe that follows; a shape is one TOML file."""

from sources.imports.shapes.errors import (
    NoMomentTold,
    NoPersonTold,
    SeveralShapes,
    ShapeDoesNotFit,
    ShapeNotRecognised,
    UnknownShape,
)
from sources.imports.shapes.recognition import Recognised, Use, recognise
from sources.imports.shapes.sample import ROWS, Sample, sample
from sources.imports.shapes.shape import Role, Shape, shapes

__all__ = [
    "ROWS",
    "NoMomentTold",
    "NoPersonTold",
    "Recognised",
    "Role",
    "Sample",
    "SeveralShapes",
    "Shape",
    "ShapeDoesNotFit",
    "ShapeNotRecognised",
    "UnknownShape",
    "Use",
    "recognise",
    "sample",
    "shapes",
]

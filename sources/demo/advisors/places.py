"""Where clients and advisors are: Colombian cities, as unevenly as people live there and spelt as people spell them."""

from dataclasses import dataclass
from random import Random

from sources.demo.advisors import traps
from sources.demo.chance import weighted


@dataclass(frozen=True)
class Place:
    """A city; three names are those of cities in two departments."""

    city: str
    department: str


CITIES: tuple[tuple[Place, float], ...] = (
    (Place("Bogotá", "Cundinamarca"), 30),
    (Place("Medellín", "Antioquia"), 16),
    (Place("Cali", "Valle del Cauca"), 12),
    (Place("Barranquilla", "Atlántico"), 8),
    (Place("Bucaramanga", "Santander"), 6),
    (Place("Cartagena", "Bolívar"), 5),
    (Place("Pereira", "Risaralda"), 4),
    (Place("Cúcuta", "Norte de Santander"), 3),
    (Place("Ibagué", "Tolima"), 3),
    (Place("Manizales", "Caldas"), 2.5),
    (Place("Villavicencio", "Meta"), 2.5),
    (Place("Pasto", "Nariño"), 2),
    (Place("Armenia", "Quindío"), 1.6),
    (Place("Armenia", "Antioquia"), 0.5),
    (Place("Barbosa", "Antioquia"), 0.8),
    (Place("Barbosa", "Santander"), 0.8),
    (Place("La Unión", "Nariño"), 0.6),
    (Place("La Unión", "Valle del Cauca"), 0.7),
)
MISSPELT = {
    "Bogotá": ("Bogota", "BOGOTÁ", "bogotá "),
    "Medellín": ("Medellin", "medellín"),
    "Cali": ("CALI", "cali"),
    "Barranquilla": ("barranquilla",),
    "Cúcuta": ("Cucuta",),
    "Ibagué": ("Ibague",),
}


def place(random: Random) -> Place:
    """Where somebody is."""
    return weighted(random, CITIES)


def written(random: Random, where: Place) -> str:
    """The city as an advisor typed it."""
    if traps.happens(random, "blank city"):
        return random.choice(("", " "))
    if where.city in MISSPELT and traps.happens(random, "city spelt otherwise"):
        return random.choice(MISSPELT[where.city])
    return where.city

"""What the parts are for: the cars on Colombian roads, and what a repair costs."""

from random import Random

from sources.demo.advisors import traps
from sources.demo.chance import weighted

# Brand -> its weight, what its parts cost against the average, and some models.
BRANDS: dict[str, tuple[float, float, tuple[str, ...]]] = {
    "Chevrolet": (21, 0.8, ("Spark GT", "Sail", "Onix", "Tracker")),
    "Renault": (20, 0.85, ("Logan", "Sandero", "Duster", "Stepway")),
    "Mazda": (11, 1.1, ("2", "3", "CX-30", "CX-5")),
    "Kia": (10, 0.95, ("Picanto", "Rio", "Sportage")),
    "Nissan": (8, 1.05, ("March", "Versa", "Kicks", "Frontier")),
    "Toyota": (7, 1.3, ("Corolla", "Hilux", "Prado", "Fortuner")),
    "Hyundai": (6, 0.95, ("i10", "Accent", "Tucson")),
    "Suzuki": (5, 0.9, ("Swift", "Vitara", "S-Presso")),
    "Volkswagen": (4, 1.2, ("Gol", "Voyage", "T-Cross")),
    "Ford": (4, 1.25, ("Fiesta", "EcoSport", "Ranger")),
    "Foton": (2, 1.0, ("Tunland", "Aumark")),
    "BMW": (1, 2.4, ("Serie 3", "X1")),
    "Mercedes-Benz": (1, 2.6, ("Clase A", "GLA")),
}
# What a request costs at an average shop, in pesos, before the brand.
AVERAGE_PRICE = 360_000.0
SPREAD_OF_PRICES = 0.85
YEARS = (2004, 2026)


def brand(random: Random) -> str:
    """The brand of the vehicle."""
    return weighted(random, [(name, weight) for name, (weight, _, _) in BRANDS.items()])


def model(random: Random, of_brand: str) -> str:
    """A model of the brand."""
    return random.choice(BRANDS[of_brand][2])


def written(random: Random, of_brand: str) -> str | None:
    """The brand as the client typed it, if at all."""
    if traps.happens(random, "brand missing"):
        return None
    if traps.happens(random, "blank brand"):
        return random.choice(("", "  "))
    return of_brand.upper() if traps.happens(random, "brand in capitals") else of_brand


def price(random: Random, of_brand: str) -> float:
    """What the parts of one request are worth."""
    return AVERAGE_PRICE * BRANDS[of_brand][1] * random.lognormvariate(0, SPREAD_OF_PRICES)

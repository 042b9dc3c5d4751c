"""Names and addresses of clients and advisors."""

from random import Random

from sources.demo.chance import weighted

GIVEN = (
    "Adriana", "Alejandro", "Andrea", "Andrés", "Ángela", "Camila", "Carlos", "Carolina", "César", "Claudia", "Daniel",
    "Diana", "Diego", "Edwin", "Felipe", "Gloria", "Hernán", "Iván", "Jaime", "Javier", "Jhon", "Jorge", "José", "Juan",
    "Julián", "Laura", "Leidy", "Liliana", "Luis", "Luz Marina", "Marcela", "María", "Mauricio", "Mónica", "Natalia",
    "Nelson", "Óscar", "Paola", "Patricia", "Ricardo", "Sandra", "Santiago", "Sebastián", "Tatiana", "Valentina",
    "Wilson", "Ximena", "Yesid", "Yolanda",
)  # fmt: skip
FAMILY = (
    "Acosta", "Arango", "Bedoya", "Bermúdez", "Cárdenas", "Castro", "Cortés", "Díaz", "Duque", "Escobar", "Fajardo",
    "García", "Giraldo", "Gómez", "González", "Gutiérrez", "Henao", "Hernández", "Jaramillo", "Jiménez", "López",
    "Martínez", "Mejía", "Moreno", "Muñoz", "Ospina", "Pardo", "Peña", "Pérez", "Quintero", "Ramírez", "Restrepo",
    "Rincón", "Rodríguez", "Rojas", "Salazar", "Sánchez", "Suárez", "Torres", "Uribe", "Vargas", "Vélez", "Zapata",
)  # fmt: skip
SHOPS = ("Autopartes", "Repuestos", "Almacén", "Distribuidora", "Importadora", "Multipartes")
SHOP_NAMES = (
    "El Pistón", "La Séptima", "Los Comuneros", "del Norte", "La 27", "El Cigüeñal", "Andina", "La Bujía",
    "San Rafael", "del Valle", "El Diamante", "Motor 4x4", "La Feria", "El Tornillo",
)  # fmt: skip
# Reserved domains: nobody can ever receive a mail that is sent to the demo.
DOMAINS = (("example.com", 60), ("repuestos.example", 25), ("example.net", 15))
PLAIN = str.maketrans("áéíóúñ ", "aeioun.")


def name(random: Random) -> str:
    """A given name and two surnames."""
    return f"{random.choice(GIVEN)} {random.choice(FAMILY)} {random.choice(FAMILY)}"


def address(random: Random, of_name: str) -> str:
    """An e-mail address made of a name."""
    given, family = of_name.lower().translate(PLAIN).rsplit(".", 2)[:2]
    number = random.randrange(1, 99) if random.random() < 0.6 else ""
    return f"{given}.{family}{number}@{weighted(random, DOMAINS)}"


def shop(random: Random) -> str:
    """The name of a sales point."""
    return f"{random.choice(SHOPS)} {random.choice(SHOP_NAMES)}"


def telephone(random: Random) -> str:
    """A mobile number of a range that is not given out."""
    return f"+57 300 000 {random.randrange(10_000):04}"

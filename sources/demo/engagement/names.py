"""Names as people in Guayaquil bear them: one or two given names, two family names."""

from random import Random

from sources.demo.chance import weighted

GIVEN = (
    "Adriana", "Alejandro", "Ana", "Andrés", "Ariana", "Bryan", "Camila", "Carlos", "Carolina", "Cristhian", "Daniela",
    "Danna", "David", "Diego", "Doménica", "Emilio", "Emily", "Erick", "Fernando", "Fiorella", "Gabriela", "Génesis",
    "Gustavo", "Isabella", "Ismael", "Ivanna", "Jhon", "Joaquín", "Jorge", "Josué", "Juan", "Kerly", "Kevin", "Leonela",
    "Luis", "Luisa", "María", "Mateo", "Melany", "Miguel", "Milena", "Nathaly", "Nicolás", "Paúl", "Rafaela", "Ronald",
    "Sebastián", "Sofía", "Stalin", "Stefany", "Tatiana", "Valentina", "Víctor", "Wendy", "Xavier", "Yadira",
)  # fmt: skip
FAMILY = (
    "Aguirre", "Alvarado", "Andrade", "Arévalo", "Bajaña", "Baque", "Bravo", "Burgos", "Cabrera", "Caicedo", "Carrión",
    "Cedeño", "Chávez", "Choez", "Delgado", "Espinoza", "Franco", "Guale", "Guerrero", "Intriago", "Jaramillo", "León",
    "Loor", "Macías", "Mendoza", "Mera", "Mite", "Moreira", "Morán", "Muñoz", "Ortega", "Pazmiño", "Peñafiel", "Pincay",
    "Plúas", "Ponce", "Quimí", "Quinde", "Rodríguez", "Salazar", "Santana", "Suárez", "Tomalá", "Vera", "Villacís",
    "Yagual", "Zambrano", "Zamora",
)  # fmt: skip
# Reserved domains: nobody can ever receive a mail that is sent to the demo.
DOMAINS = (("example.com", 75), ("example.net", 15), ("correo.example", 10))


def full_name(random: Random) -> str:
    """A name as the front desk writes it."""
    second = f" {random.choice(GIVEN)}" if random.random() < 0.45 else ""
    return f"{random.choice(GIVEN)}{second} {random.choice(FAMILY)} {random.choice(FAMILY)}"


def address(random: Random) -> str:
    """An e-mail address that tells nothing."""
    return f"alumno{random.randrange(10_000, 99_999)}@{weighted(random, DOMAINS)}"

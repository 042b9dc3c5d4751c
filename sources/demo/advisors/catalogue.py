"""Rows of the tables that a sync must ignore: the parts on offer, and the marketplace's own settings."""

from collections.abc import Iterator

from sources.demo.chance import uuid
from sources.demo.history import Values
from sources.demo.production import World

PARTS = (
    "Amortiguador delantero", "Batería 48-900", "Bomba de agua", "Bujías", "Correa de distribución", "Disco de freno",
    "Embrague completo", "Exploradora", "Faro derecho", "Filtro de aceite", "Inyector", "Kit de rodamientos",
    "Pastillas de freno", "Radiador", "Retrovisor izquierdo", "Sensor de oxígeno", "Stop trasero", "Terminal",
)  # fmt: skip
SETTINGS = {
    "evaluacion.peso_precio": "0.5",
    "evaluacion.peso_entrega": "0.35",
    "evaluacion.peso_garantia": "0.15",
    "ofertas.minimas": "2",
    "solicitud.horas_hasta_expirar": "20",
}


def extras(of: World) -> Iterator[tuple[str, Values]]:
    """Table and values of each row."""
    for name in PARTS:
        yield "repuestos", {"id": uuid(of.seed, "repuesto", name), "nombre": name, "created_at": of.founded_at}
    for key, value in SETTINGS.items():
        yield "parametros_config", {"id": key, "valor": value, "updated_at": of.founded_at}

"""Small, nasty marketplaces: ties on every ranking key, idle advisors, empty months, moments around local midnight."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from random import Random
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from tests.oracle.advisors.oracle import Marketplace, Record
from tests.oracle.advisors.rules import DEFAULTS
from tests.oracle.rules import Rules

DAYS_AGO = (0, 0, 1, 5, 28, 29, 29, 30, 30, 31, 59, 60, 61, 100, 200, -1)
MIDNIGHT = (timedelta(0), timedelta(microseconds=-1), timedelta(hours=3), timedelta(hours=-7))
STATES = ("ABIERTA", "ACEPTADA", "ACEPTADA", "RECHAZADA", "EXPIRADA", "SIN_OFERTAS", "aceptada")
DURATIONS = (timedelta(hours=1), timedelta(hours=1), timedelta(days=2, microseconds=5), timedelta(seconds=-3))


def marketplace(seed: int, today: date | None = None, rules: Rules = DEFAULTS) -> tuple[Marketplace, datetime]:
    """A marketplace around a day and the edges of these rules, and the moment to look from."""
    author = Author(seed, today, rules)
    author.people()
    author.requests()
    if author.found.asesores and author.found.solicitudes:
        author.offers()
        author.notifications()
    author.audits()
    return author.found, author.now


class Author:
    """Writes rows; one seed determines them all."""

    def __init__(self, seed: int, today: date | None, rules: Rules) -> None:
        self.chance = Random(seed)
        drawn = date(2026, self.chance.randint(1, 12), self.chance.choice((1, 15, 28)))
        self.zone = ZoneInfo(rules["time_zone"])
        self.today = drawn if today is None else today
        self.now = datetime.combine(self.today, time(12), self.zone).astimezone(UTC)
        edges = [rules["ranking_days"] * periods + near for periods in (1, 2) for near in (-1, 0)]
        self.days_ago = DAYS_AGO if rules == DEFAULTS else (*DAYS_AGO, *edges)
        self.found = Marketplace()

    def people(self) -> None:
        for _ in range(self.chance.randint(1, 3)):
            self.found.clientes.append(self.row(nombre="C", created_at=self.now))
        for _ in range(self.chance.randint(0, 8)):
            self.found.asesores.append(
                self.row(
                    nombre="A",
                    email=self.pick(None, "a@x.co"),
                    ciudad=self.pick("Cali", "Cali", "cali", "Bogotá", ""),
                    departamento=self.pick("Valle", "Cundinamarca"),
                    punto_venta=None,
                    confianza=self.pick(None, Decimal("3.50")),
                    nivel_actual=self.pick(None, 2),
                    estado=self.pick("ACTIVO", "INACTIVO", "SUSPENDIDO"),
                    actividad_reciente_pct=self.pick(None, Decimal("12.34")),
                    desempeno_historico_pct=None,
                    created_at=self.now,
                )
            )

    def requests(self) -> None:
        for _ in range(self.pick(0, 1, 4, 12)):
            made = self.around()
            self.found.solicitudes.append(
                self.row(
                    cliente_id=self.chance.choice(self.found.clientes)["id"],
                    estado=self.pick(*STATES),
                    marca_vehiculo=self.pick(None, "Kia", "kia", "Mazda"),
                    created_at=made,
                    cerrada_at=self.later(made, 0.6),
                )
            )

    def offers(self) -> None:
        busy = self.chance.randint(1, len(self.found.asesores))
        for _ in range(self.pick(0, 3, 30)):
            made = self.around()
            self.found.ofertas.append(
                self.row(
                    solicitud_id=self.chance.choice(self.found.solicitudes)["id"],
                    asesor_id=self.chance.choice(self.found.asesores[:busy])["id"],
                    monto_total=Decimal(self.pick(0, 1, 10_00, 33_33, 999_99)) / 100,
                    tiempo_entrega_dias=self.pick(None, 0, 1, 3),
                    garantia_meses=self.pick(None, 6, 12),
                    ganadora=self.chance.random() < 0.4,
                    aceptada_at=self.later(made, 0.4),
                    entregada_at=self.later(made, 0.5),
                    created_at=made,
                )
            )

    def notifications(self) -> None:
        for _ in range(self.pick(0, 10)):
            sent = self.around()
            self.found.notificaciones.append(
                self.row(
                    asesor_id=self.chance.choice(self.found.asesores)["id"],
                    solicitud_id=self.chance.choice(self.found.solicitudes)["id"],
                    enviada_at=sent,
                    respondida_at=self.later(sent, 0.5),
                )
            )

    def audits(self) -> None:
        for advisor in self.found.asesores:
            for _ in range(self.pick(0, 1, 3)):
                score = Decimal(self.chance.randint(0, 500)) / 100
                moment = self.around(self.pick(0, 9, 9, -1))
                self.found.auditorias.append(
                    self.row(asesor_id=advisor["id"], confianza_auditada=score, auditada_at=moment)
                )

    def row(self, **values: Any) -> Record:
        return {"id": UUID(int=self.chance.getrandbits(128)), **values, "updated_at": self.now}

    def around(self, days: int | None = None) -> datetime:
        """A moment at or beside a local midnight."""
        ago = self.pick(*self.days_ago) if days is None else days
        day = self.today - timedelta(days=ago)
        return datetime.combine(day, time(), self.zone).astimezone(UTC) + self.pick(*MIDNIGHT)

    def later(self, moment: datetime, share: float) -> datetime | None:
        return moment + self.pick(*DURATIONS) if self.chance.random() < share else None

    def pick(self, *values: Any) -> Any:
        return self.chance.choice(values)

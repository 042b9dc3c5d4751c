"""The people: accounts that appear, change their address and sometimes leave."""

from dataclasses import dataclass
from datetime import datetime
from random import Random

from sources.demo.chance import between, days, identifier, weighted
from sources.demo.curriculum import traps
from sources.demo.curriculum.world import CHANGES_EMAIL

GIVEN = (
    "ahmad", "aisyah", "andi", "anisa", "arif", "bayu", "bagas", "citra", "dewi", "dian", "dimas", "dinda", "eka",
    "fajar", "farah", "fatimah", "fikri", "galih", "hana", "hafiz", "hendra", "ilham", "indah", "intan", "irfan",
    "joko", "kartika", "khalid", "laila", "lestari", "lukman", "maya", "mega", "muhammad", "nabila", "nadia", "nisa",
    "nur", "putri", "rahma", "rani", "ratna", "reza", "rizki", "salma", "sari", "siti", "taufik", "tri", "umar",
    "wahyu", "wulan", "yoga", "yusuf", "zahra", "zaki",
)  # fmt: skip
FAMILY = (
    "aditya", "amalia", "anggraini", "fauzi", "firdaus", "gunawan", "hakim", "halim", "handayani", "hidayat",
    "irawan", "kurniawan", "kusuma", "lubis", "maulana", "nasution", "nugroho", "permata", "pratama", "purnama",
    "putra", "rahmawati", "ramadhan", "safitri", "santoso", "saputra", "setiawan", "siregar", "susanto", "syahputra",
    "utami", "wibowo", "wijaya", "yulianti",
)  # fmt: skip
# Reserved domains: nobody can ever receive a mail that is sent to the demo.
DOMAINS = (("example.com", 70), ("example.net", 15), ("example.org", 8), ("kampus.example", 7))


@dataclass(frozen=True, slots=True)
class Person:
    """One account from registration to (perhaps) soft deletion."""

    id: str
    created_at: datetime
    email: str | None
    changed_email: tuple[datetime, str] | None
    deleted_at: datetime | None
    public_id: str

    def is_there(self, moment: datetime) -> bool:
        """Registered and not deleted."""
        return self.created_at <= moment and (self.deleted_at is None or moment < self.deleted_at)


def address(random: Random) -> str:
    """An e-mail address as people choose them."""
    number = random.randrange(1, 999) if random.random() < 0.85 else ""
    name = random.choice(GIVEN) + random.choice((".", "_", "")) + random.choice(FAMILY)
    return f"{name}{number}@{weighted(random, DOMAINS)}"


def public_id(random: Random) -> str:
    """The code by which a group invites somebody who has no account yet."""
    return "NG-" + "".join(random.choices("23456789ABCDEFGHJKLMNPQRSTUVWXYZ", k=6))


def person(random: Random, seed: int, key: str, created_at: datetime, relative: str | None = None) -> Person:
    """Somebody new; `relative` is the address of someone close who may share it."""
    email = traps.email(random, address(random), relative)
    changed = (created_at + between(random, 20, 700), address(random)) if random.random() < CHANGES_EMAIL else None
    deleted = created_at + days(5 + random.expovariate(1 / 260)) if traps.happens(random, "soft-deleted user") else None
    return Person(identifier(seed, "User", key), created_at, email, changed, deleted, public_id(random))

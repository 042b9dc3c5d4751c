"""What a study centre's database holds beside students and check-ins, and nobody copies."""

from collections.abc import Iterator

from sources.demo.chance import draws, identifier
from sources.demo.engagement import levels
from sources.demo.engagement.students import Student
from sources.demo.engagement.world import BRANCHES, KIOSKS_A_BRANCH
from sources.demo.history import History, Values, edited
from sources.demo.production import World


def fixtures(of: World) -> Iterator[tuple[str, History]]:
    """Branches and the kiosks that stand in them."""
    for name, city in BRANCHES:
        branch: Values = {"id": branch_id(of, name), "name": name, "city": city}
        yield "branches", edited(of.founded_at, branch, created="created_at", updated="updated_at")
        for number in range(KIOSKS_A_BRANCH):
            kiosk: Values = {
                "id": kiosk_id(of, name, number),
                "branch_id": branch["id"],
                "label": f"{name} {number + 1}",
            }
            yield "kiosks", [(of.founded_at, kiosk | {"created_at": of.founded_at})]


def exams(of: World, student: Student) -> Iterator[History]:
    """The examinations that lifted a student's level."""
    for moment, level in levels.climbs(of, student):
        random = draws(of.seed, "exam", student.key, level)
        values: Values = {
            "id": identifier(of.seed, "Exam", student.key, level),
            "student_id": student.id,
            "level": level,
            "score": round(random.uniform(60, 100), 1),
            "created_at": moment,
        }
        history: History = [(moment, values)]
        yield [*history, (student.vanishes_at, None)] if student.vanishes_at else history


def branch_id(of: World, branch: str) -> str:
    """Key of a branch."""
    return identifier(of.seed, "Branch", branch)


def kiosk_id(of: World, branch: str, number: int) -> str:
    """Key of the kiosk with this number in a branch."""
    return identifier(of.seed, "Kiosk", branch, number)

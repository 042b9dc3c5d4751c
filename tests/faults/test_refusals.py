"""What is refused is told by the side that refused it, and what no repair mends is not promised to be mended."""

from tests.factories import Connection
from tests.faults.conftest import Sync
from tests.faults.organisation import LONG_AGO, check_in, student
from tests.faults.pair import Pair


def test_the_warehouse_s_refusal_is_not_the_source_s_fault(
    sync: Sync, production: Connection, replica: Connection
) -> None:
    student(production, "ana")
    sync("academy")
    replica.execute("revoke insert, update on academy.students from atalaya_sync")
    student(production, "bo", updated="2021-01-01")
    said = str(sync("academy").message)
    assert "the warehouse said permission denied for table students" in said
    assert "ATALAYA_WAREHOUSE_URL" in said
    assert "SELECT" not in said


def test_a_repair_says_which_rows_only_the_source_can_mend(pair: Pair, sync: Sync, production: Connection) -> None:
    production.execute("alter table academy.check_ins drop constraint check_ins_student_id_fkey")
    student(production, "ana")
    for key in ("one", "two"):
        check_in(production, key, "nobody")
    sync("academy")
    for repair in (True, False):
        found = pair.verify("academy", repair=repair)
        assert found.status == "partial"
        assert "no repair mends them: 2 of academy check_ins" in str(found.message)
        assert "`atalaya verify --repair` mends them" not in str(found.message)
    production.execute("update academy.students set full_name = 'Ada', updated_at = %s", [LONG_AGO])
    found = pair.verify("academy", repair=False)
    assert "Rows differ in academy students; `atalaya verify --repair` mends them." in str(found.message)
    assert "2 of academy check_ins" in str(found.message)

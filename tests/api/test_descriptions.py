"""The API's document describes each field as its view's column is described, in one place."""

import pytest
from pydantic import BaseModel

from analytics.api import models
from db.lineage import lineage


@pytest.mark.parametrize(
    ("model", "relation"),
    [
        (models.Month, "kpi.mv_metricas_mensuales"),
        (models.Advisor, "kpi.mv_ranking_asesores"),
        (models.City, "kpi.city_summary"),
        (models.Job, "ops.schedule"),
        (models.Refreshed, "ops.mv_refresh_log"),
    ],
)
def test_a_field_is_described_as_its_column(model: type[BaseModel], relation: str) -> None:
    columns = lineage().objects[relation].columns
    properties = model.model_json_schema()["properties"]
    assert {name: field["description"] for name, field in properties.items()} == {
        name: columns[name] for name in properties
    }


@pytest.mark.parametrize(
    "model", [found for found in vars(models).values() if isinstance(found, type) and issubclass(found, BaseModel)]
)
def test_no_field_goes_undescribed(model: type[BaseModel]) -> None:
    assert [name for name, field in model.model_fields.items() if not field.description] == []


def test_a_field_that_the_view_does_not_have_is_refused() -> None:
    class Wrong(BaseModel):
        no_such_column: int

    with pytest.raises(KeyError, match="no_such_column"):
        models.rows_of("kpi.city_summary")(Wrong)

"""Names on the Sankey are text, though ECharts takes what it is given for HTML, and for a template of its own."""

import pandas as pd

from analytics.theme import LIGHT
from analytics.ui import i18n
from analytics.ui.curriculum.charts import Sankey, curriculum_sankey
from analytics.ui.curriculum.flow_selection import FlowChoice

COURSE = "<img src=x onerror=alert(1)> {b}"


def drawn(course: str = COURSE) -> Sankey:
    flow = pd.DataFrame([(course, "Stalled", 2)], columns=["source", "target", "groups"])
    counted = {FlowChoice(source=course): 2, FlowChoice(target="Stalled"): 2, FlowChoice(course, "Stalled"): 2}
    with i18n.speaking("en"):
        return curriculum_sankey(flow, counted, courses=[course, "Other"], palette=LIGHT)


def test_what_is_said_on_hover_is_no_html_and_no_template() -> None:
    [series] = drawn().spec["series"]
    said = [part["tooltip"]["formatter"] for part in (*series["data"], *series["links"])]
    assert said[0] == "&lt;img src=x onerror=alert(1)&gt; &#123;b}: 2 groups"
    assert not any("<" in text or "{" in text for text in said)


def test_a_label_is_no_template() -> None:
    [series] = drawn("{b} & {c}").spec["series"]
    label = series["data"][0]["label"]["formatter"]
    assert label.replace("\N{WORD JOINER}", "").startswith("{b}")
    assert "{b}" not in label

"""The frame around every page, drawn when it is its turn: navigation and sidebar. No data."""

import streamlit as st

from analytics import ui
from analytics.ui import _

with ui.admitted():
    st.set_page_config(page_title="Atalaya", page_icon=ui.ICON, layout="wide")
    ui.address.begin()

    page = st.navigation(
        [
            st.Page("pages/home.py", title=_("Home"), icon=":material/home:", default=True),
            st.Page("pages/curriculum_funnel.py", title=_("Curriculum Funnel"), icon=":material/filter_alt:"),
            st.Page("pages/rescue_list.py", title=_("Rescue List"), icon=":material/support:"),
            st.Page("pages/facilitator_growth.py", title=_("Facilitator Growth"), icon=":material/trending_up:"),
            st.Page("pages/engagement_panel.py", title=_("Engagement Panel"), icon=":material/groups:"),
            st.Page("pages/student_timeline.py", title=_("Student Timeline"), icon=":material/timeline:"),
            st.Page("pages/classroom_sessions.py", title=_("Classroom Sessions"), icon=":material/co_present:"),
            st.Page("pages/advisor_rankings.py", title=_("Advisor Rankings"), icon=":material/leaderboard:"),
            st.Page("pages/operations.py", title=_("Operations"), icon=":material/monitor_heart:"),
            st.Page(
                "pages/bring_data.py",
                title=_("Bring Data"),
                icon=":material/upload_file:",
                visibility="visible" if ui.bringing.is_first() else "hidden",
            ),
        ]
    )

    with ui.friendly_errors():
        ui.run(page)

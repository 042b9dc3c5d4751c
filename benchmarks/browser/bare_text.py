"""The floor of any page of Streamlit: a title and one text. Run by `streamlit run`."""

import streamlit as st

st.title("Engagement Panel")
st.text("Who comes to the study centre, who stays away, how often, how long and when.")

"""When figures stand before a reader: Atalaya, Superset, and bare pages of Streamlit, in the same Chromium."""

"""The query layer: one module a domain, keyword arguments in, data frame out. No Streamlit, no business rule."""

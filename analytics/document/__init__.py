"""The one HTML text of all pages: its language, and what the browser is to have before a page says anything.

Streamlit's own text says English and names its scripts alone. What else a page needs would come when the page is there:
its style, with which the page moves, and the code of each kind of element, one after the other, as they turn up.
"""

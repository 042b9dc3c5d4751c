"""Sentences that are written down in English, as text, and may be read in another language later.

Whoever logs a sentence says it with `phrase`: so it is collected for translation, and pages know it again by its words.
"""


def phrase(template: str, **values: object) -> str:
    """The sentence with its values; `{rows:,}` groups the digits of a number."""
    return template.format(**values)

"""Texts that Streamlit would read as something else, and many that chance wrote with its signs."""

import random

POISONOUS = [
    "[x](http://evil.example/) :red[y]",
    ":smile: :material/home: :material_home: :streamlit: :+1: ::smile: :::wave:::",
    "<b>bold</b> <script>alert(1)</script> &amp; <http://a.b>",
    "$e=mc^2$ costs $5 and $6, $$x$$",
    "a -> b <- c <-> d -- e >= f <= g ~= h",
    "http://evil.example HTTPS://X.YZ www.evil.example me@evil.example",
]

_ALONE = [
    "![p](http://evil.example/p.png)", "**b** _i_ `c` ~~s~~ a_b __c__", "# h", "- item", "1. one", "> q", ">q",
    "| a | b |", "::: note", "Aula:norte status:red :help :small x :color{foreground=red}",
    "[^1] [ref] [a][b]", "\\", r"\[x](y)",
    r"a\:red[b]", "--", "->", "---", "===", "***", "* x", "+ x", "-3", "+12", "12:30:45", "mailto:a@b.co x@y", "a@b",
    "= cmd|' /C calc'!A0", "<!-- c -->", "`unclosed", "**unclosed", ":red-badge[x] :blue-background[x]",
    "x:smile:y:wave:", "{b} {sentence} ${x}", "foo ->:smile: bar", "ftp://x.y",
    "a.b@c.d.e:80://x", "Núñez – O'Higgins 😀",
]  # fmt: skip


def _by_chance(number: int) -> list[str]:
    chance = random.Random(number)
    signs = "[](){}<>:*_`~$#|\\!&@.-+=/ ab1é\"'^,;::--><[]red"
    return [" ".join("".join(chance.choices(signs, k=chance.randint(1, 25))).split()) for _text in range(1_500)]


TEXTS = [text for text in (*POISONOUS, *_ALONE, *_by_chance(11)) if text]

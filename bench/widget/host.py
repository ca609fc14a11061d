"""The page that embeds them all: an article, the discussion in view, and further articles below it."""

import random
from html import escape

from bench.fill import write

PARAGRAPHS, FURTHER = 12, 6
STYLE = """
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 40rem; margin: 0 auto; padding: 1rem; color: #222 }
nav { margin-top: 2rem; border-top: 1px solid #ccc; padding-top: 1rem }
"""
ROOM = "#discussion { min-height: 200vh }"
"""What a careful page can do against what stands below being pushed away."""


def page(head: str, body: str, path: str, *, has_room: bool) -> str:
    """The discussion is scrolled into view before anything is painted."""
    chance = random.Random(1)
    paragraphs = [f"<p>{escape(write(chance))}</p>" for _ in range(PARAGRAPHS + FURTHER)]
    article, further = "".join(paragraphs[:PARAGRAPHS]), "".join(paragraphs[PARAGRAPHS:])
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>An article</title>
<link rel="canonical" href="{path}"><link rel="icon" href="data:,">
<style>{STYLE}{ROOM if has_room else ""}</style>
{head}
</head>
<body>
<article><h1>An article</h1>{article}</article>
<h2 id="heading">Discussion</h2>
<div id="discussion">{body}</div>
<nav><h2>Further articles</h2>{further}</nav>
<script>document.getElementById('heading').scrollIntoView()</script>
</body>
</html>"""

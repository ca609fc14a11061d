"""Sizes in pixels, and colours that differ in lightness too; each line has a pattern of its own beside its colour."""

LEFT, TOP, WIDTH, HEIGHT, RIGHT = 76, 76, 620, 380, 24

_LIGHT = ("#005f99", "#b03a00", "#00694a", "#8a2f78", "#6b5300", "#333a45")
_DARK = ("#6cb8f0", "#ff9c66", "#4fd0a5", "#ec9bdb", "#e2c34a", "#c5ccd6")
_DASHES = ("none", "8 4", "2 4", "10 3 2 3", "14 5", "5 2")
LINES = len(_DASHES)


def _colours(colours: tuple[str, ...]) -> str:
    return "\n".join(f".site-{number} {{ --line: {colour}; }}" for number, colour in enumerate(colours))


STYLE = f"""
svg {{ color-scheme: light dark; --page: #ffffff; --ink: #1d2229; --soft: #525b68; --rule: #d9dde3; }}
text {{ font: 13px system-ui, sans-serif; fill: var(--ink); }}
.title {{ font-size: 18px; font-weight: 600; }}
.told, .tick {{ fill: var(--soft); }}
.middle {{ text-anchor: middle; }}
.end {{ text-anchor: end; }}
.page {{ fill: var(--page); }}
.rule {{ stroke: var(--rule); stroke-width: 1; }}
.line {{ fill: none; stroke: var(--line); stroke-width: 2; stroke-linejoin: round; }}
.ideal {{ fill: none; stroke: var(--soft); stroke-width: 1.5; stroke-dasharray: 3 5; }}
.dot {{ fill: var(--line); stroke: var(--page); stroke-width: 1; }}
{_colours(_LIGHT)}
{"".join(f".site-{number} {{ stroke-dasharray: {dash}; }}" for number, dash in enumerate(_DASHES))}
.dot {{ stroke-dasharray: none; }}
@media (prefers-color-scheme: dark) {{
svg {{ --page: #14181d; --ink: #e8ebef; --soft: #a4adb9; --rule: #333a44; }}
{_colours(_DARK)}
}}
"""

from collections.abc import Mapping

from bench.widget.contestant import Contestant, Json, nickname_hash
from bench.widget.discussion import Remark, newest_roots, replies_to, size_of

SETTINGS = {
    "reply-to-self": False,
    "require-email": False,
    "require-author": False,
    "reply-notifications": False,
    "gravatar": False,
    "feed": False,
}


def answer(path: str, query: Mapping[str, str], body: bytes) -> Json | None:
    if path == "/config":
        return {"config": SETTINGS}
    if path != "/":
        return None
    size, start, limit = size_of(query["uri"]), int(query["offset"]), int(query["limit"])
    roots = newest_roots(size)
    shown = roots[start : start + limit]
    return {
        "id": None,
        "total_replies": size,
        "hidden_replies": len(roots) - start - len(shown),
        "replies": [_root(root, [_shown(reply) for reply in replies_to(root, size)]) for root in shown],
        "config": SETTINGS,
    }


def _root(root: Remark, replies: list[Json]) -> Json:
    return _shown(root) | {"total_replies": len(replies), "hidden_replies": 0, "replies": replies}


def _shown(remark: Remark) -> Json:
    """It knows one level of replies."""
    return {
        "id": remark.id,
        "parent": remark.root if remark.parent else None,
        "created": remark.created.timestamp(),
        "modified": None,
        "mode": 1,
        "text": remark.html,
        "author": remark.name,
        "website": None,
        "likes": 0,
        "dislikes": 0,
        "notification": 0,
        "hash": nickname_hash(remark.name)[:12],
    }


ISSO = Contestant(
    name="Isso 0.14.0",
    body="""
<script data-isso="{service}/" data-isso-sorting="newest" data-isso-max-comments-top="25" data-isso-reveal-on-click="25"
  src="{service}/js/embed.min.js"></script>
<section id="isso-thread"></section>""",
    more="a.isso-load-hidden",
    configured="newest first, 25 roots at once (else all, oldest first)",
    files={"/js/embed.min.js": "isso/js/embed.min.js", "/css/isso.css": "isso/css/isso.css"},
    answer=answer,
)

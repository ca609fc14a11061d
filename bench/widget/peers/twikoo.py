import json
from collections.abc import Mapping

from bench.widget.contestant import Contestant, Json, avatar, nickname_hash
from bench.widget.discussion import ROOTS_SHOWN, Remark, newest_roots, replies_to, size_of

SETTINGS = {
    "VERSION": "1.7.9",
    "IS_ADMIN": False,
    "SHOW_IMAGE": "true",
    "LIGHTBOX": "false",
    "SHOW_EMOTION": "false",
    "HIGHLIGHT": "true",
}


def answer(path: str, query: Mapping[str, str], body: bytes) -> Json | None:
    asked = json.loads(body)
    if asked["event"] == "GET_CONFIG":
        return {"code": 0, "config": SETTINGS}
    if asked["event"] == "COUNTER_GET":
        return {"data": {"time": 1}, "time": 1, "updated": 1}
    return _comments(asked) if asked["event"] == "COMMENT_GET" else None


def _comments(asked: Json) -> Json:
    size = size_of(asked["url"])
    roots = newest_roots(size)
    older = [root for root in roots if "before" not in asked or _time(root) < asked["before"]]
    shown = [_shown(root) | {"replies": _replies(root, size)} for root in older[:ROOTS_SHOWN]]
    return {"data": shown, "more": len(older) > len(shown), "count": len(roots)}


def _replies(root: Remark, size: int) -> list[Json]:
    replies = replies_to(root, size)
    names = {each.id: each.name for each in (root, *replies)}
    return [
        _shown(each) | {"rid": str(root.id), "pid": str(each.parent), "ruser": names[each.parent or root.id]}
        for each in replies
    ]


def _shown(remark: Remark) -> Json:
    return {
        "id": str(remark.id),
        "nick": remark.name,
        "avatar": avatar(remark.name),
        "mailMd5": nickname_hash(remark.name),
        "link": "",
        "comment": remark.html,
        "os": "Linux",
        "browser": "Firefox 128.0",
        "ipRegion": "",
        "master": False,
        "like": 0,
        "ups": 0,
        "downs": 0,
        "liked": False,
        "disliked": False,
        "replies": [],
        "rid": "",
        "pid": "",
        "ruser": None,
        "top": False,
        "isSpam": False,
        "isOwner": False,
        "created": _time(remark),
        "updated": _time(remark),
    }


def _time(remark: Remark) -> int:
    return int(remark.created.timestamp() * 1000)


TWIKOO = Contestant(
    name="Twikoo 1.7.9",
    body="""
<div id="tcomment"></div>
<script src="{service}/dist/twikoo.min.js"></script>
<script>twikoo.init({ envId: '{service}/', el: '#tcomment', lang: 'en' })</script>""",
    more=".tk-expand",
    configured="25 roots at once (else 8), pictures from its own server and no emoji (else both from third parties)",
    files={"/dist/twikoo.min.js": "twikoo/dist/twikoo.min.js"},
    answer=answer,
)

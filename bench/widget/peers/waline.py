from collections.abc import Mapping

from bench.widget.contestant import Contestant, Json, avatar
from bench.widget.discussion import Remark, newest_roots, replies_to, size_of


def answer(path: str, query: Mapping[str, str], body: bytes) -> Json | None:
    if path == "/api/article":
        return _success([{}])
    if path != "/api/comment":
        return None
    page, limit, size = int(query["page"]), int(query["pageSize"]), size_of(query["path"])
    roots = newest_roots(size)
    shown = roots[(page - 1) * limit : page * limit]
    return _success(
        {
            "page": page,
            "totalPages": -(-len(roots) // limit),
            "pageSize": limit,
            "count": size,
            "data": [_shown(root) | {"children": _children(root, size)} for root in shown],
        }
    )


def _success(data: object) -> Json:
    return {"errno": 0, "errmsg": "", "data": data}


def _children(root: Remark, size: int) -> list[Json]:
    replies = replies_to(root, size)
    by_id = {each.id: each for each in (root, *replies)}
    return [_shown(each) | _answers(by_id[each.parent or root.id], root) for each in replies]


def _answers(parent: Remark, root: Remark) -> Json:
    answered = {"nick": parent.name, "link": "", "avatar": avatar(parent.name)}
    return {"pid": parent.id, "rid": root.id, "reply_user": answered}


def _shown(remark: Remark) -> Json:
    return {
        "status": "approved",
        "comment": remark.html,
        "link": "",
        "nick": remark.name,
        "pid": None,
        "rid": None,
        "user_id": None,
        "sticky": False,
        "like": 0,
        "objectId": remark.id,
        "browser": "Firefox128.0",
        "os": "Linux",
        "avatar": avatar(remark.name),
        "addr": "",
        "time": int(remark.created.timestamp() * 1000),
    }


WALINE = Contestant(
    name="Waline 3.15.2",
    head='<link rel="stylesheet" href="{service}/dist/waline.css">',
    body="""
<div id="waline"></div>
<script type="module">
  import { init } from '{service}/dist/waline.js';
  init({ el: '#waline', serverURL: '{service}', lang: 'en', pageSize: 25, emoji: false });
</script>""",
    more=".wl-operation .wl-btn",
    configured="25 roots at once (else 10), pictures from its own server and no emoji (else both from third parties)",
    files={
        "/dist/waline.js": "@waline/client/dist/waline.js",
        "/dist/waline.css": "@waline/client/dist/waline.css",
    },
    answer=answer,
)

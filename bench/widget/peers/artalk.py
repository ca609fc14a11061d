from collections.abc import Mapping

from bench.widget.contestant import Contestant, Json, nickname_hash
from bench.widget.discussion import Remark, newest_roots, replies_to, size_of

CONF: Json = {
    "frontend_conf": {"imgUpload": True, "pluginURLs": []},
    "version": {"app": "artalk", "version": "2.9.1", "commit_hash": ""},
}


def answer(path: str, query: Mapping[str, str], body: bytes) -> Json | None:
    if path == "/api/v2/conf":
        return CONF
    if path == "/api/v2/pages/pv":
        return {"pv": 1}
    if path.startswith("/api/v2/stats/"):
        return {"data": {}}
    if path != "/api/v2/comments":
        return None
    page, start, limit = query["page_key"], int(query["offset"]), int(query["limit"])
    size = size_of(page)
    shown = newest_roots(size)[start : start + limit]
    return {
        "comments": [_shown(each, page) for root in shown for each in (root, *replies_to(root, size))],
        "count": size,
        "roots_count": len(newest_roots(size)),
        "page": _page(page),
    }


def _shown(remark: Remark, page: str) -> Json:
    return {
        "id": remark.id,
        "content": remark.text,
        "content_marked": remark.html,
        "user_id": 1,
        "nick": remark.name,
        "email_encrypted": nickname_hash(remark.name),
        "link": "",
        "ua": "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
        "date": f"{remark.created:%Y-%m-%d %H:%M:%S}",
        "is_collapsed": False,
        "is_pending": False,
        "is_pinned": False,
        "is_allow_reply": True,
        "is_verified": False,
        "rid": remark.parent or 0,
        "badge_name": "",
        "badge_color": "",
        "ip_region": "",
        "visible": True,
        "vote_up": 0,
        "vote_down": 0,
        "page_key": page,
        "page_url": page,
        "site_name": "bench",
    }


def _page(page: str) -> Json:
    return {
        "id": 1,
        "admin_only": False,
        "key": page,
        "url": page,
        "title": "An article",
        "site_name": "bench",
        "vote_up": 0,
        "vote_down": 0,
        "pv": 1,
        "date": "2026-01-01 00:00:00",
    }


ARTALK = Contestant(
    name="Artalk 2.9.1",
    head='<link rel="stylesheet" href="{service}/dist/Artalk.css"><script src="{service}/dist/Artalk.js"></script>',
    body="""
<div id="Comments"></div>
<script>
  Artalk.init({
    el: '#Comments', server: '{service}', site: 'bench', locale: 'en', flatMode: false, emoticons: false,
    pagination: { pageSize: 25 }, gravatar: { mirror: '{service}/avatar/' },
  });
</script>""",
    more=".atk-list-read-more",
    configured="25 roots at once (else 20), nested on a phone too (else flat), pictures from its own server and no "
    "emoji (else both from third parties)",
    files={"/dist/Artalk.js": "artalk/dist/Artalk.js", "/dist/Artalk.css": "artalk/dist/Artalk.css"},
    answer=answer,
)

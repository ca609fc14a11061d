from hashlib import sha256
from typing import Any
from urllib.parse import urldefrag, urlencode

from flask import Blueprint, Response, request

from blueprints.api import cors
from blueprints.api.schemas.asked import PageQuery, SiteQuery
from blueprints.api.schemas.fields import WrittenNumber
from blueprints.context import house, site_or_404
from blueprints.embed.asked import page_of, read_query
from blueprints.embed.here import words_for
from blueprints.ready.share import kept_for, share, share_for
from blueprints.words import Words
from config import VERSION
from models import Site
from services.errors import NotFound
from services.pages import refuse_foreign
from services.reading.feed import Entry, read_reply_feed, read_site_feed, read_thread_feed
from services.reading.place import Place, find_place

from .atom import write_atom
from .feed import Feed, Names, last_change
from .json_feed import write_json

WRITERS = {"atom": (write_atom, "application/atom+xml"), "json": (write_json, "application/feed+json")}

blp = Blueprint("feeds", __name__, url_prefix="/feeds")
blp.after_request(cors.mark)


class ReplyQuery(SiteQuery):
    comment = WrittenNumber(required=True)


@blp.get("/thread.<any(atom, json):ending>")
def of_thread(ending: str) -> Response:
    """The newest comments on a page; none where nobody has commented yet."""
    asked = read_query(PageQuery)
    page = page_of(asked)
    place = find_place(asked["site"], page.address)
    if place is None:
        raise NotFound("unknown_site", "There is no site with this key.", fields={"site": "not_allowed"})
    refuse_foreign(place.site, page)
    cors.admit(place.site)
    etag = _version(place, asked)
    if request.if_none_match.contains_weak(etag):
        return share(_unchanged(etag), place, address=page.address)
    entries = read_thread_feed(place.thread) if place.thread else []
    words, url = words_for(place.site), urldefrag(page.url).url
    title = words.say("page.feed", title=(place.thread and place.thread.title) or url)
    name = ("pages", sha256(page.address.encode()).hexdigest()[:16])
    feed = _feed(place.site, words, title, url, name, entries)
    return share(_answer(feed, ending, etag), place, address=page.address)


@blp.get("/site.<any(atom, json):ending>")
def of_site(ending: str) -> Response:
    """The newest comments on all pages of a site."""
    site = site_or_404(read_query(SiteQuery)["site"])
    cors.admit(site)
    words = words_for(site)
    title = words.say("page.feedSite", site=site.name)
    return share_for(_answer(_feed(site, words, title, site.home_url, ("comments",), read_site_feed(site)), ending))


@blp.get("/replies.<any(atom, json):ending>")
def of_replies(ending: str) -> Response:
    """The newest answers to a comment, and the answers to those."""
    asked = read_query(ReplyQuery)
    site = site_or_404(asked["site"])
    cors.admit(site)
    comment, entries = read_reply_feed(site, asked["comment"])
    words, thread = words_for(site), comment.thread
    name = (comment.author_name if comment.is_published else "") or words.say("read.anonymous")
    url = f"{urldefrag(thread.url).url}#comment-{comment.id}"
    title = words.say("page.feedReplies", name=name)
    feed = _feed(site, words, title, url, ("comments", str(comment.id), "replies"), entries)
    place = Place(site, thread)
    return share(_answer(feed, ending, _version(place, asked)), place)


def _feed(site: Site, words: Words, title: str, home: str, name: tuple[str, ...], entries: list[Entry]) -> Feed:
    names = Names.of(site, house().config.public_url)
    items = [names.item(entry, words) for entry in entries]
    at = f"{house().config.public_url}{request.path}?{urlencode(list(request.args.items()))}"
    return Feed(names.tag(*name), title, home, at, words.lang, last_change(items, site.created_at), items)


def _version(place: Place, asked: dict[str, Any]) -> str:
    return place.etag("feed", VERSION, house().config.public_url, request.path, sorted(asked.items()))


def _answer(feed: Feed, ending: str, etag: str = "") -> Response:
    """Whether the asker has it already its ETag alone says: a comment approved today may have been written before
    the newest one, and one that was removed leaves no time behind."""
    write, kind = WRITERS[ending]
    body = write(feed)
    etag = etag or sha256(body).hexdigest()[:20]
    if request.if_none_match.contains_weak(etag):
        return _unchanged(etag)
    response = Response(body, content_type=f"{kind}; charset=utf-8")
    response.last_modified = feed.updated
    return _kept(response, etag)


def _unchanged(etag: str) -> Response:
    return _kept(Response(status=304), etag)


def _kept(response: Response, etag: str) -> Response:
    response.set_etag(etag, weak=True)
    response.headers["Cache-Control"] = kept_for(60)
    return response

"""What the room calls the things that code, database and addresses know by one word: a status, a check, a role.

`{{ comment.status|named("mark") }}` in a template. A sentence that counts stands in the template that says it.
"""

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from blueprints.languages import gettext
from models import Sentence

STATUSES = {
    "mark": {
        "checking": Sentence("Being checked"),
        "pending": Sentence("Pending"),
        "published": Sentence("Published"),
        "rejected": Sentence("Rejected"),
        "spam": Sentence("Spam"),
        "deleted": Sentence("Deleted"),
    },
    "now": {
        "checking": Sentence("It is being checked now."),
        "pending": Sentence("It is waiting for a decision now."),
        "published": Sentence("It is published now."),
        "rejected": Sentence("It is rejected now."),
        "spam": Sentence("It is in the spam folder now."),
        "deleted": Sentence("It is deleted now."),
    },
    "meanwhile": {
        "checking": Sentence("It is being checked now."),
        "pending": Sentence("It waits for a decision now."),
        "published": Sentence("It is published now."),
        "rejected": Sentence("It is rejected now."),
        "spam": Sentence("It is in the spam folder now."),
        "deleted": Sentence("It is deleted now."),
    },
    "published with": {
        "checking": Sentence("This comment is being checked. With your reply it is published too."),
        "pending": Sentence("This comment waits for a decision. With your reply it is published too."),
        "rejected": Sentence("This comment is rejected. With your reply it is published too."),
        "spam": Sentence("This comment is in the spam folder. With your reply it is published too."),
    },
    "why": {
        "checking": Sentence("Why this comment is being checked"),
        "pending": Sentence("Why this comment is waiting for a decision"),
        "published": Sentence("Why this comment is published"),
        "rejected": Sentence("Why this comment is rejected"),
        "spam": Sentence("Why this comment is in the spam folder"),
        "deleted": Sentence("Why this comment is deleted"),
    },
    "logged status": {
        "checking": Sentence("being checked"),
        "pending": Sentence("pending"),
        "published": Sentence("published"),
        "rejected": Sentence("rejected"),
        "spam": Sentence("spam"),
        "deleted": Sentence("deleted"),
    },
    "fate": {
        "published": Sentence("Published"),
        "pending": Sentence("Waiting"),
        "spam": Sentence("Spam"),
        "rejected": Sentence("Rejected"),
        "deleted": Sentence("Deleted"),
    },
}
LISTS = {
    "list": {
        "pending": Sentence("Pending"),
        "reported": Sentence("Reported"),
        "published": Sentence("Published"),
        "spam": Sentence("Spam"),
        "rejected": Sentence("Rejected"),
        "deleted": Sentence("Deleted"),
        "all": Sentence("All comments"),
    },
    "list heading": {
        "pending": Sentence("Pending comments"),
        "reported": Sentence("Reported comments"),
        "published": Sentence("Published comments"),
        "spam": Sentence("Spam comments"),
        "rejected": Sentence("Rejected comments"),
        "deleted": Sentence("Deleted comments"),
        "all": Sentence("All comments"),
    },
    "empty list": {
        "pending": Sentence("Nothing waits. All is decided."),
        "reported": Sentence("No reader has reported anything."),
        "published": Sentence("Nothing is published yet."),
        "spam": Sentence("No spam."),
        "rejected": Sentence("Nothing was rejected."),
        "deleted": Sentence("Nothing was deleted."),
        "all": Sentence("There is no comment yet."),
    },
}
SEARCHES = {
    "field": {
        "q": Sentence("Words"),
        "author": Sentence("Author"),
        "email": Sentence("E-mail"),
        "domain": Sentence("Link to"),
        "network": Sentence("Network"),
        "page": Sentence("Page"),
        "signal": Sentence("Check"),
        "since": Sentence("First day"),
        "until": Sentence("Last day"),
    },
    "hint": {
        "q": Sentence("All words must be there. The last may be a beginning. Accents and capitals make no difference."),
        "author": Sentence("Words of the name. The last may be a beginning."),
        "email": Sentence("The whole address, or @ and its domain, as in @mail.example."),
        "domain": Sentence("The name that a link in the text or the author's website leads to, as in pills.example."),
        "network": Sentence("An address, an IPv4 network from /16 on, or an IPv6 /48, as long as it is kept."),
        "page": Sentence("A part of the page's title or address."),
        "signal": Sentence("The check that spoke against the comment."),
        "since": Sentence("Days begin and end by UTC."),
        "until": Sentence("This day counts too."),
    },
    "wrong field": {
        "no_words": Sentence("There is no word in it to look for: words are letters and digits."),
        "not_an_email": Sentence("Give a whole address, or @ and its domain."),
        "not_a_domain": Sentence("Give a name as it stands in a link, as in pills.example."),
        "not_a_network": Sentence("Give an address, an IPv4 network from /16 on, or an IPv6 /48."),
        "no_check": Sentence("There is no such check."),
        "not_a_day": Sentence("Give a day as in 2026-01-31."),
        "ends_early": Sentence("The last day lies before the first."),
    },
}
DECIDING = {
    "decide one": {
        "keep": Sentence('Keep<span class="aside"> the comment by %(name)s</span>'),
        "confirm": Sentence('Confirm<span class="aside"> that the comment by %(name)s is spam</span>'),
        "published": Sentence('Approve<span class="aside"> the comment by %(name)s</span>'),
        "rejected": Sentence('Reject<span class="aside"> the comment by %(name)s</span>'),
        "spam": Sentence('Spam<span class="aside"> the comment by %(name)s</span>'),
        "deleted": Sentence('Delete<span class="aside"> the comment by %(name)s</span>'),
    },
    "decide chosen": {
        "keep": Sentence('Keep<span class="aside"> selected</span>'),
        "confirm": Sentence('Confirm<span class="aside"> selected as spam</span>'),
        "published": Sentence('Approve<span class="aside"> selected</span>'),
        "rejected": Sentence('Reject<span class="aside"> selected</span>'),
        "spam": Sentence('Spam<span class="aside"> selected</span>'),
        "deleted": Sentence('Delete<span class="aside"> selected</span>'),
    },
    "decide matching": {
        "published": Sentence('Approve…<span class="aside"> all that match</span>'),
        "rejected": Sentence('Reject…<span class="aside"> all that match</span>'),
        "spam": Sentence('Spam…<span class="aside"> all that match</span>'),
        "deleted": Sentence('Delete…<span class="aside"> all that match</span>'),
    },
    "decide all": {
        "published": Sentence("Approve them all"),
        "rejected": Sentence("Reject them all"),
        "spam": Sentence("Mark them all as spam"),
        "deleted": Sentence("Delete them all"),
    },
    "not undoable": {
        "undoing": Sentence("This took something back itself."),
        "undone": Sentence("It has been undone."),
        "too_late": Sentence("It has been decided again or erased since."),
        "nothing": Sentence("It changed nothing."),
    },
    "report": {
        "spam": Sentence("Spam or advertising"),
        "abuse": Sentence("Insulting or hateful"),
        "personal": Sentence("Reveals something private"),
        "off_topic": Sentence("Does not belong here"),
        "other": Sentence("Something else"),
    },
    "closed": {
        None: Sentence("Open"),
        "site": Sentence("The site is closed"),
        "moderator": Sentence("Closed"),
        "age": Sentence("Closed by age"),
    },
}
BLOCKING = {
    "term": {
        "domain": Sentence("Domain"),
        "word": Sentence("Word"),
        "network": Sentence("Network"),
        "email": Sentence("E-mail address"),
    },
    "action": {"spam": Sentence("It is spam"), "hold": Sentence("It waits for a moderator")},
    "action told": {
        "spam": Sentence("A comment that has it is spam."),
        "hold": Sentence("A comment that has it waits for a moderator."),
    },
    "time": {"day": Sentence("For a day"), "week": Sentence("For a week"), "good": Sentence("For good")},
    "banned": {
        "day": Sentence("The author is banned for a day."),
        "week": Sentence("The author is banned for a week."),
        "good": Sentence("The author is banned for good."),
    },
}
PEOPLE = {
    "badge": {
        "": Sentence("No badge"),
        "author": Sentence("Author"),
        "moderator": Sentence("Moderator"),
        "teacher": Sentence("Teacher"),
    },
    "role": {
        "viewer": Sentence("Reads only"),
        "moderator": Sentence("Moderator"),
        "owner": Sentence("Owner"),
    },
    "may": {
        "viewer": Sentence("Reads everything, decides nothing."),
        "moderator": Sentence("Decides about comments."),
        "owner": Sentence("Decides, and changes settings and people."),
    },
}
JUDGING = {
    "check": {
        "akismet": "Akismet",
        "cleantalk": "CleanTalk",
        "dnsbl": Sentence("DNS block lists"),
        "learnt": Sentence("Your filter"),
        "blocklist": Sentence("Blocklist"),
        "trap": Sentence("Hidden field"),
        "haste": Sentence("Time to write"),
        "work": Sentence("Proof of work"),
        "rate": Sentence("How often"),
        "moved": Sentence("Where it came from"),
        "standing": Sentence("What they wrote before"),
        "links": Sentence("Number of links"),
        "domains": Sentence("Where it links"),
        "first_link": Sentence("First link"),
        "shorteners": Sentence("Shortened links"),
        "lookalikes": Sentence("Look-alike addresses"),
        "repetition": Sentence("Repetition"),
        "names": Sentence("The name"),
        "scripts": Sentence("Mixed scripts"),
        "styled": Sentence("Styled letters"),
        "hidden": Sentence("Hidden characters"),
        "language": Sentence("Language"),
        "reported": Sentence("Readers' reports"),
    },
    "outcome": {
        "publish": Sentence("Published"),
        "hold": Sentence("Held for a moderator"),
        "spam": Sentence("Spam"),
        "discard": Sentence("Discarded"),
    },
    "verdict": {
        "publish": Sentence("By what the checks say and the rules of today it is to be <strong>published</strong>."),
        "hold": Sentence(
            "By what the checks say and the rules of today it is to be <strong>held for a moderator</strong>."
        ),
        "spam": Sentence("By what the checks say and the rules of today it is <strong>spam</strong>."),
        "discard": Sentence("By what the checks say and the rules of today it is to be <strong>discarded</strong>."),
    },
    "owed": {
        "learn": Sentence("Teach the filter what was decided"),
        "relearn": Sentence("Make the filter's memory anew"),
        "discard": Sentence("Discard plain spam"),
        "erase": Sentence("Erase its text"),
        "avatar": Sentence("Fetch its author's picture"),
    },
    "key": {
        "none": Sentence("No key. It is not asked."),
        "asked": Sentence("The key is being checked."),
        "silent": Sentence("The key could not be checked yet: no answer came."),
        "refused": Sentence("The key is not valid."),
        "valid": Sentence("The key is valid."),
    },
    "unit": {
        "days": Sentence("days"),
        "minutes": Sentence("minutes"),
        "seconds": Sentence("seconds"),
        "characters": Sentence("characters"),
        "links": Sentence("links"),
        "comments": Sentence("approved comments"),
    },
}
INSIGHT = {
    "concluded": {
        "spam": Sentence("Called spam"),
        "doubtful": Sentence("Held in doubt"),
        "published": Sentence("Published at once"),
    },
    "mistaken": {
        "spam": Sentence("Called spam, then published"),
        "doubtful": Sentence("Held in doubt, then published"),
        "published": Sentence("Published at once, then spam"),
    },
    "waited": {
        60: Sentence("Under a minute"),
        600: Sentence("1 to 10 minutes"),
        3600: Sentence("10 to 60 minutes"),
        21600: Sentence("1 to 6 hours"),
        86400: Sentence("6 to 24 hours"),
        259200: Sentence("1 to 3 days"),
        604800: Sentence("3 to 7 days"),
        None: Sentence("A week or longer"),
    },
}
LOG = {
    "logged kind": {
        "decisions": Sentence("Decisions"),
        "comments": Sentence("Marks and edits"),
        "settings": Sentence("Settings"),
        "people": Sentence("People"),
        "blocked": Sentence("Blocklist and bans"),
        "discussions": Sentence("Discussions"),
    },
    "logged decision": {
        "published": Sentence("Approved:"),
        "rejected": Sentence("Rejected:"),
        "spam": Sentence("Called spam:"),
        "deleted": Sentence("Deleted:"),
        "pending": Sentence("Put back:"),
    },
    "logged action": {
        "comment.pinned": Sentence("Pinned:"),
        "comment.unpinned": Sentence("Unpinned:"),
        "comment.edited": Sentence("Edited:"),
        "comment.held": Sentence("Held after reports:"),
        "comment.replied": Sentence("Replied to:"),
        "badge.given": Sentence("Gave the author a badge:"),
        "akismet_key.changed": Sentence("Changed the Akismet key."),
        "cleantalk_key.changed": Sentence("Changed the CleanTalk key."),
        "sso_secret.changed": Sentence("Changed the secret of the single sign-on."),
        "origin.allowed": Sentence("Allowed an address to show the comments:"),
        "origin.refused": Sentence("Removed an allowed address:"),
        "words.changed": Sentence("Changed the site's own words."),
        "site.created": Sentence("Created the site:"),
        "memory.reset": Sentence("Had the filter forget everything."),
        "memory.made_anew": Sentence("Had the filter's memory made anew."),
        "person.banned": Sentence("Banned an author:"),
        "person.unbanned": Sentence("Lifted the ban of an author:"),
        "thread.closed": Sentence("Closed a discussion:"),
        "thread.opened": Sentence("Opened a discussion:"),
    },
    "blocked": {
        "word": Sentence("Put a word on the blocklist:"),
        "domain": Sentence("Put a domain on the blocklist:"),
        "email": Sentence("Put an e-mail address on the blocklist:"),
        "network": Sentence("Put a network on the blocklist:"),
    },
    "unblocked": {
        "word": Sentence("Took a word off the blocklist:"),
        "domain": Sentence("Took a domain off the blocklist:"),
        "email": Sentence("Took an e-mail address off the blocklist:"),
        "network": Sentence("Took a network off the blocklist:"),
    },
    "logged term": {"spam": Sentence("spam"), "hold": Sentence("held for a moderator")},
    "logged badge": {
        "": Sentence("a reader"),
        "author": Sentence("the author here"),
        "moderator": Sentence("a moderator"),
        "teacher": Sentence("the teacher"),
    },
    "logged ban": {"for good": Sentence("for good")},
    "logged key": {"none": Sentence("not set"), "set": Sentence("set")},
    "threshold": {
        "hold_at": Sentence("Hold from"),
        "spam_at": Sentence("Spam from"),
        "discard_at": Sentence("Discard from"),
    },
}
NAMES: Mapping[str, Mapping[Any, str]] = (
    STATUSES | LISTS | SEARCHES | DECIDING | BLOCKING | PEOPLE | JUDGING | INSIGHT | LOG
)


def named(name: Any, kind: str, /, **values: Any) -> Any:
    """In the language of whoever looks, and HTML as in the templates; what has no name here, as it is."""
    told = NAMES[kind].get(name)
    if told is None:
        return name
    said = Markup(gettext(told))  # noqa: S704 (our own words, as they stand in a template)
    return said % values if values else said

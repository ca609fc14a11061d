"""What each table and each index is there for; `tests/bench/test_purposes.py` finds one that has no purpose.

How long a row stays is said where that is not for good. Keys of rows and what must be unique name themselves.
"""

FOR_A_TIME: dict[str, str] = {
    "band": "five weeks: what near-copies are found by, 12 rows a comment",
    "origin": "the site's origin_days: the address and browser that the checks compare",
    "outbox": "15 days once settled: what is owed to the outside",
    "receipt": "two days: a POST that is sent again gets the same answer",
    "used_form": "two days: a form is used once",
    "account_session": "15 days from its end: who is signed in",
    "sign_in_link": "15 days from its end: a link that signs in once",
    "invitation": "a link by which one person joins a site",
}
"""Tables whose rows go by themselves."""

FOR_GOOD: dict[str, str] = {
    "comment": "what was written, as typed and as shown, and what the charts count of it",
    "search_text": "its words, as the index of the search has them",
    "verdict": "why it was judged so, for the moderator",
    "signal": "what each check said, for the moderator and for “what if”",
    "linked_domain": "the domains that it leads to",
    "consultation": "what somebody outside said of it",
    "decision": "what moderators decided, so that it can be undone",
    "revision": "what it said before",
    "vote": "who voted, so that each does once",
    "reaction": "who reacted, so that each does once",
    "report": "who complained, and what came of it",
    "person": "who wrote: one browser",
    "thread": "one discussion, its counts and its version",
    "address": "which page leads to which discussion",
    "avatar": "pictures of those who write",
    "site": "the site and what its owner has set",
    "allowed_origin": "who may embed it",
    "blocked_term": "what the owner blocks",
    "memory": "what the site's filter has learnt",
    "account": "who moderates",
    "moderator": "what an account is at a site",
    "saved_search": "a moderator's searches",
    "change": "the log of what was set and by whom",
    "sweep": "decisions about all that match",
    "alembic_version": "which tables this database has",
    "sqlite_sequence": "numbers that are never given twice",
}

SEARCH = "search_index"
"""So begin SQLite's own tables of its full-text index, and so PostgreSQL's index is called."""

INDEXES: dict[str, str] = {
    SEARCH: "the search in the room",
    "ix_comment_reading": "a discussion, newest or oldest first",
    "ix_comment_best": "a discussion, best first",
    "ix_comment_changed": "live updates: what changed since a version",
    "ix_comment_pinned": "what is pinned in a discussion",
    "ix_comment_queue": "the room's lists by status",
    "ix_comment_created": "the charts, without a look at the comments themselves",
    "ix_comment_person": "a person's comments: trust, rate, one's own",
    "ix_comment_thread": "a discussion in the room, whatever its status",
    "ix_comment_fingerprint": "the same text again",
    "ix_comment_email_age": "forgetting e-mail addresses by age",
    "ix_comment_parent": "the answers to a comment",
    "ix_band_comment": "erasing a comment's bands with it, forgetting them by age",
    "ix_origin_age": "forgetting origins by age",
    "ix_origin_ip": "the same address: doubles, the room's search",
    "ix_origin_network": "how much a network wrote lately",
    "ix_origin_guid": "which comment an outside judge calls back about",
    "ix_linked_domain": "who else leads to a domain",
    "ix_linked_domain_comment": "erasing a comment's domains with it",
    "ix_signal_comment": "what the checks said of a comment",
    "ix_signal_against": "the room's list by check",
    "ix_verdict_comment": "a comment's verdicts",
    "ix_consultation_comment": "what outside judges said of a comment",
    "ix_decision_comment": "a comment's decisions",
    "ix_decision_batch": "undoing one click",
    "ix_decision_site": "the log of a site's decisions",
    "ix_decision_unlearnt": "what the filter has still to learn",
    "ix_revision_comment": "what a comment said before",
    "ix_outbox_due": "what is due next",
    "ix_outbox_comment": "what is owed about a comment",
    "ix_outbox_failing": "what could not be sent, told on every page of the room",
    "ix_person_email": "forgetting e-mail addresses by age",
    "ix_person_banned": "who is banned",
    "ix_reaction_address": "forgetting hidden addresses by age",
    "ix_report_address": "forgetting hidden addresses by age",
    "ix_vote_address": "forgetting hidden addresses by age",
    "ix_report_open": "complaints that wait",
    "ix_report_visitor": "what one visitor complained of",
    "ix_vote_visitor": "how one visitor voted",
    "ix_receipt_created_at": "forgetting receipts by age",
    "ix_used_form_created_at": "forgetting used forms by age",
    "ix_thread_newest": "the latest comments, by page",
    "ix_address_thread": "the pages of a discussion",
    "ix_allowed_origin_origin": "whose page asks",
    "ix_account_session_account": "an account's sessions",
    "ix_sign_in_link_account_id": "an account's links",
    "ix_moderator_account_id": "an account's sites",
    "ix_change_site": "a site's log",
    "ix_sweep_open": "decisions about all that match which are not done",
}


def is_search(name: str) -> bool:
    return name.startswith(SEARCH)


def of_table(name: str) -> str:
    """Nothing for a table that nobody has named."""
    if lasts := FOR_A_TIME.get(name):
        return lasts
    return FOR_GOOD.get(name, "")


def of_index(name: str, columns: str) -> str:
    """What it is for; of a key, which columns it keeps unique. Nothing for an index that nobody has named."""
    if is_search(name):
        return INDEXES[SEARCH]
    if name.startswith("pk_"):
        return "the row's number" if columns == "id" else f"the row itself, by {columns}"
    if name.startswith(("uq_", "sqlite_autoindex_")):
        return "references lead to it" if columns == "site_id, id" else f"unique: {columns}"
    return INDEXES.get(name, "")

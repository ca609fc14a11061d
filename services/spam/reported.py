"""What readers' reports weigh, and when they take a comment off the page until a moderator has looked.

Nobody is silenced by a few: whoever reports is weighed by what is proven of them and by what became of their earlier
reports, a network counts once, and browsers that nobody knows never reach half of what it takes.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from models import Comment, Person, Report, Sentence, Site, db

HELD = Sentence("Readers reported it")
UNKNOWN, KNOWN, VOUCHED, MOST = 0.5, 1.0, 2.0, 3.0
INDEPENDENT = 3
"""From so many networks reports must come, where the site asks for a weight of three or more."""
NEWEST = 200
"""Of more reports than that the newest are weighed."""


@dataclass(frozen=True, slots=True)
class Word:
    """One reader's report: from which network, and what it weighs."""

    network: str
    weight: float
    is_known: bool


@dataclass(frozen=True, slots=True)
class Weight:
    """What the open reports of one comment weigh together, and how much it takes to hold it."""

    total: float
    networks: int
    threshold: int

    @property
    def is_heavy(self) -> bool:
        return self.total >= self.threshold

    @property
    def is_spread(self) -> bool:
        return self.networks >= min(self.threshold, INDEPENDENT)


def holds(site: Site, comment: Comment) -> bool:
    """The open reports take it off the page, unless a moderator has decided about it: that word stands above them.

    Never where the site does not want it.
    """
    if site.reports_hold == 0 or not Report.stands_against(site.id, comment.id):
        return False
    return is_enough(_words(site, [comment])[comment.id], site.reports_hold)


def weights(site: Site, comments: Sequence[Comment]) -> dict[int, Weight]:
    """Of each of these comments what its reports weigh, by its number; none where the site holds nothing for them."""
    if site.reports_hold == 0 or not comments:
        return {}
    words = _words(site, comments)
    return {comment.id: weigh(words[comment.id], site.reports_hold) for comment in comments}


def is_enough(words: Iterable[Word], threshold: int) -> bool:
    """Whether such reports weigh as much as the threshold, and come from as many networks as it says, three at most."""
    weight = weigh(words, threshold)
    return weight.is_spread and weight.is_heavy


def weigh(words: Iterable[Word], threshold: int) -> Weight:
    """Of one network the strongest counts alone. What unknown browsers say counts for half of the threshold at most,
    all of them together."""
    strongest = list({word.network: word for word in sorted(words, key=lambda word: word.weight)}.values())
    heard = [word for word in strongest if word.weight > 0]
    known = sum(word.weight for word in heard if word.is_known)
    unknown = sum(word.weight for word in heard if not word.is_known)
    return Weight(known + min(unknown, threshold / 2), len(heard), threshold)


def weight_of(base: float, upheld: int, dismissed: int) -> float:
    """Raised by half for each earlier report that a moderator found right, to three at most; of the whole only the
    share that was right counts. Whoever was wrong three times and never right weighs nothing."""
    if dismissed >= 3 and not upheld:
        return 0.0
    return min(base + upheld / 2, MOST) * (upheld + 1) / (upheld + dismissed + 1)


def _words(site: Site, comments: Sequence[Comment]) -> dict[int, list[Word]]:
    """Of those who reported each comment and are not its author."""
    networks = {comment.id: _reporters(comment) for comment in comments}
    visitors = {visitor for its in networks.values() for visitor in its}
    mine = (Person.site_id == site.id) & Person.visitor.in_(visitors)
    people = {person.visitor: person for person in db.session.scalars(select(Person).where(mine))}
    approved = Person.approved_among(site, {person.id for person in people.values()})
    records = _records(site.id, visitors)
    words: dict[int, list[Word]] = {comment.id: [] for comment in comments}
    for comment in comments:
        for visitor, network in networks[comment.id].items():
            person, record = people.get(visitor), records.get(visitor, {})
            if person and (person.is_banned or person.id == comment.person_id):
                continue
            base = _base(person, is_approved=person is not None and person.id in approved)
            weight = weight_of(base, record.get("upheld", 0), record.get("dismissed", 0))
            words[comment.id].append(Word(network, weight, base > UNKNOWN))
    return words


def _reporters(comment: Comment) -> dict[str, str]:
    """The network of each who has reported it and whose report is open."""
    standing = (Report.site_id == comment.site_id) & (Report.comment_id == comment.id) & Report.settled_at.is_(None)
    rows = select(Report.visitor, Report.address).where(standing).order_by(Report.id.desc()).limit(NEWEST)
    return {visitor: address or "" for visitor, address in db.session.execute(rows)}


def _base(person: Person | None, *, is_approved: bool) -> float:
    """Somebody vouches for who signs in at the host site and for who bears a badge."""
    if person and (person.badge or person.visitor.startswith("sso:")):
        return VOUCHED
    return KNOWN if is_approved else UNKNOWN


def _records(site_id: int, visitors: Iterable[str]) -> dict[str, dict[str, int]]:
    """How many of the earlier reports of each were upheld, and dismissed."""
    theirs = (Report.site_id == site_id) & Report.visitor.in_(visitors) & Report.outcome.is_not(None)
    rows = select(Report.visitor, Report.outcome, func.count()).where(theirs)
    records: dict[str, dict[str, int]] = {}
    for visitor, outcome, count in db.session.execute(rows.group_by(Report.visitor, Report.outcome)):
        records.setdefault(visitor, {})[str(outcome)] = count
    return records

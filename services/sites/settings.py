"""What an owner may choose for a site: the one list that the room's pages, the command line and the tests go by.

Each setting is a column of the site; its default is that column's.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from models import Site
from services.sites import readers
from services.sites.readers import Reader

Kind = Literal["choice", "number", "line", "text", "secret"]
YES_NO = {"yes": "Yes", "no": "No"}


@dataclass(frozen=True, slots=True)
class Setting:
    name: str
    label: str
    says: str
    """What it does, in whole sentences, for whoever runs the site."""
    read: Reader
    kind: Kind = "line"
    choices: Mapping[str, str] = field(default_factory=dict)
    """Each value as it is written, with what it is called."""
    unit: str = ""
    nothing: str = ""
    """What it means when it is empty; "": it never is."""
    is_judging: bool = False
    """It has a say in verdicts, so what it would have done to earlier comments can be shown."""

    @property
    def default(self) -> Any:
        """None for what has to be said when the site is created, too."""
        default = Site.__table__.c[self.name].default
        return default.arg if default is not None else None

    def written(self, value: Any) -> str:
        """A value as it would be typed."""
        if isinstance(value, bool):
            return "yes" if value else "no"
        return "" if value is None else str(value)

    def logged(self, value: Any) -> Any:
        """A value as the log may hold it: of a secret only whether there is one."""
        if self.kind == "secret":
            return "set" if value else "none"
        return value


@dataclass(frozen=True, slots=True)
class Group:
    key: str
    title: str
    says: str
    settings: tuple[Setting, ...]

    @property
    def is_judging(self) -> bool:
        return any(setting.is_judging for setting in self.settings)


def _yes_no(name: str, label: str, says: str, **more: Any) -> Setting:
    return Setting(name, label, says, readers.flag, "choice", YES_NO, **more)


def _choice(name: str, label: str, says: str, choices: Mapping[str, str], **more: Any) -> Setting:
    return Setting(name, label, says, readers.choice(*choices), "choice", choices, **more)


def _number(name: str, label: str, says: str, least: int, most: int, unit: str, **more: Any) -> Setting:
    read = readers.number(least, most)
    read = readers.optional(read) if "nothing" in more else read
    return Setting(name, label, says, read, "number", unit=unit, **more)


GROUPS = (
    Group(
        "site",
        "The site",
        "What it is called, where it is, and whether it takes comments.",
        (
            Setting("name", "Name", "What people call the site.", readers.line(200)),
            Setting(
                "home_url",
                "Home page",
                "Its address, with https://. Akismet knows the site by it.",
                readers.web_address,
            ),
            Setting(
                "language",
                "Language",
                "A tag such as en or pt-BR: the language of its pages without a script and of its feeds.",
                readers.language,
            ),
            _yes_no("is_open", "Takes comments", "With no, the whole site is frozen: everything stays to be read."),
            _number(
                "close_days",
                "Discussions close after",
                "So long after its first comment a discussion takes no more. With another number, old ones open again.",
                *(1, 36_500, "days"),
                nothing="Discussions never close by themselves.",
            ),
        ),
    ),
    Group(
        "form",
        "Who may write, and what the form asks",
        "Anybody may write, unless a question or the site's own sign-on stands before it.",
        (
            _yes_no("name_required", "A name is needed", "Without one a comment is refused; with no, it is anonymous."),
            _yes_no("email_required", "An e-mail address is needed", "It is never published."),
            _yes_no("website_asked", "A website is asked for", "Readers see the name as a link to it."),
            _number(
                "text_max",
                "Longest comment",
                "A longer one is refused, never cut. 65,536 at most.",
                1,
                65_536,
                "characters",
            ),
            _number(
                "edit_minutes",
                "Time for changes",
                "So long one may change or delete one's own comment. 0: never. A changed comment is judged anew.",
                *(0, 10_080, "minutes"),
            ),
            Setting(
                "question",
                "Question",
                "Asked on the page without a script, where a browser computes nothing. Its right answer does instead.",
                readers.optional(readers.line(200)),
                nothing="None is asked: there, comments of people whom nobody knows wait.",
            ),
            Setting(
                "answers",
                "Right answers",
                "One on each line, or with semicolons between; case and spaces make no difference.",
                readers.answers,
                "text",
                nothing="No answer is right, so nothing is asked.",
            ),
        ),
    ),
    Group(
        "held",
        "What waits for a moderator",
        "The rules by which a comment is published at once or waits.",
        (
            _choice(
                "hold",
                "Wait first",
                "Whatever the checks say of it.",
                {
                    "everything": "Every comment",
                    "first": "Comments of people who are not trusted yet",
                    "nothing": "None, unless a check speaks against it",
                },
                is_judging=True,
            ),
            _number(
                "trust_comments",
                "Trusted from",
                "So many comments a moderator has to approve until a person is trusted: the browser that holds the "
                "signed token, never a typed name or address. One that is called spam ends it.",
                *(1, 100, "comments"),
                is_judging=True,
            ),
            _number(
                "trust_days",
                "Trusted after",
                "The first of those comments has to be so old, too.",
                *(0, 365, "days"),
                is_judging=True,
            ),
            _number(
                "links_max", "Links that pass", "A comment with more of them waits.", 0, 100, "links", is_judging=True
            ),
            Setting(
                "languages",
                "Other languages",
                "Tags with spaces between, such as fr pt-BR: usual here beside the site's own. A comment in any other "
                "looks a little like spam.",
                readers.languages,
                nothing="The site's own language alone is usual.",
                is_judging=True,
            ),
            _number(
                "form_wait",
                "Time to write",
                "Who needs less between opening the form and sending it is taken for a program, and waits.",
                *(0, 60, "seconds"),
            ),
            _yes_no(
                "work",
                "Browsers work",
                "Browsers of people whom nobody knows compute a little before a comment is sent; without it, it waits.",
            ),
            _number(
                "reports_hold",
                "Reports that hold",
                "From this weight of readers' reports on a published comment waits. 0: reports never hold.",
                *(0, 100, ""),
            ),
        ),
    ),
    Group(
        "outside",
        "Judges outside",
        "What follows when somebody outside is asked about comments.",
        (
            _choice(
                "akismet_away",
                "While they are away",
                "When Akismet or CleanTalk can't be reached, a comment is asked about again later.",
                {"hold": "Comments wait until then", "trust": "Comments are judged by the checks here until then"},
            ),
            _yes_no(
                "akismet_discards",
                "Drop blatant spam",
                "What Akismet calls so blatant that nobody need see it is only counted. With no, it stands under spam.",
                is_judging=True,
            ),
            Setting(
                "dnsbl",
                "DNS block lists",
                "Names with spaces between: asked about each commenter's address, which they learn by that.",
                readers.zones,
                nothing="None is asked.",
            ),
        ),
    ),
    Group(
        "readers",
        "What readers see",
        "Their pages follow at once.",
        (
            _choice(
                "votes",
                "Votes",
                "Each visitor has one on each comment.",
                {"none": "None", "up": "For a comment", "both": "For and against"},
            ),
            Setting(
                "reactions",
                "Reactions",
                "Emoji that a reader may leave on a page, up to 8, with spaces between.",
                readers.emoji,
                nothing="None are offered.",
            ),
            _choice(
                "sort",
                "Order",
                "What comes first until a reader chooses otherwise.",
                {"newest": "The newest", "oldest": "The oldest", "best": "Those with the best votes"},
            ),
            _yes_no(
                "loads_at_end", "Loads at the end", "The next page comes by itself when its reader reaches the end."
            ),
            _yes_no(
                "images", "Images", "Images from https addresses are shown in new comments. With no, they are links."
            ),
            _yes_no(
                "gravatar",
                "Pictures from Gravatar",
                "The service fetches pictures of those who give an e-mail address, and keeps them. Readers' browsers "
                "never ask Gravatar.",
            ),
        ),
    ),
    Group(
        "privacy",
        "Data of readers",
        "What is kept, for how long, and what readers are told of it.",
        (
            _number(
                "origin_days",
                "Origins are kept",
                "The address, the browser and what Akismet was asked; without them it can't be told of a decision.",
                *(0, 365, "days"),
            ),
            _number(
                "email_days",
                "E-mail addresses are kept",
                "Then they are taken off the comments. With an origin, what Akismet was asked stays as long as that.",
                *(1, 36_500, "days"),
                nothing="As long as their comments.",
            ),
            Setting(
                "privacy_text",
                "What readers are told",
                "It stands below the form: plain text, whose web addresses are links.",
                readers.optional(readers.paragraphs(2000)),
                "text",
                nothing="Only who is asked about spam is named.",
            ),
        ),
    ),
    Group(
        "sso",
        "Single sign-on",
        "The site's own server says who its readers are.",
        (
            Setting(
                "sso_secret",
                "Secret",
                "At least 32 characters, known to the site's own server too: it signs its readers' names with it.",
                readers.secret,
                "secret",
                nothing="No single sign-on.",
            ),
        ),
    ),
)
SETTINGS: dict[str, Setting] = {setting.name: setting for group in GROUPS for setting in group.settings}

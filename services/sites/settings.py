"""What an owner may choose for a site: the one list that the room's pages, the command line and the tests go by.

Each setting is a column of the site; its default is that column's.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from models import Sentence, Site
from services.sites import readers
from services.sites.readers import Reader

Kind = Literal["choice", "number", "line", "text", "secret"]
YES_NO = {"yes": Sentence("Yes"), "no": Sentence("No")}


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
        Sentence("The site"),
        Sentence("What it is called, where it is, and whether it takes comments."),
        (
            Setting("name", Sentence("Name"), Sentence("What people call the site."), readers.line(200)),
            Setting(
                "home_url",
                Sentence("Home page"),
                Sentence("Its address, with https://. Akismet knows the site by it."),
                readers.web_address,
            ),
            Setting(
                "language",
                Sentence("Language"),
                Sentence("A tag such as en or pt-BR: the language of its pages without a script and of its feeds."),
                readers.language,
            ),
            _yes_no(
                "is_open",
                Sentence("Takes comments"),
                Sentence("If not, the whole site is frozen: everything stays to be read."),
            ),
            _number(
                "close_days",
                Sentence("Discussions close after"),
                Sentence(
                    "So long after its first comment a discussion takes no more. With another number, old ones open "
                    "again."
                ),
                *(1, 36_500, "days"),
                nothing=Sentence("Discussions never close by themselves."),
            ),
        ),
    ),
    Group(
        "form",
        Sentence("Who may write, and what the form asks"),
        Sentence("Anybody may write, unless a question or the site's own sign-on stands before it."),
        (
            _yes_no(
                "name_required",
                Sentence("A name is needed"),
                Sentence("A comment without one is refused. If none is needed, it is anonymous."),
            ),
            _yes_no("email_required", Sentence("An e-mail address is needed"), Sentence("It is never published.")),
            _yes_no(
                "website_asked", Sentence("A website is asked for"), Sentence("Readers see the name as a link to it.")
            ),
            _number(
                "text_max",
                Sentence("Longest comment"),
                Sentence("A longer one is refused, never cut. 65,536 at most."),
                1,
                65_536,
                "characters",
            ),
            _number(
                "edit_minutes",
                Sentence("Time for changes"),
                Sentence(
                    "Readers may change or delete their comments for so long. 0: never. A changed comment is judged "
                    "anew."
                ),
                *(0, 10_080, "minutes"),
            ),
            Setting(
                "question",
                Sentence("Question"),
                Sentence(
                    "Asked on the page without a script, where a browser computes nothing. Its right answer does "
                    "instead."
                ),
                readers.optional(readers.line(200)),
                nothing=Sentence("No question is asked: on that page, comments of people whom nobody knows wait."),
            ),
            Setting(
                "answers",
                Sentence("Right answers"),
                Sentence("One on each line, or with semicolons between; case and spaces make no difference."),
                readers.answers,
                "text",
                nothing=Sentence("No answer is right, so nothing is asked."),
            ),
        ),
    ),
    Group(
        "held",
        Sentence("What waits for a moderator"),
        Sentence("The rules by which a comment is published at once or waits."),
        (
            _choice(
                "hold",
                Sentence("Comments that wait first"),
                Sentence("Whatever the checks say of them."),
                {
                    "everything": Sentence("Every comment"),
                    "first": Sentence("Comments of people who are not trusted yet"),
                    "nothing": Sentence("No comment, unless a check speaks against it"),
                },
                is_judging=True,
            ),
            _number(
                "trust_comments",
                Sentence("Trusted from"),
                Sentence(
                    "So many comments a moderator has to approve until a person is trusted: the browser that holds the "
                    "signed token, never a typed name or address. One that is called spam ends it."
                ),
                *(1, 100, "comments"),
                is_judging=True,
            ),
            _number(
                "trust_days",
                Sentence("Trusted after"),
                Sentence("The first of those comments has to be so old, too."),
                *(0, 365, "days"),
                is_judging=True,
            ),
            _number(
                "links_max",
                Sentence("Links that pass"),
                Sentence("A comment with more of them waits."),
                0,
                100,
                "links",
                is_judging=True,
            ),
            Setting(
                "languages",
                Sentence("Other languages"),
                Sentence(
                    "Tags with spaces between, such as fr pt-BR: usual here beside the site's own. A comment in any "
                    "other looks a little like spam."
                ),
                readers.languages,
                nothing=Sentence("The site's own language alone is usual."),
                is_judging=True,
            ),
            _number(
                "form_wait",
                Sentence("Time to write"),
                Sentence("Who needs less between opening the form and sending it is taken for a program, and waits."),
                *(0, 60, "seconds"),
            ),
            _yes_no(
                "work",
                Sentence("Browsers have to work"),
                Sentence(
                    "Browsers of people whom nobody knows compute a little before a comment is sent. Without it, it "
                    "waits."
                ),
            ),
            _number(
                "reports_hold",
                Sentence("Reports that hold"),
                Sentence("A published comment waits as soon as readers' reports weigh so much. 0: reports never hold."),
                *(0, 100, ""),
            ),
        ),
    ),
    Group(
        "outside",
        Sentence("Judges outside"),
        Sentence("What follows when somebody outside is asked about comments."),
        (
            _choice(
                "akismet_away",
                Sentence("While they are away"),
                Sentence("When Akismet or CleanTalk can't be reached, a comment is asked about again later."),
                {
                    "hold": Sentence("Comments wait until then"),
                    "trust": Sentence("Comments are judged by the checks here until then"),
                },
            ),
            _yes_no(
                "akismet_discards",
                Sentence("Drop blatant spam"),
                Sentence(
                    "What Akismet calls so blatant that nobody need see it is only counted. If not, it stands under "
                    "spam."
                ),
                is_judging=True,
            ),
            Setting(
                "dnsbl",
                Sentence("DNS block lists"),
                Sentence("Names with spaces between: asked about each commenter's address, which they learn by that."),
                readers.zones,
                nothing=Sentence("No list is asked."),
            ),
        ),
    ),
    Group(
        "readers",
        Sentence("What readers see"),
        Sentence("Their pages follow at once."),
        (
            _choice(
                "votes",
                Sentence("Votes"),
                Sentence("Each visitor has one on each comment."),
                {
                    "none": Sentence("No votes"),
                    "up": Sentence("Votes for a comment"),
                    "both": Sentence("Votes for and against a comment"),
                },
            ),
            Setting(
                "reactions",
                Sentence("Reactions"),
                Sentence("Emoji that a reader may leave on a page, up to 8, with spaces between."),
                readers.emoji,
                nothing=Sentence("No reactions are offered."),
            ),
            _choice(
                "sort",
                Sentence("Order of comments"),
                Sentence("What comes first until a reader chooses otherwise."),
                {
                    "newest": Sentence("The newest comments"),
                    "oldest": Sentence("The oldest comments"),
                    "best": Sentence("The comments with the best votes"),
                },
            ),
            _yes_no(
                "loads_at_end",
                Sentence("Loads at the end"),
                Sentence("The next page comes by itself when its reader reaches the end."),
            ),
            _yes_no(
                "images",
                Sentence("Images"),
                Sentence("Images from https addresses are shown in new comments. If not, they are links."),
            ),
            _yes_no(
                "gravatar",
                Sentence("Pictures from Gravatar"),
                Sentence(
                    "The service fetches pictures of those who give an e-mail address, and keeps them. Readers' "
                    "browsers never ask Gravatar."
                ),
            ),
        ),
    ),
    Group(
        "privacy",
        Sentence("Data of readers"),
        Sentence("What is kept, for how long, and what readers are told of it."),
        (
            _number(
                "origin_days",
                Sentence("Origins are kept"),
                Sentence(
                    "The address, the browser and what Akismet was asked. Without them it can't be told of a decision."
                ),
                *(0, 365, "days"),
            ),
            _number(
                "email_days",
                Sentence("E-mail addresses are kept"),
                Sentence(
                    "Then they are taken off the comments. With an origin, what Akismet was asked stays as long as "
                    "that."
                ),
                *(1, 36_500, "days"),
                nothing=Sentence("They are kept as long as their comments."),
            ),
            Setting(
                "privacy_text",
                Sentence("What readers are told"),
                Sentence("It stands below the form: plain text, whose web addresses are links."),
                readers.optional(readers.paragraphs(2000)),
                "text",
                nothing=Sentence("Only who is asked about spam is named."),
            ),
        ),
    ),
    Group(
        "sso",
        Sentence("Single sign-on"),
        Sentence("The site's own server says who its readers are."),
        (
            Setting(
                "sso_secret",
                Sentence("Secret"),
                Sentence(
                    "At least 32 characters, known to the site's own server too: it signs its readers' names with it."
                ),
                readers.secret,
                "secret",
                nothing=Sentence("No single sign-on."),
            ),
        ),
    ),
)
SETTINGS: dict[str, Setting] = {setting.name: setting for group in GROUPS for setting in group.settings}

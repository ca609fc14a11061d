"""The demo's story: a site, its moderator, and comments in every state, made by the same use cases as real ones."""

from blueprints.demo import SITE_KEY
from models import Account, Comment, Moderator, Site, transaction
from services.discussion.post_comment import Draft, Sender, Sheet, post_comment
from services.identity.tokens import Form, Visitor
from services.moderation.decide import Choice, Target, decide
from services.moderation.marks import give_badge, pin
from services.pages import Page
from services.sites.create_site import add_moderator, create_site

ALICE = "alice@example.org"


def seed_demo(home: str) -> Account:
    """Whole or not at all; where the demo's site stands already nothing is changed. Returns who moderates it."""
    with transaction():
        if Site.by_key(SITE_KEY):
            return _alice()
        site = create_site(SITE_KEY, "Margins", home, votes="both", reactions="👍 ❤️ 💡")
        alice = add_moderator(site, ALICE, "Alice")
        story = _Story(site, alice)
        story.tell_article(Page(f"{home}/article", title="A note in the margin"))
        story.tell_lesson(Page(f"{home}/lesson", title="Lezione 3: leggere con la matita"))
    return _alice()


def _alice() -> Account:
    account = Account.by_email(ALICE)
    assert account is not None
    return account


class _Story:
    def __init__(self, site: Site, alice: Moderator) -> None:
        self.site, self.alice, self.count = site, alice, 0

    def tell_article(self, page: Page) -> None:
        first = self.say(
            page,
            "Bob",
            "I still write in my books, in pencil, and rub nothing out.\n\n"
            "The best margins are the ones where **two** readers disagree.",
            "published",
        )
        reply = self.say(
            page,
            "Carol",
            "My grandmother's cookbook is like that: “too much salt”, and below, in another hand, “no”.",
            "published",
            parent=first,
        )
        self.say(page, "Bob", "That is the whole history of criticism in two lines.", "published", parent=reply)
        name = self.say(page, "נועה", "בעברית קוראים לזה „הערת שוליים”, והיא לפעמים ארוכה מן הטקסט עצמו.", "published")
        pin(self.alice, name.id, is_pinned=True)
        self.say(page, "Dan", "Is there a list of sources for the second paragraph? I could not find the Bologna one.")
        self.say(page, "Mallory", "Best replica watches, 80% off, see my profile!!!", "spam")
        self.say(page, "Erin", "First!", "rejected")
        self.say(page, "Frank", "Please take this one away again, I named someone who would not like it.", "deleted")

    def tell_lesson(self, page: Page) -> None:
        question = self.say(
            page,
            "Giulia",
            "Quando sottolineo *tutto*, alla fine non ho sottolineato niente. Da dove conviene cominciare?",
            "published",
        )
        answer = self.say(
            page,
            "Alice",
            "Da una sola domanda per pagina, scritta a margine. Le sottolineature vengono dopo.",
            "published",
            parent=question,
        )
        give_badge(self.alice, answer.id, "teacher")
        self.say(page, "Marco", "Nel video non si sente bene l’ultimo minuto: è solo da me?")

    def say(self, page: Page, name: str, text: str, to: Target | None = None, parent: Comment | None = None) -> Comment:
        self.count += 1
        visitor = Visitor(self.site.id, f"demo-{name}")
        sheet = Sheet(Form(f"demo-{self.count}", 60.0, "summary_41"), work="done")
        draft = Draft(text, name, parent_id=parent.id if parent else None)
        comment = post_comment(self.site, page, draft, Sender(visitor, "192.0.2.1", "a demo browser"), sheet)
        if to and comment.status != to:
            decide(self.alice, [Choice(comment.id, comment.version)], to)
        return comment

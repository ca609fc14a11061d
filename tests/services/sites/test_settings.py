"""The one list of settings: columns, the command line, the pages and the documentation go by it."""

from pathlib import Path

import pytest

from models import Change, Sentence, Site, db
from models.site import AWAY_POLICIES, HOLD_POLICIES, SORTS, VOTES
from services.sites.change_settings import set_setting
from services.sites.settings import SETTINGS, YES_NO, Setting

DOCS = Path(__file__).parents[3] / "docs/operating.md"
EACH = pytest.mark.parametrize("setting", SETTINGS.values(), ids=SETTINGS)
ELSEWHERE = {"hold_at", "spam_at", "discard_at", "akismet_key", "cleantalk_key", "words"}
"""Those with a page and a command of their own."""
NOTED = {"id", "key", "version", "created_at", "discarded_count", "unfound_below", "attack_since", "attack_until"}
NOTED |= {"akismet_problem", "akismet_problem_at", "akismet_alert", "akismet_usage", "akismet_check_at"}
NOTED |= {"cleantalk_problem", "cleantalk_problem_at", "cleantalk_check_at"}
"""What the service itself writes."""


def row_of(setting: Setting) -> str:
    """A setting's line in the documentation."""
    choices = {} if setting.choices is YES_NO else setting.choices
    values = " ".join(f"`{value}`: {label[0].lower()}{label[1:]}." for value, label in choices.items())
    has_default = setting.default is not None
    default = f"`{setting.written(setting.default)}`" if has_default else setting.nothing or "as created"
    unit = f", in {setting.unit}" if setting.unit in ("days", "minutes", "seconds", "characters") else ""
    told = f"{setting.label}{unit}. {setting.says} {values}".strip()
    return f"| `{setting.name}` | {told} | {default} |"


def test_it_works(site):
    set_setting(site, "links_max", " 7 ")

    change = db.session.scalars(db.select(Change).where(Change.action == "setting.changed")).one()
    assert Site.of(site.id).links_max == 7
    assert (change.subject, change.old, change.new, change.moderator_id) == ("links_max", 2, 7, None)


def test_every_column_that_is_a_setting_is_in_the_list(app):
    columns = {column.name for column in Site.__table__.columns}

    assert columns - SETTINGS.keys() - ELSEWHERE == NOTED


@EACH
def test_it_is_documented_with_its_default(setting):
    assert row_of(setting) in DOCS.read_text("utf-8").splitlines()


@EACH
def test_its_default_may_be_typed(setting):
    assert setting.default is None or setting.read(setting.written(setting.default)) == setting.default


@EACH
def test_what_it_may_be_empty_as_is_said(setting):
    is_optional = Site.__table__.c[setting.name].nullable

    assert bool(setting.nothing) == is_optional
    assert not is_optional or setting.read("") is None


@EACH
def test_it_is_said_in_whole_sentences(setting):
    assert setting.says.endswith((".", "!", "?"))
    assert not setting.label.endswith(".")


@EACH
def test_all_that_it_says_can_be_said_in_another_language(setting):
    told = [setting.label, setting.says, *setting.choices.values(), *filter(None, [setting.nothing])]

    assert [text for text in told if not isinstance(text, Sentence)] == []


@pytest.mark.parametrize(
    ("name", "values"),
    [("hold", HOLD_POLICIES), ("akismet_away", AWAY_POLICIES), ("votes", VOTES), ("sort", SORTS)],
)
def test_a_choice_offers_what_the_table_holds(name, values):
    assert tuple(SETTINGS[name].choices) == values


def test_a_change_to_what_it_is_already_is_none(site):
    version = site.version

    set_setting(site, "links_max", "2")

    assert (Site.of(site.id).version, db.session.query(Change).filter_by(action="setting.changed").count()) == (
        version,
        0,
    )


@pytest.mark.parametrize(
    ("name", "typed", "old", "new"),
    [
        ("sso_secret", "a-secret-that-only-the-two-servers-know", "none", "set"),
        ("dnsbl", "abcdefghijklmnopqrstuvwxyz.zen.example.org", None, "zen.example.org"),
    ],
)
def test_r21_the_log_holds_no_secret(site, name, typed, old, new):
    set_setting(site, name, typed)

    change = db.session.scalars(db.select(Change).where(Change.subject == name)).one()
    assert (change.old, change.new) == (old, new)


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        ("languages", " fr  pt-BR fr ", "fr pt-BR"),
        ("languages", "", None),
        ("close_days", "", None),
        ("close_days", "90", 90),
        ("trust_days", "0", 0),
        ("email_days", "30", 30),
        ("privacy_text", "We keep little.\r\nNothing\u202e else.", "We keep little.\nNothing else."),
        ("akismet_discards", "yes", True),
    ],
)
def test_what_was_typed_is_read(site, name, typed, value):
    set_setting(site, name, typed)

    assert getattr(Site.of(site.id), name) == value

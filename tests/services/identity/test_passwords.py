"""R18: passwords are kept as argon2id of a stated strength, whole, and grow stronger by themselves."""

import pytest
from argon2 import PasswordHasher, extract_parameters
from argon2.low_level import Type

from models import Account, db, transaction
from services.errors import Forbidden, Invalid
from services.identity.passwords import set_password
from services.identity.sign_in import sign_in_by_password

PASSWORD = "pencil in the margin"


@pytest.fixture
def stored(alice):
    def read():
        db.session.rollback()
        return Account.of(alice.account_id).password_hash

    return read


def signs_in(alice, password):
    try:
        return bool(sign_in_by_password(alice.email, password))
    except Forbidden:
        return False


def test_it_works(alice):
    set_password(alice.account, PASSWORD)

    assert signs_in(alice, PASSWORD)
    assert not signs_in(alice, PASSWORD.title())


def test_r18_it_is_argon2id_as_strong_as_owasp_asks_or_stronger(alice, stored):
    set_password(alice.account, PASSWORD)

    told = extract_parameters(stored())

    assert told.type is Type.ID
    assert told.memory_cost >= 19 * 1024
    assert told.time_cost >= 2
    assert PASSWORD not in stored()


def test_two_who_choose_the_same_can_not_be_told_by_their_hashes(alice, dave, stored):
    set_password(alice.account, PASSWORD)
    set_password(dave.account, PASSWORD)

    assert Account.of(dave.account_id).password_hash != stored()


@pytest.mark.parametrize("length", [10, 64, 72, 73, 128, 1000])
def test_r18_every_character_of_it_counts(alice, length):
    long = ("The heron wades, 7 margins & one pencil; " * 25)[:length]

    set_password(alice.account, long)

    assert signs_in(alice, long)
    assert not signs_in(alice, long[:-1])
    assert not signs_in(alice, long[:-1] + "~")


@pytest.mark.parametrize(
    "password", ["  spaces at both ends  ", "Zürich über alles", "鉛筆と余白と猫と雨と月", "a\x00zero byte inside"]
)
def test_r18_it_is_taken_as_it_is_typed(alice, password):
    set_password(alice.account, password)

    assert signs_in(alice, password)
    assert not signs_in(alice, f"{password} ")
    assert not signs_in(alice, password[:-1])


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("", "too_short"),
        ("nine char", "too_short"),
        ("x" * 1001, "too_long"),
        ("alice12345", "not_allowed"),
        ("blogblog", "too_short"),
        ("Alice's blog", "not_allowed"),
    ],
)
def test_r18_what_is_too_plain_is_refused_and_the_former_stays(alice, password, code):
    set_password(alice.account, PASSWORD)

    with pytest.raises(Invalid) as refusal:
        set_password(alice.account, password)

    assert refusal.value.fields == {"password": code}
    assert signs_in(alice, PASSWORD)


def test_r18_a_weaker_hash_is_renewed_when_its_owner_signs_in(alice, stored):
    weak = PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1).hash(PASSWORD)
    with transaction():
        alice.account.password_hash = weak

    assert not signs_in(alice, "not the password")
    assert stored() == weak
    assert signs_in(alice, PASSWORD)

    assert extract_parameters(stored()).memory_cost >= 19 * 1024
    assert signs_in(alice, PASSWORD)


def test_a_hash_of_todays_strength_stays(alice, stored):
    set_password(alice.account, PASSWORD)
    before = stored()

    signs_in(alice, PASSWORD)

    assert stored() == before


def test_a_hash_that_is_none_lets_nobody_in(alice):
    with transaction():
        alice.account.password_hash = "nonsense"

    assert not signs_in(alice, "nonsense")

"""The operator's settings: what is wrong stops the start and is named."""

from ipaddress import ip_network
from stat import S_IMODE

import pytest

from config import Config, WrongSetting, load


@pytest.fixture
def told(tmp_path, monkeypatch) -> dict[str, str]:
    """An environment of one's own, in a folder that holds no settings file."""
    monkeypatch.chdir(tmp_path)
    return {"CHIOSA_DATA_DIR": str(tmp_path / "data")}


def test_it_works(told, tmp_path):
    config = load(told)

    assert config.database_url == f"sqlite:///{tmp_path}/data/chiosa.db"
    assert (config.is_sqlite, config.is_https) == (True, False)
    assert config.public_url == "http://127.0.0.1:8000"
    assert config.trusted_proxies == ()


@pytest.mark.parametrize(
    ("name", "given", "read"),
    [
        ("port", "8080", 8080),
        ("public_url", "https://comments.example/", "https://comments.example"),
        ("bind", " 0.0.0.0 ", "0.0.0.0"),
        ("akismet_test", "yes", True),
        ("akismet_test", "FALSE", False),
        ("akismet_url", "http://127.0.0.1:9999", "http://127.0.0.1:9999"),
        ("redis_url", "", ""),
        ("redis_url", "redis://localhost:6379/1", "redis://localhost:6379/1"),
        ("trusted_proxies", "127.0.0.1, 2001:db8::/32", (ip_network("127.0.0.1/32"), ip_network("2001:db8::/32"))),
        ("trusted_proxies", "", ()),
        ("limit_address", "5 per second", "5 per second"),
        ("database_url", "postgres://u:p@host/name", "postgresql+psycopg://u:p@host/name"),
        ("database_url", "sqlite:////srv/chiosa.db", "sqlite:////srv/chiosa.db"),
        ("log_level", "debug", "DEBUG"),
        ("cache_megabytes", "0", 0),
        ("secret_key", "k" * 32, "k" * 32),
    ],
)
def test_a_setting_is_read(told, name, given, read):
    config = load(told | {f"CHIOSA_{name.upper()}": given})

    assert getattr(config, name) == read


@pytest.mark.parametrize(
    ("name", "given"),
    [
        *[("port", wrong) for wrong in ("", "http", "-1", "0", "65536", "80.0", "1e3", " ")],
        *[("demo_port", "x"), ("web_processes", "0"), ("web_threads", "257"), ("worker_threads", "none")],
        *[("public_url", wrong) for wrong in ("", "comments.example", "ftp://x.example", "https://", "https://x/?a=1")],
        *[
            ("public_url", wrong)
            for wrong in ("http://[", "https://x.example:port", "https://x.example:99999", "http://")
        ],
        *[("akismet_url", wrong) for wrong in ("http://akismet.example", "rest.akismet.com", "https://[")],
        *[("redis_url", wrong) for wrong in ("localhost:6379", "http://localhost", "redis://[")],
        *[
            ("database_url", wrong)
            for wrong in ("", "chiosa.db", "sqlite:///relative.db", "mysql://host/name", "sqlite://")
        ],
        *[("trusted_proxies", wrong) for wrong in ("proxy", "10.0.0.1/8", "10.0.0.0/33", "127.0.0.1;10.0.0.1")],
        *[("limit_visitor", wrong) for wrong in ("", "often", "10", "ten per minute")],
        *[("akismet_test", wrong) for wrong in ("", "maybe", "2")],
        *[("secret_key", wrong) for wrong in ("", "short", "k" * 31)],
        *[("bind", " "), ("log_level", "LOUD"), ("cache_megabytes", "-1")],
    ],
)
def test_a_wrong_value_stops_the_start_and_is_named(told, name, given):
    with pytest.raises(WrongSetting, match=rf"^Chiosa does not start: CHIOSA_{name.upper()} must be \S"):
        load(told | {f"CHIOSA_{name.upper()}": given})


def test_a_wrong_secret_is_not_repeated(told):
    with pytest.raises(WrongSetting) as stop:
        load(told | {"CHIOSA_SECRET_KEY": "a-short-secret"})

    assert "a-short-secret" not in str(stop.value)


@pytest.mark.parametrize("name", ["CHIOSA_PROT", "CHIOSA_AKISMET_KEY", "CHIOSA_", "CHIOSA_PORT_"])
def test_a_setting_that_does_not_exist_stops_the_start(told, name):
    with pytest.raises(WrongSetting, match=rf"{name} must be left out, there is no such setting. Settings are: .*port"):
        load(told | {name: "1"})


def test_what_is_not_ours_is_left_alone(told):
    assert load(told | {"PORT": "x", "MYCHIOSA_PORT": "x", "chiosa_port": "x"}).port == 8000


def test_a_folder_that_can_not_be_one_is_named(told, tmp_path):
    (tmp_path / "file").write_text("")

    with pytest.raises(WrongSetting, match="CHIOSA_DATA_DIR must be"):
        load(told | {"CHIOSA_DATA_DIR": str(tmp_path / "file")})


def test_a_file_says_the_same(told, tmp_path):
    (tmp_path / "mine.toml").write_text('port = 8080\ntrusted_proxies = ["10.0.0.0/8"]\nakismet_test = true\n')

    config = load(told | {"CHIOSA_CONFIG": str(tmp_path / "mine.toml")})

    assert (config.port, config.akismet_test) == (8080, True)
    assert config.trusted_proxies == (ip_network("10.0.0.0/8"),)


def test_a_file_beside_it_is_found_and_the_environment_has_the_last_word(told, tmp_path):
    (tmp_path / "chiosa.toml").write_text("port = 8080\ndemo_port = 8081\n")

    config = load(told | {"CHIOSA_PORT": "9090"})

    assert (config.port, config.demo_port) == (9090, 8081)


@pytest.mark.parametrize("content", [b"port = ", b"\xff\xfe", b"[section]\nport = 1", b"prot = 1"])
def test_a_file_that_is_none_stops_the_start(told, tmp_path, content):
    (tmp_path / "chiosa.toml").write_bytes(content)

    with pytest.raises(WrongSetting, match="Chiosa does not start: CHIOSA_"):
        load(told)


@pytest.mark.parametrize("path", ["nowhere.toml", "."])
def test_a_file_that_is_not_there_stops_the_start(told, path):
    with pytest.raises(WrongSetting, match="CHIOSA_CONFIG must be the path of a TOML file"):
        load(told | {"CHIOSA_CONFIG": path})


def test_a_key_that_nobody_set_is_made_once_and_only_the_owner_reads_it(told, tmp_path):
    first, second = load(told), load(told)

    key = tmp_path / "data" / "secret.key"
    assert first.secret_key == second.secret_key == key.read_text()
    assert len(first.secret_key) >= 64
    assert S_IMODE(key.stat().st_mode) == 0o600
    assert S_IMODE(key.parent.stat().st_mode) == 0o700


def test_another_folder_has_another_key(told, tmp_path):
    assert load(told).secret_key != load(told | {"CHIOSA_DATA_DIR": str(tmp_path / "other")}).secret_key


def test_a_key_that_was_set_leaves_no_file(told, tmp_path):
    load(told | {"CHIOSA_SECRET_KEY": "k" * 40})

    assert list((tmp_path / "data").iterdir()) == []


def test_no_secret_shows_when_the_settings_are_printed(told):
    config = load(told | {"CHIOSA_SECRET_KEY": "k" * 40, "CHIOSA_REDIS_URL": "redis://:hidden@host/0"})

    assert "kkkk" not in repr(config)
    assert "hidden" not in repr(config)


def test_no_password_of_the_database_shows_either(told):
    config = load(told | {"CHIOSA_DATABASE_URL": "postgresql://chiosa:hidden@host/chiosa"})

    assert "hidden" not in repr(config)


def test_nothing_changes_once_it_is_read(told):
    config: Config = load(told)

    with pytest.raises(AttributeError):
        config.port = 1  # type: ignore[misc]

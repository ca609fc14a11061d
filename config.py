"""The operator's settings: read once, checked once, never read again from anywhere else."""

import os
import secrets
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

Network = IPv4Network | IPv6Network
PREFIX = "CHIOSA_"
VERSION = "0.1.0"
ROOT = Path(__file__).parent


class WrongSetting(SystemExit):
    """A setting that the service cannot start with; the text names it and says what is allowed."""

    def __init__(self, name: str, allowed: str) -> None:
        super().__init__(f"Chiosa does not start: {PREFIX}{name.upper()} must be {allowed}.")


@dataclass(frozen=True, kw_only=True)
class Config:
    """One field per setting; the environment says CHIOSA_NAME, a TOML file says name.

    Lists are separated by commas in the environment. docs/operating.md tells what each one does.
    """

    data_dir: Path
    database_url: str = field(repr=False)
    secret_key: str = field(repr=False)
    public_url: str = "http://127.0.0.1:8000"
    bind: str = "127.0.0.1"
    port: int = 8000
    demo_port: int = 8001
    web_processes: int = 1
    web_threads: int = 8
    worker_threads: int = 16
    redis_url: str = field(default="", repr=False)
    trusted_proxies: tuple[Network, ...] = ()
    akismet_url: str = "https://rest.akismet.com"
    akismet_test: bool = False
    cleantalk_url: str = "https://moderate.cleantalk.org/api2.0"
    dns: str = ""
    gravatar_url: str = "https://gravatar.com/avatar"
    limit_address: str = "10 per minute;100 per hour"
    limit_network: str = "60 per minute;600 per hour"
    limit_visitor: str = "10 per minute;100 per hour"
    limit_preview: str = "60 per minute"
    limit_reacting: str = "60 per minute;300 per hour"
    limit_sign_in: str = "10 per 15 minutes"
    limit_account: str = "20 per hour"
    work_numbers: int = 500_000
    cache_megabytes: int = 32
    freshness_seconds: int = 1
    log_level: str = "INFO"

    @property
    def is_sqlite(self) -> bool:
        return self.database_url.startswith("sqlite")

    @property
    def is_https(self) -> bool:
        return self.public_url.startswith("https://")


def load(environment: Mapping[str, str] = os.environ) -> Config:
    """Settings from the environment, before them from the TOML file that CHIOSA_CONFIG names (default: chiosa.toml).

    Raises WrongSetting for a value that is not allowed and for a name that does not exist.
    """
    known = {f.name for f in fields(Config)}
    given: dict[str, object] = _from_file(environment, known)
    for name, value in environment.items():
        if name.startswith(PREFIX) and name != f"{PREFIX}CONFIG":
            given[_known(name.removeprefix(PREFIX).lower(), known)] = value
    data_dir = Path(str(given.pop("data_dir", "var"))).absolute()
    settings: dict[str, object] = {name: _READERS[name](name, value) for name, value in given.items()}
    try:
        data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise WrongSetting("data_dir", f"a folder, or where one can be made: {error}") from None
    settings.setdefault("database_url", f"sqlite:///{data_dir / 'chiosa.db'}")
    if "secret_key" not in settings:
        settings["secret_key"] = _secret_key(data_dir / "secret.key")
    return Config(data_dir=data_dir, **settings)  # type: ignore[arg-type]  # each value was read by its own reader


def _from_file(environment: Mapping[str, str], known: set[str]) -> dict[str, object]:
    named = environment.get(f"{PREFIX}CONFIG")
    path = Path(named or "chiosa.toml")
    if not path.exists():
        if named:
            raise WrongSetting("config", f"the path of a TOML file; {path} does not exist")
        return {}
    try:
        return {_known(name, known): value for name, value in tomllib.loads(path.read_text("utf-8")).items()}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise WrongSetting("config", f"the path of a TOML file; {path} is not one: {error}") from None


def _known(name: str, known: set[str]) -> str:
    if name not in known:
        raise WrongSetting(name, f"left out, there is no such setting. Settings are: {', '.join(sorted(known))}")
    return name


def _secret_key(path: Path) -> str:
    """The key beside the database; made once, readable by its owner alone, by whichever process comes first."""
    if not path.exists():
        draft = path.with_suffix(f".{secrets.token_hex(8)}")
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text().strip()


def _number(smallest: int, largest: int):  # type: ignore[no-untyped-def]  # a reader, see _READERS
    def read(name: str, value: object) -> int:
        if not str(value).isdecimal() or not smallest <= int(str(value)) <= largest:
            raise WrongSetting(name, f"a whole number from {smallest} to {largest}")
        return int(str(value))

    return read


def _flag(name: str, value: object) -> bool:
    if str(value).lower() not in ("true", "false", "1", "0", "yes", "no"):
        raise WrongSetting(name, "true or false")
    return str(value).lower() in ("true", "1", "yes")


def _database(name: str, value: object) -> str:
    url = str(value)
    if url.startswith(("postgresql://", "postgres://")):
        return "postgresql+psycopg://" + url.split("://", 1)[1]
    if not url.startswith(("sqlite:////", "postgresql+psycopg://")):
        raise WrongSetting(name, "like sqlite:////absolute/path/chiosa.db or postgresql://user:password@host/name")
    return url


def _secret(name: str, value: object) -> str:
    if len(str(value)) < 32:
        raise WrongSetting(name, "at least 32 characters, made at random")
    return str(value)


def _parts(url: str) -> SplitResult:
    """The parts of an address; empty ones where it has a bracket or a port that none can have."""
    try:
        parts = urlsplit(url)
        return parts if parts.port != 0 else urlsplit("")
    except ValueError:
        return urlsplit("")


def _web_address(name: str, value: object) -> str:
    parts = _parts(str(value))
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise WrongSetting(name, "an address like https://comments.example.org")
    return str(value).rstrip("/")


def _outside(name: str, value: object) -> str:
    url = _web_address(name, value)
    if not url.startswith("https://") and _parts(url).hostname not in ("127.0.0.1", "localhost", "::1"):
        raise WrongSetting(name, "an https:// address")
    return url


def _redis(name: str, value: object) -> str:
    if value and _parts(str(value)).scheme not in ("redis", "rediss", "unix"):
        raise WrongSetting(name, "like redis://host:6379/0, or left out")
    return str(value)


def _networks(name: str, value: object) -> tuple[Network, ...]:
    parts = value if isinstance(value, list) else str(value).split(",")
    try:
        return tuple(ip_network(str(part).strip()) for part in parts if str(part).strip())
    except ValueError:
        raise WrongSetting(name, "networks separated by commas, like 127.0.0.1/32,10.0.0.0/8") from None


def _resolver(name: str, value: object) -> str:
    """Nothing, an address, or address:port with an IPv6 address in brackets."""
    text = str(value).strip()
    parts = _parts(f"//{text}" if "." in text or "[" in text else f"//[{text}]")
    try:
        ip_address(parts.hostname or "" if text else "127.0.0.1")
    except ValueError:
        raise WrongSetting(name, "the address of a resolver, like 127.0.0.1 or 127.0.0.1:5353, or left out") from None
    return text


def _limits(name: str, value: object) -> str:
    from limits import parse_many

    try:
        parse_many(str(value))
    except ValueError:
        raise WrongSetting(name, 'limits like "10 per minute;100 per hour"') from None
    return str(value)


def _level(name: str, value: object) -> str:
    if str(value).upper() not in ("DEBUG", "INFO", "WARNING", "ERROR"):
        raise WrongSetting(name, "DEBUG, INFO, WARNING or ERROR")
    return str(value).upper()


def _text(name: str, value: object) -> str:
    if not str(value).strip():
        raise WrongSetting(name, "an address to listen on, like 127.0.0.1 or 0.0.0.0")
    return str(value).strip()


_READERS = {
    "database_url": _database,
    "secret_key": _secret,
    "public_url": _web_address,
    "bind": _text,
    "port": _number(1, 65535),
    "demo_port": _number(1, 65535),
    "web_processes": _number(1, 64),
    "web_threads": _number(1, 256),
    "worker_threads": _number(1, 64),
    "redis_url": _redis,
    "trusted_proxies": _networks,
    "akismet_url": _outside,
    "cleantalk_url": _outside,
    "dns": _resolver,
    "gravatar_url": _outside,
    "akismet_test": _flag,
    "limit_address": _limits,
    "limit_network": _limits,
    "limit_visitor": _limits,
    "limit_preview": _limits,
    "limit_reacting": _limits,
    "limit_sign_in": _limits,
    "limit_account": _limits,
    "work_numbers": _number(1, 100_000_000),
    "cache_megabytes": _number(0, 65536),
    "freshness_seconds": _number(0, 3600),
    "log_level": _level,
}

"""nginx, where the machine has one: with the same bytes as files, which no service of ours can beat by much; and as a
cache before the service, set up as docs/operating.md says."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .serving import ROOT, Server, await_answer, free_port, program

SETTINGS = """
{user} daemon off; worker_processes 1; master_process on; pid {folder}/pid; error_log {folder}/error.log;
events {{ worker_connections 512; }}
http {{
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000000; etag on;
  open_file_cache max=100; default_type application/json;
  client_body_temp_path {folder}/1; proxy_temp_path {folder}/2; fastcgi_temp_path {folder}/3;
  uwsgi_temp_path {folder}/4; scgi_temp_path {folder}/5;
  {servers}
}}
"""
OPERATING = ROOT / "docs/operating.md"
STATUS = "x-cache"
"""The header in which the cache says what it did."""


def has_nginx() -> bool:
    return shutil.which("nginx") is not None


@contextmanager
def nginx(files: Path, folder: Path) -> Iterator[Server]:
    with _serving(folder, f"server {{ root {files}; }}") as server:
        yield server


@contextmanager
def caching_nginx(service: Server, folder: Path) -> Iterator[Server]:
    """Keeps what it keeps in `folder`/kept."""
    told = next(text for text in OPERATING.read_text().split("```") if "proxy_cache_path" in text)
    told = told.replace("/var/cache/nginx/chiosa", f"{folder}/kept").replace(
        "127.0.0.1:8000", f"127.0.0.1:{service.port}"
    )
    with _serving(folder, told.replace("server {", f"server {{ add_header {STATUS} $upstream_cache_status;")) as server:
        yield server


@contextmanager
def _serving(folder: Path, servers: str) -> Iterator[Server]:
    """`servers`: what stands in the http block, with one `server {` in it."""
    folder.mkdir()
    port, user = free_port(), "" if os.geteuid() else "user root;"
    conf = folder / "nginx.conf"
    servers = servers.replace("server {", f"server {{ listen 127.0.0.1:{port};")
    conf.write_text(SETTINGS.format(user=user, folder=folder, servers=servers))
    program_ = shutil.which("nginx")
    assert program_
    with program([program_, "-p", str(folder), "-c", str(conf)], {}, log=folder / "said") as process:
        await_answer(port, process, "/")
        yield Server(port, process.pid)

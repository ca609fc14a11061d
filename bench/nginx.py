"""The same bytes from files, by nginx, where the machine has one: what no service of ours can beat by much."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .serving import Server, await_answer, free_port, program

SETTINGS = """
{user} daemon off; worker_processes 1; master_process on; pid {folder}/pid; error_log {folder}/error.log;
events {{ worker_connections 512; }}
http {{
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000000; etag on;
  open_file_cache max=100; default_type application/json;
  client_body_temp_path {folder}/1; proxy_temp_path {folder}/2; fastcgi_temp_path {folder}/3;
  uwsgi_temp_path {folder}/4; scgi_temp_path {folder}/5;
  server {{ listen 127.0.0.1:{port}; root {files}; }}
}}
"""


def has_nginx() -> bool:
    return shutil.which("nginx") is not None


@contextmanager
def nginx(files: Path, folder: Path) -> Iterator[Server]:
    folder.mkdir()
    port, user = free_port(), "" if os.geteuid() else "user root;"
    conf = folder / "nginx.conf"
    conf.write_text(SETTINGS.format(user=user, folder=folder, port=port, files=files))
    program_ = shutil.which("nginx")
    assert program_
    with program([program_, "-p", str(folder), "-c", str(conf)], {}, log=folder / "said") as process:
        await_answer(port, process, "/")
        yield Server(port, process.pid)

"""Several readers at the same moment."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from flask import Flask

from models import db


@pytest.fixture
def at_once(app: Flask) -> Iterator[Callable[..., list[Any]]]:
    """Each act in a thread of its own, all let go together; what each gave. Their connections are closed afterwards."""

    def run(*acts: Callable[[], Any]) -> list[Any]:
        start = Barrier(len(acts))

        def act_together(act: Callable[[], Any]) -> Any:
            start.wait(10)
            return act()

        with ThreadPoolExecutor(len(acts)) as pool:
            return list(pool.map(act_together, acts))

    yield run
    db.session.remove()
    db.engine.dispose()

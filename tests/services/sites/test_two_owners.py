"""Two owners who save the same settings at the same moment: one is first, the other is told."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from models import Change, Site, db
from services.errors import Conflict
from services.sites.change_settings import change_settings, last_change


@pytest.fixture
def save_at_once(app, site):
    """So many owners save, each another number of links, having seen the same; how many were told."""

    def save(count: int) -> int:
        site_id, seen, start = site.id, last_change(site.id), Barrier(count)
        db.session.remove()

        def try_to(links: int) -> bool:
            with app.app_context():
                start.wait(10)
                try:
                    change_settings(site_id, None, {"links_max": links}, seen=seen)
                except Conflict:
                    return True
                finally:
                    db.session.remove()
            return False

        with ThreadPoolExecutor(count) as pool:
            return sum(pool.map(try_to, range(10, 10 + count)))

    return save


def test_it_works(save_at_once, site):
    told = save_at_once(6)

    changes = db.session.scalars(db.select(Change).where(Change.subject == "links_max")).all()
    assert (told, len(changes)) == (5, 1)
    assert Site.by_key("blog").links_max == changes[0].new

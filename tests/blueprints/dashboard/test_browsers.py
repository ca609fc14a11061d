import pytest

from blueprints.dashboard.browsers import browser_of

MOZILLA = "Mozilla/5.0"


def test_it_works():
    assert browser_of(f"{MOZILLA} (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0") == ("Firefox", "Linux")


@pytest.mark.parametrize(
    ("user_agent", "said"),
    [
        (
            f"{MOZILLA} (Windows NT 10.0; Win64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0",
            ("Edge", "Windows"),
        ),
        (f"{MOZILLA} (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 OPR/120", ("Opera", "Windows")),
        (f"{MOZILLA} (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36", ("Chrome", "Android")),
        (f"{MOZILLA} (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", ("Safari", "iPhone")),
        (f"{MOZILLA} (iPad; CPU OS 18_0 like Mac OS X) CriOS/140.0 Safari/604.1", ("Chrome", "iPad")),
        (f"{MOZILLA} (Macintosh; Intel Mac OS X 15_0) Version/18.0 Safari/605.1", ("Safari", "Mac")),
        ("curl/8.0", ("", "")),
        ("", ("", "")),
    ],
)
def test_it_knows_the_usual_ones_and_admits_the_rest(user_agent, said):
    assert browser_of(user_agent) == said

import pytest

from blueprints.demo import create_demo


@pytest.fixture
def demo(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CHIOSA_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("CHIOSA_PUBLIC_URL", "https://comments.example")
    return create_demo().test_client()


@pytest.mark.parametrize("path", ["/article", "/lesson"])
def test_it_works(demo, path):
    answer = demo.get(path)

    assert answer.status_code == 200
    assert 'src="https://comments.example/embed.js"' in answer.text
    assert 'data-site="demo"' in answer.text


@pytest.mark.parametrize("path", ["/", "/article", "/lesson"])
def test_its_policy_lets_in_nothing_but_the_widget(demo, path):
    policy = demo.get(path).headers["Content-Security-Policy"]

    assert "script-src https://comments.example;" in policy
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_the_page_of_looks_may_run_its_own_script_too(demo):
    policy = demo.get("/theme").headers["Content-Security-Policy"]

    assert "script-src https://comments.example 'self';" in policy
    assert "require-trusted-types-for 'script'" in policy
    assert "unsafe" not in policy


def test_its_front_page_leads_to_all(demo):
    page = demo.get("/").text

    assert 'href="/article"' in page
    assert 'href="/lesson"' in page
    assert 'href="/theme"' in page

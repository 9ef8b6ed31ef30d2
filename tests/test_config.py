"""Settings: defaults, then the file, then the environment, then flags."""

from __future__ import annotations

from pathlib import Path

import pytest

from summarizer.config import load_settings
from summarizer.errors import ConfigError


def _write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "config.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_later_layers_win(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = _write(tmp_path, 'timeout = 3\nmax_redirects = 1\nlang = "en"\n')
    monkeypatch.setenv("SUMMARIZER_MAX_REDIRECTS", "2")
    monkeypatch.setenv("SUMMARIZER_LANG", "zh")
    settings = load_settings(path, lang="en", profile=None)
    assert settings.timeout == 3
    assert settings.max_redirects == 2
    assert settings.lang == "en"
    assert settings.profile == "default"
    assert settings.max_bytes == 10_000_000


def test_the_users_own_file_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    (tmp_path / "summarizer").mkdir()
    _write(tmp_path / "summarizer", "timeout = 7")
    assert load_settings().timeout == 7


@pytest.mark.parametrize(
    ("text", "part"),
    [("timeot = 3", "timeot"), ("timeout = -1", "timeout"), ('lang = "fr"', "lang"), ("timeout = [", "TOML")],
)
def test_what_is_wrong_is_named(tmp_path: Path, text: str, part: str) -> None:
    with pytest.raises(ConfigError) as refused:
        load_settings(_write(tmp_path, text))
    assert part in refused.value.message.zh
    assert "\n" not in refused.value.message.en


def test_a_file_that_was_asked_for_must_be_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ConfigError):
        load_settings(tmp_path / "none.toml")
    with pytest.raises(ConfigError):
        load_settings(tmp_path)
    monkeypatch.setenv("SUMMARIZER_CONFIG", str(tmp_path / "none.toml"))
    with pytest.raises(ConfigError):
        load_settings()


def test_the_cache_is_in_the_users_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SUMMARIZER_CACHE_DIR")
    assert load_settings().cache_dir == Path("~/.cache/summarizer").expanduser()


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("SUMMARIZER_HOSTS", "once a second", "SUMMARIZER_HOSTS"),
        ("SUMMARIZER_HOSTS", '{"news.example": {"rate": 0}}', "hosts.news.example.rate"),
        ("SUMMARIZER_HOSTS", '{"news.example": {"speed": 1}}', "hosts.news.example.speed"),
        ("SUMMARIZER_CONTACT", "desk@paper.example\r\nCookie: a=b", "contact"),
        ("SUMMARIZER_CONTACT", "值班编辑", "contact"),
        ("SUMMARIZER_PROXY", "socks5://desk:hunter2@paper.example:1", "proxy"),
    ],
)
def test_what_is_wrong_about_fetching_is_said_by_name(
    name: str, value: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ConfigError) as refused:
        load_settings()
    assert said in refused.value.message.zh
    assert "hunter2" not in refused.value.message.zh


def test_hosts_are_set_by_pattern(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text('[hosts]\n"*.news.example" = { rate = 0.2 }\n', encoding="utf-8")
    settings = load_settings(config)
    assert settings.hosts["*.news.example"].rate == 0.2
    assert settings.hosts["*.news.example"].concurrency == 2

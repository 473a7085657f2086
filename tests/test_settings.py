"""Settings from mappings and files; nothing here reads this machine's own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voicecoach import settings
from voicecoach.errors import SettingsError

LINUX = pytest.mark.usefixtures("linux")


@pytest.fixture
def linux(monkeypatch: pytest.MonkeyPatch) -> None:
    """Folders as on Linux, wherever the tests run."""
    monkeypatch.setattr(settings.sys, "platform", "linux")


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    """The environment of somebody with an empty home folder."""
    return {"HOME": str(tmp_path)}


def write(home: dict[str, str], text: str) -> Path:
    file = Path(home["HOME"]) / ".config" / "voicecoach" / "config.toml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


@LINUX
def test_defaults_without_any_file(home: dict[str, str], tmp_path: Path) -> None:
    found = settings.load(home)
    assert found.model is None
    assert (found.voice, found.ring, found.cue) == (True, True, False)
    assert (found.plain, found.colour) == (False, True)
    assert (found.patience, found.press_to_talk) == ("normal", False)
    assert found.config_file == tmp_path / ".config/voicecoach/config.toml"
    assert found.data_folder == tmp_path / ".local/share/voicecoach"
    assert found.cache_folder == tmp_path / ".cache/voicecoach"
    assert list(tmp_path.iterdir()) == [], "loading makes no folder"


@LINUX
def test_every_key_of_the_file(home: dict[str, str], tmp_path: Path) -> None:
    write(
        home,
        'model = "~/models/small"\nvoice = false\nring = false\ncue = false\n'
        'input_device = "Headset"\noutput_device = ""\npatience = "relaxed"\n'
        'mask = "damn, hell"\npress_to_talk = true\nday_ends = 5\nnew_cards = 2\n',
    )
    found = settings.load(home)
    assert found.model == tmp_path / "models/small"
    assert (found.voice, found.ring, found.cue) == (False, False, False)
    assert (found.input_device, found.output_device) == ("Headset", None)
    assert (found.patience, found.press_to_talk) == ("relaxed", True)
    assert (found.mask, found.day_ends, found.new_cards) == ("damn, hell", 5.0, 2.0)


@LINUX
def test_the_environment_s_model_goes_before_the_file_s(home: dict[str, str]) -> None:
    write(home, 'model = "from-the-file"\n')
    assert settings.load(home).model == Path(home["HOME"], ".config/voicecoach/from-the-file")
    assert settings.load({**home, "VOICECOACH_MODEL": "here"}).model == Path("here")
    assert settings.load({**home, "VOICECOACH_MODEL": ""}).model is not None


@pytest.mark.parametrize(
    ("name", "value", "plain", "colour"),
    [
        ("ACCESSIBLE", "1", True, True),
        ("ACCESSIBLE", "0", False, True),
        ("ACCESSIBLE", "", False, True),
        ("TERM", "dumb", True, True),
        ("TERM", "xterm-256color", False, True),
        ("NO_COLOR", "1", False, False),
        ("NO_COLOR", "", False, True),
    ],
)
def test_what_people_s_environment_asks_for(
    home: dict[str, str], name: str, value: str, plain: bool, colour: bool
) -> None:
    found = settings.load({**home, name: value})
    assert (found.plain, found.colour) == (plain, colour)


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("\nvoise = true\n", 2, ("no setting 'voise'", "Did you mean voice?")),
        ("[people]\nname = 1\n", 1, ("no setting 'people'", "Known keys: model, voice")),
        ('ring = "no"\n', 1, ("ring = 'no' does not fit", "true or false")),
        ("ring = 1\n", 1, ("ring = 1 does not fit", "true or false")),
        ("# all\n\ninput_device = 3\n", 3, ("input_device = 3", "a text in quotes")),
        ("patience = true\n", 1, ("patience = true", '"relaxed" or "normal" or "brisk"')),
        ("patience = 1.5\n", 1, ("patience = 1.5", '"normal"')),
        ('patience = "endless"\n', 1, ("patience = 'endless'", '"brisk"')),
        ("day_ends = nan\n", 1, ("day_ends = nan", "an hour after midnight")),
        ("model = ['a']\n", 1, ("model = ['a']", "a text in quotes")),
        ("ring = true\nring = false\n", 2, ("not valid TOML", "one `key = value` a line")),
        ("ring = yes\n", 1, ("not valid TOML", "texts in quotes")),
        ('model = "', 1, ("not valid TOML",)),
        (f"cue = '{'x' * 500}'\n", 1, ("...", "true or false")),
    ],
)
@LINUX
def test_what_is_wrong_in_the_file_is_told_with_its_line(
    home: dict[str, str], text: str, line: int, told: tuple[str, ...]
) -> None:
    file = write(home, text)
    with pytest.raises(SettingsError) as caught:
        settings.load(home)
    message = str(caught.value)
    assert message.startswith(f"{file}:{line}: ")
    assert len(message) < len(str(file)) + 250
    for words in told:
        assert words in message


@LINUX
def test_a_file_that_is_no_text_or_a_folder(home: dict[str, str]) -> None:
    file = write(home, "")
    file.write_bytes(b"\xff\xfer\x00")
    with pytest.raises(SettingsError, match="not UTF-8"):
        settings.load(home)
    file.unlink()
    file.mkdir()
    with pytest.raises(SettingsError, match="cannot be read"):
        settings.load(home)


@LINUX
def test_a_file_saved_by_notepad(home: dict[str, str]) -> None:
    write(home, "\ufeffring = false\r\n")
    assert settings.load(home).ring is False


@LINUX
def test_xdg_folders(home: dict[str, str], tmp_path: Path) -> None:
    found = settings.load(
        {
            **home,
            "XDG_DATA_HOME": str(tmp_path / "d"),
            "XDG_CACHE_HOME": "not/absolute",
            "XDG_CONFIG_HOME": "",
        }
    )
    assert found.data_folder == tmp_path / "d/voicecoach"
    assert found.cache_folder == tmp_path / ".cache/voicecoach"
    assert found.config_folder == tmp_path / ".config/voicecoach"


@pytest.mark.parametrize("system", ["darwin", "win32"])
def test_other_systems_have_their_own_folders(
    home: dict[str, str], monkeypatch: pytest.MonkeyPatch, system: str
) -> None:
    monkeypatch.setattr(settings.sys, "platform", system)
    for kind in ("config", "data", "cache"):
        assert settings.folder(kind, home).name == "voicecoach"
    assert settings.folder("data", {"XDG_DATA_HOME": home["HOME"]}).parent == Path(home["HOME"])


def test_windows_has_no_list_of_users_to_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings.sys, "platform", "win32")
    monkeypatch.setitem(sys.modules, "pwd", None)  # importing it fails there
    assert settings.folder("data", {}).name == "voicecoach"
    assert settings.load({"XDG_CONFIG_HOME": "/nowhere"}).ring is True


@LINUX
def test_a_process_without_a_home(monkeypatch: pytest.MonkeyPatch) -> None:
    import pwd

    def nobody(uid: int) -> pwd.struct_passwd:
        raise KeyError(uid)

    monkeypatch.setattr(pwd, "getpwuid", nobody)
    assert settings.load({}).data_folder == Path("voicecoach-files/data")
    assert settings.load({"HOME": "relative"}).cache_folder == Path("voicecoach-files/cache")


@LINUX
@pytest.mark.parametrize("bad", ["/dev/null", "/nonexistent/at/all", "/proc"])
def test_a_home_that_cannot_be_used_does_not_matter(bad: str) -> None:
    assert settings.load({"HOME": bad}).ring is True


def test_importing_and_help_need_no_home() -> None:
    environ = {"PATH": os.defpath, "HOME": "/nonexistent", "PYTHONDONTWRITEBYTECODE": "1"}
    code = "import voicecoach.settings as s; print(s.load().patience)"
    shown = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        env=environ,
        cwd=Path(__file__).parents[1],
        capture_output=True,
        text=True,
        check=True,
    )
    assert shown.stdout == "normal\n"


KEYS = ["model", "voice", "ring", "cue", "input_device", "output_device", "patience", "nosuch"]
VALUES = ["true", "false", "1", "1.5", "-3", "inf", "nan", '"x"', '""', "[]", "{}", "1979-05-27"]


def outcome(file: Path) -> tuple[SettingsError | None, settings.Preferences | None]:
    try:
        return None, settings.read(file)
    except SettingsError as error:
        return error, None


@given(st.dictionaries(st.sampled_from(KEYS), st.sampled_from(VALUES)))
def test_any_table_is_read_or_refused_in_words(
    tmp_path_factory: pytest.TempPathFactory, table: dict[str, str]
) -> None:
    file = tmp_path_factory.mktemp("settings") / "config.toml"
    file.write_text("".join(f"{key} = {value}\n" for key, value in table.items()))
    refusal, found = outcome(file)
    if found is None:
        assert refusal is not None
        assert refusal.what.startswith(f"{file}:")
        assert refusal.todo
    else:
        assert found.patience in ("relaxed", "normal", "brisk")
        assert isinstance(found.ring, bool)
        assert set(table) <= set(KEYS[:-1])


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_in_words(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    file = tmp_path_factory.mktemp("settings") / "config.toml"
    file.write_bytes(text.encode("utf-8", "surrogatepass"))
    refusal, found = outcome(file)
    assert found is not None or str(file) in str(refusal)

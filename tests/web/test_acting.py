"""What the page changes: by forms, in the history, and only when the page itself asks."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest
from httpx2 import Response

from tests.app.look_back.test_correcting import Lengths
from tests.web.making import HERE, SPOKEN, Page, keep_a_call, settings_in
from tests.web.test_pages import plain
from voicecoach.app.look_back import did_say
from voicecoach.app.look_back.correcting import Judges
from voicecoach.domain.turn import Call
from voicecoach.history import marks
from voicecoach.history.marks import Marks
from voicecoach.history.store import open_store
from voicecoach.web.acting import FORM, LARGEST

CALL = f"/calls/{SPOKEN}"


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Page:
    made = Page(settings_in(tmp_path))
    keep_a_call(made.settings)
    judge = cast("Judges", Lengths())
    made.app._app.state.judges = judge  # type: ignore[attr-defined]  # behind the guard
    monkeypatch.setattr(did_say, "scorer_for", lambda own: lambda: judge)
    return made


def send(page: Page, path: str, **form: str) -> Response:
    answer: Response = page.browser().post(
        path, data=form, headers={"origin": HERE, "content-type": FORM}
    )
    return answer


def kept(page: Page) -> Call:
    with open_store(page.settings.data_folder) as store:
        return store.get(SPOKEN)


def test_note_tags_and_star_are_kept_shown_and_found(page: Page) -> None:
    answer = send(page, f"{CALL}/marks", note="<b>Calm</b>\nnext", tags="Parting, b", starred="yes")
    assert (answer.status_code, answer.headers["location"]) == (303, f"{CALL}?done=marks")
    with open_store(page.settings.data_folder) as store:
        found = marks.of_call(store, SPOKEN)
    assert found == Marks("<b>Calm</b>\nnext", ("b", "parting"), starred=True)
    html = page.browser().get(f"{CALL}?done=marks").text
    assert "&lt;b&gt;Calm&lt;/b&gt;" in html
    assert "Kept." in html
    assert SPOKEN in page.browser().get("/calls?tag=parting&starred=yes").text
    assert "No call fits" in page.browser().get("/calls?tag=nosuch").text
    send(page, f"{CALL}/marks")
    with open_store(page.settings.data_folder) as store:
        assert marks.of_call(store, SPOKEN) == Marks()


def test_words_are_put_right_and_taken_back(page: Page) -> None:
    before = kept(page)
    answer = send(page, f"{CALL}/1-1/words", words="oh ok I do mind then goodbye dana")
    assert answer.headers["location"] == f"{CALL}?done=words#turn-1-1"
    turn = kept(page).turns[0]
    assert turn.reply.text == "oh ok I do mind then goodbye dana"
    assert turn.verdict is not None
    assert turn.verdict.score == 8
    text = plain(page.browser().get(CALL).text)
    assert "You put this right. Heard was: oh ok never mind then goodbye dana" in text
    assert "Oh ok. (pause 3.1 s) Never" not in text
    send(page, f"{CALL}/1-1/undo")
    assert kept(page) == before


def test_i_did_say_it_and_that_taken_back(page: Page) -> None:
    answer = send(page, f"{CALL}/1-1/said", move="thank", words="Never mind")
    assert answer.headers["location"] == f"{CALL}?done=said#turn-1-1"
    assert "Never mind" in (page.settings.data_folder / "phrasings.yaml").read_text()
    assert "Take the latest" in page.browser().get(CALL).text
    assert send(page, f"{CALL}/unsaid").headers["location"] == f"{CALL}?done=unsaid"
    assert "Take the latest" not in page.browser().get(CALL).text


@pytest.mark.parametrize(
    ("path", "form", "status"),
    [
        ("/calls/nosuch/marks", {}, 400),
        (f"{CALL}/2-1/words", {"words": "typed"}, 400),
        (f"{CALL}/1-1/words", {"words": " "}, 400),
        (f"{CALL}/9-9/words", {"words": "x"}, 400),
        (f"{CALL}/1-1/undo", {}, 400),
        (f"{CALL}/9-9/said", {"move": "thank"}, 404),
        (f"{CALL}/1-1/said", {"move": "<script>"}, 400),
        (f"{CALL}/1-1/said", {"move": "thank", "words": "never said"}, 400),
        (f"{CALL}/unsaid", {}, 400),
        (f"{CALL}/marks", {"tags": "x" * 50}, 400),
        (f"{CALL}/marks", {"note": "x" * LARGEST}, 413),
    ],
)
def test_what_cannot_be_done_is_told_and_changes_nothing(
    page: Page, path: str, form: dict[str, str], status: int
) -> None:
    before = kept(page)
    answer = send(page, path, **form)
    assert (answer.status_code, kept(page)) == (status, before)
    assert "Traceback" not in answer.text
    assert "<script>" not in answer.text.replace('<script type="module"', "")


@pytest.mark.parametrize("path", [f"{CALL}/marks", f"{CALL}/1-1/words", f"{CALL}/1-1/said"])
def test_another_page_changes_nothing(page: Page, path: str) -> None:
    form = {"note": "x", "words": "x", "move": "thank"}
    before = kept(page)
    for headers in (
        {},
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": HERE, "sec-fetch-site": "cross-site"},
    ):
        assert page.browser().post(path, data=form, headers=headers).status_code == 403
    assert page.stranger().post(path, data=form, headers={"origin": HERE}).status_code == 403
    plain_text = {"origin": HERE, "content-type": "text/plain"}
    assert page.browser().post(path, content="words=x", headers=plain_text).status_code == 415
    assert page.browser().get(path).status_code == 405
    assert kept(page) == before


def test_what_is_told_never_comes_from_the_address(page: Page) -> None:
    assert "evil" not in page.browser().get(f"{CALL}?done=evil").text


def test_the_first_call_of_the_kind_is_offered_beside_a_later_one(page: Page) -> None:
    later = "20260107-093000-0001"
    assert "first call of this kind" not in page.browser().get(CALL).text
    keep_a_call(page.settings, later)
    assert f"/calls/{SPOKEN}/compare?with={later}" in page.browser().get(f"/calls/{later}").text


def test_without_two_recordings_first_and_latest_say_so(page: Page) -> None:
    assert "two recordings" in plain(page.browser().get("/deck/hear").text)

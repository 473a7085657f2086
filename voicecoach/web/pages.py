"""Looking back: calls, one call, progress, deck. Templates over the program's one view-model."""

from __future__ import annotations

from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response

from voicecoach.app.drills import deck as deck_module
from voicecoach.app.drills.deck import Desk
from voicecoach.app.look_back import did_say, looking_back
from voicecoach.app.look_back import first_latest as first_latest_module
from voicecoach.errors import StorageError, VoiceCoachError
from voicecoach.history import edits, marks
from voicecoach.history.recordings import CALL, FOLDER, SOUND
from voicecoach.review import captions
from voicecoach.review.charts import chart
from voicecoach.review.report import Report, TurnView
from voicecoach.settings import Settings
from voicecoach.web import mailing
from voicecoach.web.acting import DONE
from voicecoach.web.asking import LONGEST, Asked
from voicecoach.web.guard import SAFE
from voicecoach.web.rendering import page

HITS = 50
SOUND_TYPES = {".flac": "audio/flac", ".wav": "audio/wav"}
CAPTION_TYPES = {"vtt": "text/vtt; charset=utf-8", "srt": "application/x-subrip; charset=utf-8"}


def settings_of(request: Request) -> Settings:
    """Whose page it is."""
    found: Settings = request.app.state.settings
    return found


def desk_of(request: Request) -> Desk:
    """The deck and the vocabulary; data files are read once."""
    found: Desk = request.app.state.desk
    return found


def calls(request: Request) -> Response:
    """All calls, or what a search found."""
    asked = Asked(request.query_params)
    filters, text = asked.filters(), asked.text("q")
    try:
        known = looking_back.understood(filters)
    except StorageError as error:
        asked.complaints.append(error.what)
        known = filters
    with looking_back.history(settings_of(request)) as store:
        hits = looking_back.search(store, text, HITS, settings_of(request).mask) if text else ()
        rows = () if text else store.list(known)
        count = len(hits) if text else store.count(known)
        with store.reading() as connection:
            tags = marks.all_tags(connection)
    last = filters.skip + len(rows)
    return page(
        "calls.html",
        here="calls",
        asked=asked,
        text=text,
        hits=hits,
        rows=rows,
        count=count,
        last=last,
        before=_skipping(request, max(0, filters.skip - filters.limit)) if filters.skip else "",
        after=_skipping(request, last) if count > last and not text else "",
        advice=desk_of(request).advice,
        longest=LONGEST,
        tags=tags,
    )


def _skipping(request: Request, rows: int) -> str:
    """The same list, further on or back."""
    return f"?{urlencode({**request.query_params, 'skip': str(rows)})}"


def call(request: Request) -> Response:
    """One call: what was said, what it earned, what to try."""
    with looking_back.history(settings_of(request)) as store:
        report = looking_back.report(store, _id(request), None)
        edited = edits.places(store, report.id)
        said = bool(did_say.counted(store, report.id))
        first = looking_back.first_like(store, report)
    return page(
        "call.html",
        here="calls",
        report=looking_back.without(settings_of(request).mask, report),
        unmasked=report.turns,
        edited=edited,
        said=said,
        first=first,
        moves=desk_of(request).advice.moves,
        done=DONE.get(Asked(request.query_params).text("done"), ""),
    )


def compare(request: Request) -> Response:
    """Two calls side by side."""
    other = Asked(request.query_params).text("with")
    with looking_back.history(settings_of(request)) as store:
        found = looking_back.comparison(store, _id(request), other)
    return page("compare.html", here="calls", found=found)


def call_captions(request: Request) -> Response:
    """Captions of a whole call."""
    return _captions(request, captions.of_call(_report(request)), request.path_params["call"])


def reply_captions(request: Request) -> Response:
    """Captions of one reply, on the clock of its recording."""
    number, attempt = request.path_params["number"], request.path_params["attempt"]
    turn = _turn(_report(request), number, attempt)
    return _captions(request, captions.of_reply(turn), f"reply-{number:02}-{attempt}")


def _captions(request: Request, cues: list[captions.Cue], name: str) -> Response:
    kind = request.path_params["kind"]
    if kind not in CAPTION_TYPES:
        raise HTTPException(404)
    disposition = f'attachment; filename="{name}.{kind}"'
    return Response(
        captions.written(cues, f".{kind}"),
        media_type=CAPTION_TYPES[kind],
        headers={"Content-Disposition": disposition},
    )


def mail_report(request: Request) -> Response:
    """The report as one file."""
    report = _report(request)
    names = Asked(request.query_params).text("names") == "yes"
    text = mailing.as_html(report, settings_of(request), with_names=names)
    disposition = f'attachment; filename="{report.id}.html"'
    return Response(text, media_type="text/html", headers={"Content-Disposition": disposition})


def sound(request: Request) -> Response:
    """A recording, or the part of it that the player wants."""
    call_id, name = request.path_params["call"], request.path_params["name"]
    if not (CALL.fullmatch(call_id) and SOUND.fullmatch(name)):
        raise HTTPException(404)
    path = settings_of(request).data_folder / FOLDER / call_id / name
    if path.is_symlink() or not path.is_file():
        raise HTTPException(404)
    return FileResponse(path, media_type=SOUND_TYPES[path.suffix])


def progress(request: Request) -> Response:
    """What gets better over the weeks."""
    settings = settings_of(request)
    asked = Asked(request.query_params)
    weeks = asked.number("weeks", 1, 104) or 8
    with looking_back.history(settings) as store:
        found = looking_back.progress(store, looking_back.today(settings), weeks)
    return page(
        "progress.html",
        here="progress",
        found=found,
        weeks=weeks,
        asks=chart([(week.begins[5:], week.percent) for week in found.weeks]),
        tries=chart([(week.begins[5:], week.first_tries) for week in found.weeks]),
        complaints_list=asked.complaints,
    )


def deck(request: Request) -> Response:
    """What comes back when, and what is worth doing today."""
    desk = desk_of(request)
    log, _ = desk.read()
    return page(
        "deck.html",
        here="deck",
        found=deck_module.overview(desk),
        today=desk.today(log),
        cards=desk.cards,
    )


def first_latest(request: Request) -> Response:
    """The first and the latest answer to the same no."""
    desk = desk_of(request)
    card = Asked(request.query_params).text("card")
    log, _ = desk.read()
    practised = {one.card: desk.cards[one.card] for one in log if one.card in desk.cards}
    told, turns = "", list[TurnView]()
    try:
        turns = first_latest_module.shown(desk, card)
    except VoiceCoachError as error:
        told = str(error)
    return page(
        "first_latest.html", here="deck", turns=turns, told=told, practised=practised, card=card
    )


def wrong(request: Request, error: Exception) -> Response:
    """What went wrong, in words."""
    refused = 404 if request.method in SAFE else 400
    status = error.status_code if isinstance(error, HTTPException) else refused
    text = "There is no such page." if isinstance(error, HTTPException) else str(error)
    if request.url.path.startswith("/sound/"):
        return PlainTextResponse(text, status)
    return page("wrong.html", status, here="", text=text)


def _id(request: Request) -> str:
    call_id: str = request.path_params["call"]
    return call_id


def _report(request: Request) -> Report:
    with looking_back.history(settings_of(request)) as store:
        return looking_back.report(store, _id(request), settings_of(request).mask)


def _turn(report: Report, number: int, attempt: int) -> TurnView:
    for turn in report.turns:
        if (turn.number, turn.attempt) == (number, attempt):
            return turn
    raise HTTPException(404)

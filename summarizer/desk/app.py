"""The desk as an ASGI application: its routes, all below the token."""

from __future__ import annotations

import asyncio
import json
import shutil
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from importlib.resources import files
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request as HttpRequest
from starlette.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Mount, Route

from summarizer.config import Settings
from summarizer.data import Message
from summarizer.desk.checks import ENDED, Checks, DeskFullError, Run, Step
from summarizer.desk.exports import KINDS, export
from summarizer.desk.forms import read_form
from summarizer.desk.gate import Gate
from summarizer.desk.view import OWN_PROFILES, View
from summarizer.errors import InputError
from summarizer.messages import say
from summarizer.report.console import Lang

_LOOK = 0.15  # seconds between two looks at a running check
_STATIC = {"desk.css": "text/css", "desk.js": "text/javascript"}
_FIELDS = 12
_PART = 64_000  # bytes of a field that is no file


@dataclass(slots=True)
class Desk:
    """What the routes share: the checks, the folder for files sent along, and how pages are written."""

    checks: Checks
    folder: Path
    view: View
    profiles: tuple[str, ...]
    max_bytes: int

    async def home(self, _: HttpRequest) -> Response:
        return self._form()

    async def start(self, request: HttpRequest) -> Response:
        folder = Path(tempfile.mkdtemp(dir=self.folder))  # for the files of this check; they go when it has ended
        forget = partial(shutil.rmtree, folder, ignore_errors=True)
        async with request.form(max_files=2, max_fields=_FIELDS, max_part_size=_PART) as form:
            typed = {name: value for name, value in form.items() if isinstance(value, str)}
            try:
                asked = await read_form(form, folder, self.profiles)
                run = self.checks.start(asked, after=forget)
            except InputError as error:
                forget()
                return self._form(typed, error.message, 400)
            except DeskFullError:
                forget()
                return self._form(typed, say("desk.full"), 429)
        return RedirectResponse(f"{self.view.base}/checks/{run.id}", 303)

    def _form(self, typed: dict[str, str] | None = None, error: Message | None = None, status: int = 200) -> Response:
        return HTMLResponse(self.view.home(self.checks.recent(), self.profiles, typed=typed or {}, error=error), status)

    async def show(self, request: HttpRequest) -> Response:
        run = self._run(request)
        if run.step is Step.FAILED:
            return HTMLResponse(self.view.failed(run))
        return HTMLResponse(self.view.result(run) if run.step is Step.DONE else self.view.running(run))

    async def events(self, request: HttpRequest) -> Response:
        """Server-sent events: one for each step that the check reaches."""
        return StreamingResponse(_steps(self._run(request)), media_type="text/event-stream")

    async def export(self, request: HttpRequest) -> Response:
        run = self._run(request)
        kind = request.path_params["kind"]
        if kind not in KINDS or run.check is None:
            raise HTTPException(404)
        content, media_type, headers = await asyncio.to_thread(export, run, kind, self.view.lang)
        return Response(content, media_type=media_type, headers=headers)

    async def static(self, request: HttpRequest) -> Response:
        name = request.path_params["name"]
        if name not in _STATIC:
            raise HTTPException(404)
        return Response(files("summarizer.desk").joinpath("static", name).read_bytes(), media_type=_STATIC[name])

    def _run(self, request: HttpRequest) -> Run:
        run = self.checks.get(request.path_params["id"])
        if run is None:
            raise HTTPException(404)
        return run


async def _steps(run: Run) -> AsyncIterator[str]:
    told = None
    while True:
        step = run.step
        if step is not told:
            yield f"data: {json.dumps({'step': step.value})}\n\n"
            told = step
        if step in ENDED:
            return
        await asyncio.sleep(_LOOK)


def create_app(settings: Settings, *, token: str, hosts: frozenset[str], lang: Lang) -> Starlette:
    """The desk. It answers requests for one of ``hosts`` (``Host`` header) whose path begins with ``token``."""
    folder = tempfile.TemporaryDirectory(prefix="summarizer-desk-")
    profiles = tuple(dict.fromkeys((settings.profile, *OWN_PROFILES)))
    desk = Desk(Checks(settings), Path(folder.name), View(lang, f"/{token}"), profiles, settings.max_file_bytes)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        desk.checks.close()
        folder.cleanup()

    routes: list[tuple[str, Callable[[HttpRequest], object], str]] = [
        ("/", desk.home, "GET"),
        ("/checks", desk.start, "POST"),
        ("/checks/{id}", desk.show, "GET"),
        ("/checks/{id}/events", desk.events, "GET"),
        ("/checks/{id}/{kind}", desk.export, "GET"),
        ("/static/{name}", desk.static, "GET"),
    ]
    return Starlette(
        routes=[Mount(f"/{token}", routes=[Route(path, run, methods=[method]) for path, run, method in routes])],
        middleware=[Middleware(Gate, token=token, hosts=hosts, max_bytes=2 * settings.max_file_bytes + 100_000)],
        lifespan=lifespan,
    )

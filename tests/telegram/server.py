"""The HTTP side: `/bot<TOKEN>/<method>` and `/file/bot<TOKEN>/<path>` on 127.0.0.1.

aiohttp in a thread of its own, so that tests stay synchronous and the bot may be another process.
"""

import asyncio
import json
import re
import threading
from typing import Any

from aiogram.methods import GetUpdates, TelegramMethod
from aiohttp import web

from tests.telegram import schema
from tests.telegram.faults import CONNECTION_DROPPED, Fault, Faults
from tests.telegram.limits import POLL_SECONDS, POLL_UPDATES, UPLOAD_BYTES
from tests.telegram.methods import perform
from tests.telegram.posting import bring
from tests.telegram.wire import ApiError, Json, refuse_misuse
from tests.telegram.world import Call, World

DOWNLOAD = "download"
"""The name under which a failure of `/file/bot<TOKEN>/<path>` is asked for."""

_FORM_OVERHEAD = 1 << 20
"""What a multipart body may hold besides its file."""

_PARTING_SECONDS = 0.01
"""How long a stopping server waits for its polls: a server that dies does not wait."""


# Two pollers are a mistake of whoever runs the bot, and no call of wrong form: no violation.
_WEBHOOK_IS_SET = (
    "Conflict: can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)
_OTHER_POLL = (
    "Conflict: terminated by other getUpdates request; "
    "make sure that only one bot instance is running"
)


class HttpServer:
    """Serves a world over HTTP from a background thread."""

    def __init__(self, world: World, faults: Faults, token: str) -> None:
        self._world = world
        self._faults = faults
        self._token = token
        self._thread: threading.Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stopping: asyncio.Event | None = None
        self._woken: asyncio.Event | None = None
        self._newest_poll = 0
        self.port = 0
        """The port; chosen by the system at the first start, and kept from then on."""

    def start(self) -> None:
        """Starts to listen. Returns once connections are taken."""
        ready = threading.Event()
        self._thread = threading.Thread(
            target=lambda: asyncio.run(self._serve(ready)), name="bot-api", daemon=True
        )
        self._thread.start()
        ready.wait()
        if self._loop is None:
            message = f"the test server cannot listen on port {self.port}"
            raise RuntimeError(message)

    def stop(self) -> None:
        """Stops listening and ends every connection. What the server knows remains."""
        if self._thread is None or self._loop is None or self._stopping is None:
            return
        self._loop.call_soon_threadsafe(self._stopping.set)
        self._thread.join()
        self._thread = self._loop = None

    async def _serve(self, ready: threading.Event) -> None:
        try:
            application = web.Application(client_max_size=UPLOAD_BYTES + _FORM_OVERHEAD)
            application.router.add_route("*", "/bot{token:[^/]+}/{method}", self._answer)
            application.router.add_get("/file/bot{token:[^/]+}/{path:.+}", self._download)
            runner = web.AppRunner(
                application,
                access_log=None,
                handler_cancellation=True,
                shutdown_timeout=_PARTING_SECONDS,
            )
            await runner.setup()
            site = web.TCPSite(runner, "127.0.0.1", self.port, reuse_address=True)
            await site.start()
            self.port = runner.addresses[0][1]
            self._stopping = asyncio.Event()
            self._woken = asyncio.Event()
            self._loop = asyncio.get_running_loop()
        finally:
            ready.set()
        with self._world.changed:
            self._world.wake = self._wake
        bringing = asyncio.create_task(bring(self._world, self._wait_for_news))
        await self._stopping.wait()
        with self._world.changed:
            self._world.wake = lambda: None
        bringing.cancel()
        await asyncio.wait([bringing])
        await runner.cleanup()

    async def _wait_for_news(self) -> None:
        if self._woken is not None:
            await self._woken.wait()

    def _wake(self) -> None:
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._ring)

    def _ring(self) -> None:
        # Whoever waits holds the old event; whoever comes next waits for the new one.
        woken, self._woken = self._woken, asyncio.Event()
        if woken is not None:
            woken.set()

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        parameters: Json = {}
        arrived_at = self._world.now()
        try:
            self._check_token(request)
            kind = schema.find_method(method)
            method = kind.__api_method__
            parameters = await self._read(request, kind)
            call = schema.read_call(kind, parameters)
            result = await self._carry_out(method, call)
        except ApiError as error:
            return self._refuse(request, method, parameters, error)
        except (web.HTTPException, asyncio.CancelledError):
            raise
        except Exception as error:  # noqa: BLE001 -- a fault of this server must fail the test
            description = f"the test server failed: {error!r}"
            return self._refuse(
                request, method, parameters, ApiError(500, description, description)
            )
        if not isinstance(call, GetUpdates):
            self._record(method, parameters, 200, "", at=arrived_at)
        return web.json_response({"ok": True, "result": result})

    def _check_token(self, request: web.Request) -> None:
        token = request.match_info["token"]
        if not re.fullmatch(r"\d+:[\w-]+", token) or request.method not in ("GET", "POST"):
            raise ApiError(404, "Not Found")
        if token != self._token:
            raise ApiError(401, "Unauthorized")
        if self._world.logged_out:
            raise ApiError(400, "Logged out")

    async def _carry_out(self, method: str, call: TelegramMethod[Any]) -> object:
        fault = self._take_fault(method, getattr(call, "chat_id", None))
        if fault is None:
            return await self._perform(call)
        if fault.performed:
            await self._perform(call)
        await asyncio.sleep(fault.seconds)
        raise fault.error

    def _take_fault(self, method: str, chat: object = None) -> Fault | None:
        with self._world.changed:
            return self._faults.take(method, chat)

    def _record(
        self,
        method: str,
        parameters: Json,
        status: int,
        description: str,
        violation: str | None = None,
        *,
        at: float | None = None,
    ) -> None:
        with self._world.changed:
            when = self._world.now() if at is None else at
            self._world.calls.append(Call(method, parameters, status, description, when))
            if violation is not None:
                self._world.violations.append(f"{method}: {violation}")
            self._world.changed.notify_all()

    def _refuse(
        self, request: web.Request, method: str, parameters: Json, error: ApiError
    ) -> web.StreamResponse:
        self._record(method, parameters, error.status, error.description, error.violation)
        if error.status == CONNECTION_DROPPED:
            if request.transport is not None:
                request.transport.abort()
            return web.Response()
        return web.json_response(error.body(), status=error.status)

    async def _read(  # noqa: C901 (a request has its parameters in many places)
        self, request: web.Request, kind: type[TelegramMethod[Any]]
    ) -> Json:
        """Reads the parameters, wherever in the request they stand."""
        if (request.content_length or 0) > UPLOAD_BYTES + _FORM_OVERHEAD:
            raise ApiError(413, "Request Entity Too Large", "an upload of more than 50 MB")
        form = {name: str(value) for name, value in request.query.items()}
        if request.content_type == "application/json":
            try:
                values = json.loads(await request.text() or "{}")
            except ValueError:
                values = None
            if not isinstance(values, dict):
                refuse_misuse("can't parse JSON object", "the body is no JSON object")
            return schema.read_form(kind, form) | values
        uploads: dict[str, str] = {}
        for name, value in (await request.post()).items():
            if isinstance(value, web.FileField):
                with value.file:
                    content = value.file.read()
                uploads[name] = self._keep(value.filename, content)
            else:
                form[name] = str(value)
        for name, text in form.items():
            if text.startswith("attach://"):
                if text.removeprefix("attach://") not in uploads:
                    refuse_misuse(f"wrong URL {text} specified", f"{name}: nothing is attached")
                form[name] = uploads[text.removeprefix("attach://")]
        # A certificate cannot be sent by its file_id: aiogram's type knows only the upload.
        number = form.pop("certificate", None) or uploads.pop("certificate", None)
        if number is not None:
            with self._world.changed:
                self._world.certificate = self._world.files[number].content
        files = {name: number for name, number in uploads.items() if name in kind.model_fields}
        return schema.read_form(kind, form) | files

    def _keep(self, name: str, content: bytes) -> str:
        if len(content) > UPLOAD_BYTES:
            raise ApiError(413, "Request Entity Too Large", "an upload of more than 50 MB")
        with self._world.changed:
            return self._world.add_file(name, content).file_id

    async def _perform(self, call: TelegramMethod[Any]) -> object:
        if isinstance(call, GetUpdates):
            return await self._poll(call)
        with self._world.changed:
            result = perform(self._world, call)
            self._world.notify()
            return result

    async def _poll(self, call: GetUpdates) -> list[Json]:
        """Waits for updates; a newer poll, a webhook or a nudge ends the wait."""
        world = self._world
        loop = asyncio.get_running_loop()
        ends_at = loop.time() + min(max(call.timeout or 0, 0), POLL_SECONDS)
        with world.changed:
            world.queue.allow(call.allowed_updates)
            world.polls += 1
            self._newest_poll = mine = world.polls
            nudges = world.nudges
            world.notify()
        while True:
            woken = self._woken
            with world.changed:
                if world.webhook:
                    raise ApiError(409, _WEBHOOK_IS_SET)
                if self._newest_poll != mine:
                    raise ApiError(409, _OTHER_POLL)
                updates = world.queue.take(call.offset or 0, call.limit or POLL_UPDATES)
                world.changed.notify_all()
                nudged = world.nudges != nudges
            remaining = ends_at - loop.time()
            if updates or nudged or remaining <= 0 or woken is None:
                return updates
            try:
                await asyncio.wait_for(woken.wait(), remaining)
            except TimeoutError:
                continue

    async def _download(self, request: web.Request) -> web.StreamResponse:
        path = request.match_info["path"]
        try:
            self._check_token(request)
            content = self._find_content(path)
        except ApiError as error:
            return self._refuse(request, DOWNLOAD, {"path": path}, error)
        self._record(DOWNLOAD, {"path": path}, 200, "")
        return web.Response(body=content)

    def _find_content(self, path: str) -> bytes:
        fault = self._take_fault(DOWNLOAD)
        if fault is not None:
            raise fault.error
        with self._world.changed:
            for stored in self._world.files.values():
                if stored.path == path:
                    return stored.content
        raise ApiError(404, "Not Found", f"there is no file at {path!r}")

"""The methods about the bot itself: who it is, how it describes itself, commands, webhook."""

import json
import re
from urllib.parse import urlsplit

from aiogram.methods import (
    Close,
    DeleteMyCommands,
    DeleteWebhook,
    GetMe,
    GetMyCommands,
    GetMyDescription,
    GetMyName,
    GetMyShortDescription,
    GetWebhookInfo,
    LogOut,
    SetMyCommands,
    SetMyDescription,
    SetMyName,
    SetMyShortDescription,
    SetWebhook,
)
from aiogram.types import BotCommandScopeUnion

from tests.telegram.limits import (
    COMMAND,
    COMMAND_DESCRIPTION,
    COMMANDS,
    DESCRIPTION,
    NAME,
    SECRET_TOKEN,
    SHORT_DESCRIPTION,
    Limit,
)
from tests.telegram.text import units
from tests.telegram.wire import Json, refuse_misuse
from tests.telegram.world import World

_WEBHOOK_PORTS = (None, 443, 80, 88, 8443)
"""setWebhook: "Ports currently supported for webhooks"."""


def get_me(world: World, _: GetMe) -> Json:
    """Says who the bot is."""
    return world.bot | {
        "can_join_groups": True,
        "can_read_all_group_messages": not world.privacy_mode,
        "supports_inline_queries": True,
    }


def log_out(world: World, _: LogOut) -> bool:
    """Ends the use of this server; further calls are refused."""
    world.logged_out = True
    return True


def close(_: World, __: Close) -> bool:
    """Closes the bot's instance, so that it can be moved to another server."""
    return True


def _language(code: str | None) -> str:
    if code and not re.fullmatch(r"[a-z]{2}", code):
        refuse_misuse("Invalid language code specified", f"not an ISO 639-1 code: {code!r}")
    return code or ""


def _set(world: World, name: str, language: str | None, text: str | None, limit: Limit) -> bool:
    limit.check(units(text or ""))
    world.profile[name, _language(language)] = text or ""
    return True


def _get(world: World, name: str, language: str | None, default: str = "") -> Json:
    found = world.profile.get((name, _language(language))) or world.profile.get((name, ""))
    return {name: found or default}


def set_my_name(world: World, call: SetMyName) -> bool:
    """Changes the bot's name."""
    return _set(world, "name", call.language_code, call.name, NAME)


def get_my_name(world: World, call: GetMyName) -> Json:
    """Gives the bot's name."""
    return _get(world, "name", call.language_code, world.bot["first_name"])


def set_my_description(world: World, call: SetMyDescription) -> bool:
    """Changes what an empty chat shows."""
    return _set(world, "description", call.language_code, call.description, DESCRIPTION)


def get_my_description(world: World, call: GetMyDescription) -> Json:
    """Gives what an empty chat shows."""
    return _get(world, "description", call.language_code)


def set_my_short_description(world: World, call: SetMyShortDescription) -> bool:
    """Changes what the bot's profile shows."""
    text = call.short_description
    return _set(world, "short_description", call.language_code, text, SHORT_DESCRIPTION)


def get_my_short_description(world: World, call: GetMyShortDescription) -> Json:
    """Gives what the bot's profile shows."""
    return _get(world, "short_description", call.language_code)


def _scope(
    world: World, scope: BotCommandScopeUnion | None, language: str | None
) -> tuple[str, str]:
    fields: Json = scope.model_dump(mode="json") if scope else {"type": "default"}
    if "chat_id" in fields:
        # No violation: an operator may be named in the settings and yet never have written.
        fields["chat_id"] = world.find_chat(fields["chat_id"]).number
    return json.dumps(fields, sort_keys=True), _language(language)


def set_my_commands(world: World, call: SetMyCommands) -> bool:
    """Changes the commands that the client offers in a scope."""
    COMMANDS.check(len(call.commands))
    for command in call.commands:
        COMMAND.check(len(command.command))
        if not re.fullmatch(r"/?[a-z0-9_]+", command.command):
            refuse_misuse("BOT_COMMAND_INVALID", f"not a command: {command.command!r}")
        if not command.description.strip():
            refuse_misuse("Command description must be non-empty")
        COMMAND_DESCRIPTION.check(units(command.description))
    commands = [command.model_dump(mode="json", exclude_unset=True) for command in call.commands]
    world.commands[_scope(world, call.scope, call.language_code)] = commands
    return True


def get_my_commands(world: World, call: GetMyCommands) -> list[Json]:
    """Gives the commands of exactly that scope and language."""
    return world.commands.get(_scope(world, call.scope, call.language_code), [])


def delete_my_commands(world: World, call: DeleteMyCommands) -> bool:
    """Takes the commands of a scope away."""
    world.commands.pop(_scope(world, call.scope, call.language_code), None)
    return True


def set_webhook(world: World, call: SetWebhook) -> bool:
    """Keeps a webhook's address; updates are brought to it, and `getUpdates` is refused."""
    if call.url:
        address = urlsplit(call.url)
        if address.scheme != "https" or not address.hostname:
            refuse_misuse("bad webhook: An HTTPS URL must be provided for webhook")
        if address.port not in _WEBHOOK_PORTS:
            refuse_misuse(
                "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443",
                f"webhook on port {address.port}",
            )
    secret = call.secret_token or ""
    SECRET_TOKEN.check(len(secret))
    if not re.fullmatch(r"[A-Za-z0-9_-]*", secret):
        refuse_misuse("secret token contains unallowed characters")
    world.queue.allow(call.allowed_updates)
    if call.drop_pending_updates:
        world.queue.drop()
    world.webhook = {"url": call.url, "secret_token": secret} if call.url else {}
    world.webhooks_set += bool(call.url)
    return True


def delete_webhook(world: World, call: DeleteWebhook) -> bool:
    """Goes back to `getUpdates`."""
    if call.drop_pending_updates:
        world.queue.drop()
    world.webhook = {}
    world.certificate = b""
    return True


def get_webhook_info(world: World, _: GetWebhookInfo) -> Json:
    """Gives the webhook's address and how many updates wait."""
    information: Json = {
        "url": world.webhook.get("url", ""),
        "has_custom_certificate": bool(world.certificate),
        "pending_update_count": len(world.queue),
    }
    if world.webhook_error:
        information["last_error_message"] = world.webhook_error
    if world.queue.allowed:
        information["allowed_updates"] = world.queue.allowed
    return information

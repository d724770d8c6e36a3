"""Which messages of a group a bot is shown."""

from tests.telegram.people import marked
from tests.telegram.wire import Json
from tests.telegram.world import ChatState, World

_SERVICE = ("migrate", "new_chat_members", "forum_topic")
"""Fields of service messages, which are shown in any case; those that tests bring about."""


def may_see(world: World, chat: ChatState, wire: Json) -> bool:
    """Tells whether the bot is shown a message.

    With privacy mode on, these: commands that name no other bot, replies to the bot, messages via
    the bot, service messages. A mention is not enough. An administrator sees everything.
    https://core.telegram.org/bots/features#privacy-mode
    """
    if not chat.is_present():
        return False
    is_group = chat.kind in ("group", "supergroup")
    if not is_group or not world.privacy_mode or chat.bot_status == "administrator":
        return True
    replied = wire.get("reply_to_message", {}).get("from", {})
    return (
        replied.get("id") == world.bot["id"]
        or "via_bot" in wire
        or any(name.startswith(_SERVICE) for name in wire)
        or _has_command(world, wire)
    )


def _has_command(world: World, wire: Json) -> bool:
    addressees = {command.partition("@")[2].lower() for command in marked(wire, "bot_command")}
    return bool(addressees & {"", world.bot["username"].lower()})

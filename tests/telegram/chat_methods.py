"""The methods that ask about chats, members and files."""

from aiogram.methods import GetChat, GetChatAdministrators, GetChatMember, GetFile, LeaveChat
from aiogram.types import ChatMemberAdministrator

from tests.telegram.limits import DOWNLOAD_BYTES
from tests.telegram.wire import Json, refuse, refuse_misuse
from tests.telegram.world import BOT_ID, ChatState, World

_RIGHTS = tuple(
    name
    for name, field in ChatMemberAdministrator.model_fields.items()
    if field.is_required() and field.annotation is bool
)
"""The rights that a ChatMemberAdministrator states."""

_GIFTS = (
    "unlimited_gifts",
    "limited_gifts",
    "unique_gifts",
    "premium_subscription",
    "gifts_from_channels",
)


def administrator(user: Json) -> Json:
    """Builds a ChatMemberAdministrator without rights of its own."""
    return {"status": "administrator", "user": user} | dict.fromkeys(_RIGHTS, False)


def bot_member(world: World, chat: ChatState) -> Json:
    """Builds the ChatMember that the bot is."""
    if chat.bot_status == "administrator":
        return administrator(world.bot)
    banned = {"until_date": 0} if chat.bot_status == "kicked" else {}
    return {"status": chat.bot_status, "user": world.bot} | banned


def get_chat(world: World, call: GetChat) -> Json:
    """Gives a chat in full."""
    return world.find_chat(call.chat_id).wire | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(_GIFTS, False),
    }


def get_chat_member(world: World, call: GetChatMember) -> Json:
    """Gives what a person is in a chat."""
    chat = world.find_chat(call.chat_id)
    if call.user_id == BOT_ID:
        return bot_member(world, chat)
    user = chat.members.get(call.user_id)
    if user is None:
        refuse("member not found")
    if call.user_id in chat.administrators:
        return administrator(user)
    return {"status": "member", "user": user}


def get_chat_administrators(world: World, call: GetChatAdministrators) -> list[Json]:
    """Gives a group's administrators, bots other than this one left out."""
    chat = world.find_chat(call.chat_id)
    if chat.kind == "private":
        refuse_misuse("there are no administrators in the private chat")
    found = [administrator(chat.members[number]) for number in sorted(chat.administrators)]
    if chat.bot_status == "administrator":
        found.append(administrator(world.bot))
    return found


def leave_chat(world: World, call: LeaveChat) -> bool:
    """Leaves a group."""
    chat = world.writable_chat(call.chat_id)
    if chat.kind == "private":
        refuse_misuse("chat member status can't be changed in private chats")
    chat.bot_status = "left"
    return True


def get_file(world: World, call: GetFile) -> Json:
    """Prepares a file for download. One over 20 MB is refused, which is no fault of the bot."""
    stored = world.files.get(call.file_id)
    if stored is None:
        refuse_misuse("invalid file_id", f"there is no file {call.file_id!r}")
    if stored.size > DOWNLOAD_BYTES:
        refuse("file is too big")
    return {
        "file_id": stored.file_id,
        "file_unique_id": stored.unique,
        "file_size": stored.size,
        "file_path": stored.path,
    }

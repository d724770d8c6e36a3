"""The table of the methods that the server serves, and one call from names to result."""

from collections.abc import Callable
from typing import Any, TypeAlias

from aiogram import methods
from aiogram.methods import TelegramMethod

from tests.telegram import account, answering, chat_methods, sending
from tests.telegram.schema import check_object
from tests.telegram.wire import ApiError
from tests.telegram.world import World

Handler: TypeAlias = Callable[[World, Any], object]
"""Takes the world and the call as aiogram's object; gives the result, or raises ApiError."""

HANDLERS: dict[type[TelegramMethod[Any]], Handler] = {
    methods.GetMe: account.get_me,
    methods.LogOut: account.log_out,
    methods.Close: account.close,
    methods.SetMyName: account.set_my_name,
    methods.GetMyName: account.get_my_name,
    methods.SetMyDescription: account.set_my_description,
    methods.GetMyDescription: account.get_my_description,
    methods.SetMyShortDescription: account.set_my_short_description,
    methods.GetMyShortDescription: account.get_my_short_description,
    methods.SetMyCommands: account.set_my_commands,
    methods.GetMyCommands: account.get_my_commands,
    methods.DeleteMyCommands: account.delete_my_commands,
    methods.SetWebhook: account.set_webhook,
    methods.DeleteWebhook: account.delete_webhook,
    methods.GetWebhookInfo: account.get_webhook_info,
    methods.SendMessage: sending.send_message,
    methods.SendDocument: sending.send_document,
    methods.SendPhoto: sending.send_photo,
    methods.EditMessageText: sending.edit_message_text,
    methods.EditMessageReplyMarkup: sending.edit_message_reply_markup,
    methods.DeleteMessage: sending.delete_message,
    methods.SendChatAction: sending.send_chat_action,
    methods.AnswerCallbackQuery: answering.answer_callback_query,
    methods.AnswerInlineQuery: answering.answer_inline_query,
    methods.GetChat: chat_methods.get_chat,
    methods.GetChatMember: chat_methods.get_chat_member,
    methods.GetChatAdministrators: chat_methods.get_chat_administrators,
    methods.LeaveChat: chat_methods.leave_chat,
    methods.GetFile: chat_methods.get_file,
}
"""All but getUpdates, which waits and therefore belongs to the HTTP side."""


def perform(world: World, call: TelegramMethod[Any]) -> object:
    """Performs a call that has the right form.

    Raises:
        ApiError: The call is refused.
    """
    handler = HANDLERS.get(type(call))
    name = type(call).__api_method__
    if handler is None:
        raise ApiError(501, "Not Implemented", f"the test server does not serve {name}")
    return check_object(type(call).__returning__, handler(world, call))

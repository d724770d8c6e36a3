"""Telegram's limits, one line each: the number, where Telegram states it, what it answers.

Lengths of text are in UTF-16 code units, the unit of `MessageEntity`. Telegram counts some of them
in characters; a text that keeps to the smaller number is within both.

Many of these are refused by Telegram's own servers, whose words no document lists: there, the code
in capitals is modelled on the codes that are known. A bot must not rely on those descriptions.
"""

from dataclasses import dataclass

from tests.telegram.wire import refuse_misuse


@dataclass(frozen=True, slots=True)
class Limit:
    """A number that a call may not pass."""

    name: str
    most: int
    source: str
    """Telegram's name for the limit: the method or object that states it."""
    error: str
    """The description with which Telegram refuses more."""

    def check(self, amount: int) -> None:
        """Refuses an amount over the limit.

        Raises:
            ApiError: 400, recorded as a violation.
        """
        if amount > self.most:
            refuse_misuse(self.error, f"{self.name}: {amount} of at most {self.most}")


_MEGABYTE = 1 << 20

UNDOCUMENTED = "met in practice; the Bot API's documentation is silent"

TEXT = Limit("text length", 4096, "sendMessage.text", "message is too long")
CAPTION = Limit("caption length", 1024, "sendPhoto.caption", "message caption is too long")
QUOTE = Limit("quote length", 1024, "ReplyParameters.quote", "QUOTE_TEXT_INVALID")
ENTITIES = Limit("number of entities", 100, UNDOCUMENTED, "ENTITIES_TOO_LONG")
BUTTONS = Limit("number of buttons", 100, UNDOCUMENTED, "reply markup is too long")
ROW = Limit("buttons in a row", 8, UNDOCUMENTED, "reply markup is too long")
CALLBACK_DATA = Limit(
    "bytes of callback_data", 64, "InlineKeyboardButton.callback_data", "BUTTON_DATA_INVALID"
)
CALLBACK_ANSWER = Limit(
    "callback answer length", 200, "answerCallbackQuery.text", "MESSAGE_TOO_LONG"
)
INLINE_RESULTS = Limit(
    "number of inline results", 50, "answerInlineQuery.results", "RESULTS_TOO_MUCH"
)
INLINE_RESULT_ID = Limit("bytes of a result id", 64, "InlineQueryResult.id", "RESULT_ID_INVALID")
INLINE_NEXT_OFFSET = Limit(
    "bytes of next_offset", 64, "answerInlineQuery.next_offset", "NEXT_OFFSET_INVALID"
)
INLINE_QUERY = Limit("inline query length", 256, "InlineQuery.query", "QUERY_TOO_LONG")
START_PARAMETER = Limit(
    "start parameter length",
    64,
    "InlineQueryResultsButton.start_parameter",
    "START_PARAM_INVALID",
)
COMMANDS = Limit("number of commands", 100, "setMyCommands.commands", "BOT_COMMANDS_TOO_MUCH")
COMMAND = Limit("command length", 32, "BotCommand.command", "BOT_COMMAND_INVALID")
COMMAND_DESCRIPTION = Limit(
    "command description length",
    256,
    "BotCommand.description",
    "Command description length must not exceed 256",
)
DESCRIPTION = Limit(
    "bot description length", 512, "setMyDescription.description", "BOT_DESCRIPTION_TOO_LONG"
)
SHORT_DESCRIPTION = Limit(
    "short description length",
    120,
    "setMyShortDescription.short_description",
    "BOT_SHORT_DESCRIPTION_TOO_LONG",
)
NAME = Limit("bot name length", 64, "setMyName.name", "BOT_NAME_TOO_LONG")
PHOTO = Limit("bytes of a photo", 10 * _MEGABYTE, "sendPhoto.photo", "PHOTO_FILE_TOO_BIG")
SECRET_TOKEN = Limit(
    "secret token length", 256, "setWebhook.secret_token", "secret token is too long"
)

UPLOAD_BYTES = 50 * _MEGABYTE
"""sendDocument: "Bots can currently send files of any type of up to 50 MB"; answered with 413."""

DOWNLOAD_BYTES = 20 * _MEGABYTE
"""getFile: "Bots can download files of up to 20MB in size"."""

POLL_UPDATES = 100
"""getUpdates.limit: 1-100; Telegram narrows other values to this range."""

POLL_SECONDS = 50
"""getUpdates.timeout: telegram-bot-api narrows longer ones (`LONG_POLL_MAX_TIMEOUT`)."""

LIFETIME_SECONDS = {"inline_query": 30, "callback_query": 150}
"""How long telegram-bot-api keeps such an update for the bot; also how long we take its answer."""

LIFETIME_SECONDS_OTHER = 24 * 60 * 60
"""getUpdates: "Updates will not be kept longer than 24 hours"."""

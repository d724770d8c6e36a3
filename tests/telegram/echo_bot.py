"""A small bot on python-telegram-bot, by which the server and `BotProcess` are tested."""

import logging
import os

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    ReplyParameters,
    Update,
)
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

Context = ContextTypes.DEFAULT_TYPE


async def start(update: Update, _: Context) -> None:
    """Answers /start with a button."""
    if update.effective_message is not None:
        button = InlineKeyboardButton("再来", callback_data="again")
        keyboard = InlineKeyboardMarkup([[button]])
        await update.effective_message.reply_text("你好", reply_markup=keyboard)


async def echo(update: Update, _: Context) -> None:
    """Repeats a text as a quotation; is silent where the text asks for silence."""
    message = update.effective_message
    if message is None or not message.text or message.text == "安静":
        return
    quotation = ReplyParameters(message.message_id, quote=message.text[:10])
    await message.reply_text(f"*{message.text}*", "Markdown", reply_parameters=quotation)


async def press(update: Update, _: Context) -> None:
    """Answers a pressed button and edits its message."""
    query = update.callback_query
    if query is not None:
        await query.answer("好")
        await query.edit_message_text("又来")


async def inline(update: Update, _: Context) -> None:
    """Answers an inline query with one article."""
    query = update.inline_query
    if query is not None:
        content = InputTextMessageContent(query.query or "空")
        results = [InlineQueryResultArticle("1", "回声", content)]
        await query.answer(results, cache_time=0, is_personal=True)


async def read_file(update: Update, _: Context) -> None:
    """Sends a file back."""
    message = update.effective_message
    if message is not None and message.document is not None:
        file = await message.document.get_file()
        content = await file.download_as_bytearray()
        await message.reply_document(bytes(content), filename="回声.txt", caption="收到")


def main() -> None:
    """Serves until it is told to end."""
    logging.basicConfig(level=logging.WARNING)
    application = (
        Application.builder()
        .token(os.environ["TELEGRAM_BOT_TOKEN"])
        .base_url(os.environ["TELEGRAM_BASE_URL"])
        .base_file_url(os.environ["TELEGRAM_BASE_FILE_URL"])
        .build()
    )
    application.add_handler(CommandHandler("start", start))
    application.add_handler(CallbackQueryHandler(press))
    application.add_handler(InlineQueryHandler(inline))
    application.add_handler(MessageHandler(filters.Document.ALL, read_file))
    application.add_handler(MessageHandler(filters.TEXT & ~filters.COMMAND, echo))
    application.run_polling(poll_interval=0, bootstrap_retries=-1)


if __name__ == "__main__":
    main()

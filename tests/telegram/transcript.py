"""A conversation as text that can stand in documentation."""

from tests.telegram.chats import Chat
from tests.telegram.text import units
from tests.telegram.wire import Json
from tests.telegram.world import Event

_MARKS = {
    "bold": ("**", "**"),
    "italic": ("_", "_"),
    "underline": ("__", "__"),
    "strikethrough": ("~~", "~~"),
    "spoiler": ("||", "||"),
    "code": ("`", "`"),
    "pre": ("```\n", "\n```"),
    "text_link": ("[", "]"),
}
_QUOTES = ("blockquote", "expandable_blockquote")

_OTHERS = {"photo": "图片", "document": "文件", "voice": "语音", "sticker": "贴纸"}
"""What stands in a message beside its text."""


def _marked(text: str, entities: list[Json]) -> str:
    """Writes the entities into the text as marks, and puts "> " before lines of quotations."""
    opening: dict[int, str] = {}
    closing: dict[int, str] = {}
    # Outer entities come first: their marks open before the inner ones and close after them.
    for entity in entities:
        start, end = entity["offset"], entity["offset"] + entity["length"]
        before, after = _MARKS.get(entity["type"], ("", ""))
        if "url" in entity:
            after = f"]({entity['url']})"
        opening[start] = opening.get(start, "") + before
        closing[end] = after + closing.get(end, "")
    quoted = [
        (entity["offset"], entity["offset"] + entity["length"])
        for entity in entities
        if entity["type"] in _QUOTES
    ]
    pieces = []
    position = 0
    for line in text.split("\n"):
        end = position + units(line)
        is_quoted = any(start <= position < stop for start, stop in quoted)
        pieces.append("> " if is_quoted else "")
        for character in line:
            pieces += [closing.get(position, ""), opening.get(position, ""), character]
            position += units(character)
        pieces += [closing.get(end, ""), "" if line else opening.get(end, ""), "\n"]
        position = end + 1
    return "".join(pieces).rstrip("\n")


def written(wire: Json) -> str:
    """Writes a message's content: text with its entities marked, what else is in it, buttons."""
    lines = []
    quote = wire.get("quote", {}).get("text")
    if quote:
        lines.append(f"（回复：{quote}）")
    lines += [f"（{label}）" for name, label in _OTHERS.items() if name in wire]
    text = wire.get("text") or wire.get("caption") or ""
    if text:
        lines.append(_marked(text, wire.get("entities") or wire.get("caption_entities") or []))
    for row in wire.get("reply_markup", {}).get("inline_keyboard", []):
        lines.append(" ".join(f"[{button['text']}]" for button in row))
    return "\n".join(lines)


def _event(event: Event) -> str:
    if event.what == "press":
        return f"{event.who}　按下 [{event.wire['text']}]"
    if event.what == "delete":
        return f"{event.who}（删除了一条消息）"
    label = "（修改）" if event.what == "edit" else ""
    return f"{event.who}{label}：\n{written(event.wire)}"


def transcript(chat: Chat) -> str:
    """Writes down who said what in a chat, in order.

    Bold is **so**, a link [so](address), a line of a quotation begins with "> ", buttons are [so].
    """
    return "\n\n".join(_event(event) for event in chat.state.events) + "\n"

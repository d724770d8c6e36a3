"""What people send beside text: fields of the Bot API's Message."""

from tests.telegram.text import typed
from tests.telegram.wire import Json
from tests.telegram.world import StoredFile, World


def _identity(stored: StoredFile) -> Json:
    return {"file_id": stored.file_id, "file_unique_id": stored.unique}


def _caption(caption: str) -> Json:
    return typed(caption).fields("caption", "caption_entities")


def photo(world: World, caption: str) -> Json:
    """A picture in two sizes."""
    identity = _identity(world.add_file("photo.jpg", b"a picture"))
    sizes = [identity | {"width": 90, "height": 60}, identity | {"width": 800, "height": 533}]
    return {"photo": sizes} | _caption(caption)


def document(world: World, name: str, content: bytes, caption: str, size: int | None) -> Json:
    """A file; `size` states another size than the content has."""
    stored = world.add_file(name, content, size)
    fields = {"file_name": name, "mime_type": "text/plain", "file_size": stored.size}
    return {"document": _identity(stored) | fields} | _caption(caption)


def voice(world: World) -> Json:
    """A voice message."""
    return {"voice": _identity(world.add_file("voice.ogg", b"a voice")) | {"duration": 3}}


def sticker(world: World, emoji: str) -> Json:
    """A sticker."""
    fields = {
        "type": "regular",
        "width": 512,
        "height": 512,
        "is_animated": False,
        "is_video": False,
        "emoji": emoji,
    }
    return {"sticker": _identity(world.add_file("sticker.webp", b"a sticker")) | fields}

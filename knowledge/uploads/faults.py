"""Why nothing can be made of a file that somebody sent."""

from enum import StrEnum

from knowledge.errors import KnowledgeError


class Flaw(StrEnum):
    """What is wrong with a file, for the one who sent it. Names in braces are filled in."""

    OLD_WORD = "这是旧式 .doc，或加了密码的文件；请用 Word 或 WPS 另存为不加密的 .docx"
    NOT_WORD = "不是 .docx 文件；请用 Word 或 WPS 另存为 .docx"
    CUT = "文件不完整，可能没有传完；请重新发一次"
    UNPACKED = "解开后有 {size:,} 字节，太大了；请拆成几篇"
    ENTITIES = "含有自定义的实体，不像是 Word 存的文件；请用 Word 或 WPS 重新另存为 .docx"
    NOT_PDF = "打不开这份 PDF，可能已损坏或有密码；请另存一份不加密的"
    PAGES = "有 {pages} 页，太长了；请拆成几篇"
    SCANNED = "这份 PDF 里没有文字，多半是扫描的图片；请改发文字版"
    NO_EXTRA = "还不能读取 {suffix} 文件：请安装 changyouda[documents]，或另存为 .txt、.md、.html"
    TOO_MUCH = "读取要占用的内存太多，不像是一篇文章；请检查文件，或另存为 .txt"
    TOO_SLOW = "读取太费时，不像是一篇文章；请检查文件，或另存为 .txt"
    TOO_LARGE = "有 {size:,} 字节，超过上限 {most:,} 字节；请拆成几篇"
    BROKEN = "读不了，文件可能已损坏或过于复杂；请重新保存，或另存为 .txt 再发"


class Unreadable(KnowledgeError):
    """A file that no article can be made of."""

    def __init__(self, flaw: Flaw, **values: object) -> None:
        super().__init__(flaw.format(**values))

"""What a call can fail with.

Faults in data are values (`knowledge.model.Problem`); these are faults in a call:

    KnowledgeError
    ├── ArticleError            a file that cannot be read as an article
    │   ├── ArticleTooLarge
    │   ├── EmptyArticle
    │   ├── NotText
    │   └── BrokenCharacter
    ├── NameRefused             a name from outside that nothing safe can be made of
    ├── LanguageError           synonyms, words or stop words that contradict themselves
    ├── NoArticles              a folder that holds nothing to serve
    ├── QuestionSetError        a question set that cannot be read
    └── EmbedderFault           the model of the extra `semantic` cannot be used
        ├── ProcessorTooOld
        ├── ModelDamaged
        ├── ModelFails
        └── NoEmbeddings

Each class builds its own message; the message names the place and the remedy, in Chinese, since
it is a clerk who reads it.
"""

from collections.abc import Iterable
from pathlib import Path

from knowledge.model import Problem


class KnowledgeError(Exception):
    """Base of all that this package raises on purpose."""


class ArticleError(KnowledgeError):
    """A file that cannot be read as an article."""

    def __init__(self, message: str, *, line: int = 1) -> None:
        super().__init__(message)
        self.line = line
        """Where in the file, counted from 1."""


class ArticleTooLarge(ArticleError):
    """The file is over the limit that the configuration sets."""

    def __init__(self, size: int, limit: int) -> None:
        super().__init__(
            f"文件有 {size:,} 字节，超过上限 {limit:,} 字节；"
            "请拆成几篇，或在 bot.yaml 调大 articles.max_bytes"
        )


class EmptyArticle(ArticleError):
    """The file holds no text, or nothing that is left after page furniture is taken off."""

    def __init__(self) -> None:
        super().__init__("文件里没有正文；请放入文章内容，或删除此文件")


class NotText(ArticleError):
    """The bytes are no text in any encoding that we know."""

    def __init__(self, offset: int) -> None:
        super().__init__(
            f"不是文本文件（第 {offset + 1} 个字节起无法识别）；请另存为 UTF-8 编码的纯文本"
        )


class BrokenCharacter(ArticleError):
    """The file ends or is damaged in the middle of a character."""

    def __init__(self, offset: int, encoding: str, line: int) -> None:
        super().__init__(
            f"第 {offset + 1} 个字节处的字符不完整（编码 {encoding}）；"
            "文件可能没有传完，请重新上传或另存为 UTF-8",
            line=line,
        )


class NameRefused(KnowledgeError):
    """A name from outside that nothing safe can be made of."""

    def __init__(self, name: str, suffixes: tuple[str, ...], *, empty: bool) -> None:
        reason = "没有名字；请先给文件取名，例如 办事指南.txt" if empty else "不是能读的格式"
        super().__init__(f"{name!r}：{reason}；可用 {'、'.join(suffixes)} 文件")


class LanguageError(KnowledgeError):
    """A file of words, stop words or synonyms that cannot be taken as it is."""

    def __init__(self, path: Path, line: int, reason: str) -> None:
        super().__init__(f"{path}:{line}: {reason}")
        self.path, self.line, self.reason = path, line, reason


class NoArticles(KnowledgeError):
    """There is nothing to serve."""

    def __init__(
        self, folder: Path, suffixes: tuple[str, ...], problems: tuple[Problem, ...] = ()
    ) -> None:
        known = "、".join(suffixes)
        self.reason = f"没有可用的文章；请放入 {known} 文件"
        self.problems = problems
        """With the files that are there."""
        super().__init__("\n".join([f"{folder}: {self.reason}", *map(str, problems)]))


class QuestionSetError(KnowledgeError):
    """A line of a question set that is not of the form that `evaluate` describes."""

    def __init__(self, path: Path, line: int, reason: str) -> None:
        super().__init__(f"{path}:{line}: {reason}")


class EmbedderFault(KnowledgeError):
    """The model of the extra `semantic` is there and cannot be used."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"语义模型不能用（{reason}），只按字面查找；可重新安装 changyouda[semantic]，"
            '或在 bot.yaml 写 ranking.semantic: "off"'
        )


class ProcessorTooOld(EmbedderFault):
    """The library would end the process on this one."""

    def __init__(self, missing: Iterable[str]) -> None:
        super().__init__(f"处理器没有 {'、'.join(sorted(missing))} 指令")


class ModelDamaged(EmbedderFault):
    """The file of the model is not the one that weights were learned with."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} 已损坏")


class ModelFails(EmbedderFault):
    """The library raised something."""

    def __init__(self, error: Exception) -> None:
        super().__init__(f"{type(error).__name__}: {error}")


class NoEmbeddings(EmbedderFault):
    """What the library returned are no embeddings."""

    def __init__(self, vectors: object) -> None:
        super().__init__(f"模型给出的不是向量：{vectors!r:.60}")

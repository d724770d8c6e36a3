"""Words that ask."""

import pytest

from knowledge.asking.words import asks
from knowledge.normal import fold


@pytest.mark.parametrize(
    "text",
    [
        "低保多少钱",
        "几多钱",
        "养老院有几家",
        "呢个系乜嘢",
        "做咩要申请",
        "谁管这个事",
        "啥时候发",
        "咋申请",
        "點樣申請",
        "能不能办",
        "可以办不",
        "外地人给办伐",
        "有没有补贴",
        "是不是免费",
        "老人免费坐车吗",
        "那残疾人呢",
        "请问低保标准",
        "低保标准？",
        "how to apply",
        "多大年纪能领",
        "行不行",
    ],
)
def test_what_asks(text: str) -> None:
    assert asks(fold(text).text)


@pytest.mark.parametrize(
    "text",
    [
        "低保标准",
        "我家好几口人都病了",
        "我什么都不懂",
        "几年前我离了婚",
        "不知道怎么办",
        "谁都不管我",
        "几乎没有收入",
        "养老院",
    ],
)
def test_what_does_not_ask(text: str) -> None:
    assert not asks(fold(text).text)

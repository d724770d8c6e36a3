"""Questions grouped by likeness."""

from hypothesis import given
from hypothesis import strategies as st

from knowledge.journal.likeness import Group, grouped


def test_nothing_asked() -> None:
    assert grouped([]) == ()


def test_the_same_in_other_writing_is_one_group() -> None:
    assert grouped(
        ["低保怎么申请？", "请问低保怎么申请", "低保　　怎么申请呀", "低保怎麼申請嗎"]
    ) == (Group("低保怎么申请？", 4, ("低保怎麼申請嗎", "低保 怎么申请呀", "请问低保怎么申请")),)


def test_what_is_asked_most_comes_first() -> None:
    groups = grouped(
        ["公积金怎么提取", "公积金怎么提取", "身份证怎么补办", "公积金如何提取", "驾照换证"]
    )
    assert [(group.question, group.count) for group in groups] == [
        ("公积金怎么提取", 3),
        ("身份证怎么补办", 1),
        ("驾照换证", 1),
    ]
    assert groups[0].others == ("公积金如何提取",)


def test_a_common_way_of_asking_is_no_likeness() -> None:
    asked = [
        f"{thing}怎么办理" for thing in ("护照", "驾照", "社保卡", "居住证", "结婚证", "营业执照")
    ]
    assert len(grouped(asked)) == 6


def test_questions_without_words_are_kept() -> None:
    assert {group.question for group in grouped(["？？", "谢谢", "👍"])} == {"？？", "谢谢", "👍"}


@given(st.lists(st.text(max_size=12)))
def test_every_question_is_counted_once(questions: list[str]) -> None:
    groups = grouped(questions)
    assert sum(group.count for group in groups) == len(questions)
    told = [question for group in groups for question in (group.question, *group.others)]
    assert sorted(told) == sorted({" ".join(question.split()) for question in questions})

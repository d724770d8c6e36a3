"""Buttons: what is packed comes back, within Telegram's 64 bytes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.buttons import (
    Again,
    Article,
    Articles,
    Button,
    Context,
    Example,
    Page,
    Pressed,
    Reading,
    Section,
    Sources,
    Speak,
    Vote,
    pack,
    unpack,
)

EDITION = "14dfa25409ed"

_NUMBER = st.integers(0, 10**6)
_BACK = st.one_of(
    st.builds(Page, _NUMBER),
    st.builds(Reading, _NUMBER),
    st.builds(Section, _NUMBER, _NUMBER, _NUMBER),
)
_BUTTON: st.SearchStrategy[Button] = st.one_of(
    _BACK,
    st.builds(Context, _NUMBER, _BACK),
    st.builds(Articles, _NUMBER),
    st.builds(Article, _NUMBER, _NUMBER),
    st.builds(Vote, st.integers(0, 10**12), st.integers(0, 1)),
    st.just(Again()),
    st.builds(Example, _NUMBER),
    st.builds(Sources, _NUMBER),
    st.builds(Speak, _NUMBER),
)


@given(_BUTTON)
def test_what_is_packed_comes_back(button: Button) -> None:
    data = pack(EDITION, button)
    assert len(data.encode()) <= 64
    assert unpack(data) == Pressed(EDITION, button)


@pytest.mark.parametrize(
    ("button", "data"),
    [
        (Page(2), "14dfa25409ed:p.2"),
        (Again(), "14dfa25409ed:a"),
        (Context(7, Section(0, 3, 1)), "14dfa25409ed:c.7+s.0.3.1"),
        (Vote(12, 1), "14dfa25409ed:v.12.1"),
    ],
)
def test_the_form_stays_for_messages_that_were_sent_long_ago(button: Button, data: str) -> None:
    assert pack(EDITION, button) == data
    assert unpack(data) == Pressed(EDITION, button)


_NOT_PACKED = (
    *("", "again", ":", "x:y", "e:p", "e:p.", "e:p.1.2", "e:p.-1", "e:p.１", "e:p.1+p.1"),
    *("e:c.1", "e:c.1+", "e:c.1+a", "e:c.1+c.1+p.0", "e:z.1", "e:p.1 ", "e:p." + "9" * 16),
)


@pytest.mark.parametrize("data", _NOT_PACKED)
def test_what_nobody_packed_is_no_button(data: str) -> None:
    assert unpack(data) is None


@given(st.text(max_size=64))
def test_any_data_is_read_without_a_failure(data: str) -> None:
    assert unpack(data) is None or ":" in data


def test_a_button_that_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="of at most 64"):
        pack(EDITION, Context(10**20, Section(10**20, 10**9, 10**9)))


def test_an_edition_that_changed_outdates_what_points_into_it() -> None:
    old = unpack(pack("0" * 12, Page(0)))
    assert old is not None
    assert old.is_of("0" * 12)
    assert not old.is_of(EDITION)
    for button in (Vote(1, 1), Again(), Speak(0)):
        lasting = unpack(pack("0" * 12, button))
        assert lasting is not None
        assert lasting.is_of(EDITION)

"""The text for analysis and the way back to the text as given."""

import unicodedata
from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from ingest.normalising import normalise

TRICKY = st.sampled_from(
    [
        *"aeuoyd \n.",
        "\r\n",
        "\r",
        "\u0301",
        "\u0323",
        "\u0302",
        "\u031b",
        "ế",
        "ệ",
        "ê",
        "\u200b",
        "\ufeff",
        "\u00a0",
        "\u212b",
        "\u0344",
        "\u1100",
        "\u1161",
        "\u11a8",
        "\u0958",
        "\x07",
        "\u2028",
        "Tiế",
        "ng",
    ]
)
TEXTS = st.lists(TRICKY, max_size=40).map("".join) | st.text(max_size=60)


def as_analysed(text: str) -> str:
    return normalise(text).text


@given(TEXTS)
@example("e\u0302\u0301")
@example("\u0301a")
def test_text_is_nfc_without_unseen_characters(text: str) -> None:
    found = as_analysed(text)
    assert unicodedata.is_normalized("NFC", found)
    assert not set(found) & set("\r\u200b\ufeff\u00a0\u2028\x07")


@given(TEXTS, st.data())
def test_every_span_leads_back_to_its_own_characters(text: str, data: st.DataObject) -> None:
    found = normalise(text)
    start = data.draw(st.integers(0, len(found.text)))
    end = data.draw(st.integers(start, len(found.text)))
    first, last = found.to_original((start, end))
    assert 0 <= first <= last <= len(text)
    assert found.text[start:end] in as_analysed(text[first:last])


@given(TEXTS)
def test_neighbouring_characters_come_from_neighbouring_or_the_same_characters(text: str) -> None:
    found = normalise(text)
    spans = [found.to_original((i, i + 1)) for i in range(len(found.text))]
    assert all(before[1] <= after[0] or before == after for before, after in pairwise(spans))


@given(st.text(alphabet="Ngoại trưởng Nga gặp Mỹ.\n", max_size=80))
def test_nothing_moves_where_nothing_changes(text: str) -> None:
    found = normalise(text)
    assert found.text == text
    assert found.steps == ()


def test_decomposed_text_leads_back_exactly() -> None:
    composed = "Ngày 8/4/2010 tại Praha, hai tổng thống ký Hiệp ước New START."
    decomposed = unicodedata.normalize("NFD", composed)
    found = normalise(decomposed)
    assert found.text == composed
    start = composed.index("Hiệp ước")
    first, last = found.to_original((start, start + len("Hiệp ước")))
    assert decomposed[first:last] == unicodedata.normalize("NFD", "Hiệp ước")


def test_windows_line_ends_and_unseen_characters_stay_outside_of_spans() -> None:
    text = "\ufeffNga\r\nMỹ\u200b ký"
    found = normalise(text)
    assert found.text == "Nga\nMỹ ký"
    assert [text[slice(*found.to_original(span))] for span in ((0, 3), (4, 6), (7, 9))] == ["Nga", "Mỹ", "ký"]


def test_letters_of_a_language_are_replaced_one_by_one() -> None:
    assert normalise("Ðức", {ord("Ð"): "Đ"}).text == "Đức"


def test_a_million_decomposed_characters_take_seconds() -> None:
    text = unicodedata.normalize("NFD", "Tổng thống Mỹ ") * 50_000
    found = normalise(text)
    assert found.to_original((len(found.text) - 3, len(found.text) - 1)) == (len(text) - 4, len(text) - 1)

"""What training names and what extraction looks up by rows are the same features."""

from __future__ import annotations

import numpy as np
import pytest

from ingest import aspects, cleaning, date_flow, event_dates, events, features, roles, stretches
from ingest.candidates import candidates
from ingest.classifier import chosen
from ingest.pipeline import Understood, load_models, understand

_PUBLISHED = "2018-06-13"
_TEXT = (
    "Tổng thống Mỹ gặp nhà lãnh đạo Triều Tiên tại Singapore\n\n"
    "Ngày 12/6/2018, Tổng thống Mỹ Donald Trump và nhà lãnh đạo Triều Tiên Kim Jong-un đã ký tuyên bố chung tại "
    "Singapore. Ông Trump nói: “Chúng tôi sẽ ngừng tập trận và không rút quân khỏi Hàn Quốc”. Trước đó, ngày "
    "24/5, ông từng tuyên bố hủy cuộc gặp. Hàn Quốc hoan nghênh và kêu gọi hai nước tiếp tục đàm phán, đàm phán.\n"
)
"""The meeting of Singapore; one word stands twice in a row, and words of the same role do."""


_REPEATED = (
    "Mỹ và Liên Xô đã ký hiệp ước, đã hội đàm\n\n"
    "Ngày 8/12/1987, Tổng thống Mỹ Ronald Reagan và nhà lãnh đạo Liên Xô Mikhail Gorbachev đã hội đàm, đã ký Hiệp ước "
    "INF, đã cam kết không sản xuất, không thử và không triển khai tên lửa tầm trung, và đã cam kết, đã hứa sẽ hủy "
    "tên lửa cũ. Trước đó, trước đó nữa, hai bên đã đàm phán, đã đàm phán, “đã đàm phán và đã đàm phán”.\n"
)
"""The treaty of Washington, in words of the same roles again and again."""


@pytest.fixture(scope="module")
def understood() -> Understood:
    return understand(cleaning.clean(_TEXT), _PUBLISHED, "vi")


def test_candidates_weigh_the_same_by_name_and_by_row(understood: Understood) -> None:
    reading, models = understood.reading, load_models("vi")
    looks = [
        look
        for group in candidates(reading)
        for look in features.of_candidates(reading, group, 0.3, understood.cast.standing)
    ]
    keys = reading.tokens.keys
    named = [
        [
            *aspects.names(look.own),
            *aspects.names(look.of_sentence),
            *stretches.names(keys, stretches.pairs_of(keys), features.PAIRS, look.stretches),
        ]
        for look in looks
    ]
    assert len(looks) > 5
    rows = events._looked_up(models.telling, reading, looks)
    for place, model in ((events.TELL, models.tell), (events.TYPE, models.type), (events.STATUS, models.status)):
        found = models.telling.scores(place, rows) + model.bias
        assert np.allclose(found, model.scores(named), atol=1e-4)


def test_actors_and_dates_weigh_the_same_by_name_and_by_row(understood: Understood) -> None:
    reading, models = understood.reading, load_models("vi")
    flows = date_flow.Flows(reading, _PUBLISHED)
    yes = models.date.labels.index("yes")
    for group in candidates(reading):
        for candidate in group:
            told = roles.Told(None, None)
            options = roles.options(candidate, understood.cast, told)
            looks = roles.features(reading, candidate, "CONSULT", options)
            rows = [models.taking.rows(look) for look in looks]
            named = [aspects.names(look) for look in looks]
            further = models.taking.scores(events.FURTHER, rows) + models.further.bias
            assert np.allclose(further, models.further.scores(named), atol=1e-4)
            for place, model in ((events.SOURCE, models.source), (events.TARGET, models.target)):
                assert np.allclose(models.taking.scores(place, rows), model.scores(named), atol=1e-3)

            flow = flows.into(candidate.sentence, "happened")
            dates = event_dates.options(candidate, "CONSULT", flow, _PUBLISHED)
            look = event_dates.features(reading, candidate, "CONSULT", "happened", dates, flow, _PUBLISHED)
            (shares,) = models.dating.shares([look], [dates])
            scores = models.date.scores(event_dates.names(look, dates))[:, yes]
            assert np.allclose(shares, chosen(scores, [len(dates)])[0], atol=1e-5)


@pytest.mark.parametrize("text", [_TEXT, _REPEATED])
def test_aspects_of_an_item_name_no_feature_twice(text: str) -> None:
    """Words of one role and acts of one type stand there several times: rows are not looked through for them."""
    understood = understand(cleaning.clean(text), _PUBLISHED, "vi")
    reading = understood.reading
    flows = date_flow.Flows(reading, _PUBLISHED)
    named: list[list[str]] = []
    for group in candidates(reading):
        for look in features.of_candidates(reading, group, 0.3, understood.cast.standing):
            named += [aspects.names(look.own), aspects.names(look.of_sentence)]
        for candidate in group:
            options = roles.options(candidate, understood.cast, roles.Told(None, None))
            named += map(aspects.names, roles.features(reading, candidate, "CONSULT", options))
            for doer in options:
                others = [option for option in options if option is not doer]
                named += [
                    aspects.names(roles.beside_doer(candidate, "CONSULT", option, doer, passive=False))
                    for option in others
                ]
                named.append(aspects.names(roles.of_nobody(reading, candidate, "CONSULT", doer, others, passive=False)))
            flow = flows.into(candidate.sentence, "happened")
            dates = event_dates.options(candidate, "CONSULT", flow, _PUBLISHED)
            look = event_dates.features(reading, candidate, "CONSULT", "happened", dates, flow, _PUBLISHED)
            named += map(aspects.names, [look.of_act, *look.of_options])
    assert len(named) > 100
    assert [names for names in named if len(names) > len(set(names))] == []


def test_aspects_are_looked_up_in_order() -> None:
    index = aspects.AspectIndex({"mb=negation": 4, "ab=CONSULT": 7})
    told: list[aspects.Aspect] = [
        (aspects.single, "ab", "CONSULT"),
        (aspects.double, "edge", 0, 1),
        (aspects.single, "mb", "negation"),
    ]
    assert aspects.names(told) == ["ab=CONSULT", "edge=0,1", "mb=negation"]
    assert list(memoryview(index.rows(told)).cast("i")) == [7, 4]


def test_words_and_pairs_that_no_feature_knows_have_the_row_of_nothing() -> None:
    words = stretches.WordIndex({"l=ký": 0, "r=ký": 1, "c2=đã ký": 2, "t=ký": 3}, ("l", "r"), ("c2",), 9)
    found = {
        template: list(memoryview(rows).cast("i")) for template, rows in words.of(["đã", "ký", "đã", "thăm"]).items()
    }
    assert found == {"l": [9, 0, 9, 9], "r": [9, 1, 9, 9], "c2": [2, 9, 9]}


def test_groups_of_options_may_be_empty() -> None:
    shares = chosen(np.array([0.0, 0.0, 5.0], dtype=np.float32), [0, 2, 0, 1])
    assert shares == [[], [0.5, 0.5], [], [1.0]]
    assert chosen(np.zeros(0, dtype=np.float32), [0, 0]) == [[], []]

"""A corpus of Vietnamese time expressions: one value in many phrasings, the span exact, published 2019-06-19."""

from __future__ import annotations

import pytest
from marked_times import found, mentions, unmark

POINTS: dict[str, list[str]] = {
    "2019-06-12": [
        "Hai ngoại trưởng gặp nhau [[ngày 12/6]].",
        "Hai ngoại trưởng gặp nhau vào [[ngày 12-6]].",
        "Hai ngoại trưởng gặp nhau [[hôm 12/6]] tại Paris.",
        "Hai ngoại trưởng gặp nhau trong [[ngày 12.6]].",
        "[[Ngày 12 tháng 6]], hai ngoại trưởng gặp nhau.",
        "[[Ngày 12/6/2019]], hai ngoại trưởng gặp nhau.",
        "[[Ngày 12-6-2019]], hai ngoại trưởng gặp nhau.",
        "[[Ngày 12 tháng 6 năm 2019]], hai ngoại trưởng gặp nhau.",
        "[[Ngày 12/6 năm nay]], hai ngoại trưởng gặp nhau.",
        "Họ gặp nhau [[sáng 12/6]] ở Geneva.",
        "Họ gặp nhau [[tối ngày 12/6]] ở Geneva.",
        "Họ gặp nhau lúc [[9h30 sáng 12/6]] ở Geneva.",
        "Họ gặp nhau lúc [[20h ngày 12/6]] ở Geneva.",
        "Họ gặp nhau vào khoảng [[7h59 ngày 12/6]].",
        "Họ gặp nhau lúc [[16h (giờ Hà Nội) ngày 12/6]].",
        "Họ gặp nhau [[rạng sáng ngày 12/6]] (giờ địa phương).",
        "Họ gặp nhau vào [[12/6]].",
        "Cuộc họp kéo dài từ sáng tới [[đêm 12/6]].",
        "Họ gặp nhau [[thứ Tư (12/6)]].",
        "Họ gặp nhau [[thứ Tư, 12/6]], theo AFP.",
        "Họ gặp nhau [[thứ tư ngày 12/6]].",
        "Họ gặp nhau [[thứ Tư tuần trước]].",
        "Họ gặp nhau [[hôm thứ tư tuần trước (12-6)]].",
        "Họ gặp nhau [[tối 12/6 vừa qua]].",
        "Họ gặp nhau [[ngày 12 tháng này]].",
        "Họ gặp nhau [[cách đây bảy ngày]].",
        "Họ gặp nhau [[7 ngày trước]].",
        "Họ gặp nhau [[7 ngày trước đây]], theo AFP.",
    ],
    "2019-06-19": [
        "Ông [[hôm nay]] lên đường.",
        "Ông [[sáng nay]] lên đường.",
        "Ông lên đường [[chiều tối nay]].",
        "[[Hôm nay (19-6)]], ông lên đường.",
        "[[Hôm nay 19/6]], ông lên đường.",
        "[[Ngày hôm nay]], ông lên đường.",
        "Ông lên đường lúc [[9h sáng nay]].",
        "Ông lên đường [[hôm thứ Tư]].",
    ],
    "2019-06-18": [
        "Bà [[hôm qua]] bác bỏ cáo buộc.",
        "Bà [[hôm qua 18/6]] bác bỏ cáo buộc.",
        "Bà bác bỏ cáo buộc [[tối qua]].",
        "Bà bác bỏ cáo buộc [[sáng sớm ngày hôm qua]].",
        "Bà bác bỏ cáo buộc [[đêm qua (18/6)]].",
        "Bà bác bỏ cáo buộc [[hôm thứ Ba]].",
        "Bà bác bỏ cáo buộc [[chiều thứ Ba (18/6)]].",
    ],
    "2019-06-20": [
        "Hai bên sẽ họp [[ngày mai]].",
        "Hai bên sẽ họp [[sáng mai]].",
        "Hai bên sẽ họp [[ngày 20/6 tới]].",
        "Hai bên sẽ họp [[thứ Năm tuần này]].",
        "Hai bên sẽ họp [[ngày mai (20/6)]].",
    ],
    "2019-07-04": [
        "Lễ ký sẽ diễn ra [[ngày 4/7]].",
        "Lễ ký sẽ diễn ra vào [[4/7 tới]].",
        "Lễ ký diễn ra [[15 ngày nữa]].",
    ],
    "2018-12-23": [
        "Ông từ chức [[hôm 23/12]].",
        "Ông từ chức [[ngày 23/12 năm ngoái]].",
        "Ông từ chức [[ngày 23/12/2018]].",
    ],
    "1973-01-27": [
        "Hiệp định Paris được ký [[ngày 27/1/1973]].",
        "Hiệp định Paris được ký [[ngày 27 tháng 1 năm 1973]].",
        "Hiệp định Paris được ký [[ngày 27-1-1973]].",
    ],
    "2019-06-22": ["Họ sẽ đến [[thứ Bảy tuần này]].", "Họ sẽ đến [[thứ bảy tới]]."],
    "2019-06-23": ["Cử tri đi bầu [[Chủ nhật tuần này]].", "Cử tri đi bầu vào [[chủ nhật tới]]."],
    "2019-06-24": ["Phiên họp sẽ mở [[thứ hai tuần tới]].", "Phiên họp sẽ mở [[thứ hai tuần sau (ngày 24/6)]]."],
    "2018-12-25": [
        "Giáo hoàng đọc thông điệp [[Giáng sinh 2018]].",
        "Giáo hoàng đọc thông điệp [[Giáng sinh năm ngoái]].",
    ],
    "2019-02-05": ["Dịp [[Tết Nguyên đán 2019]], chợ đông.", "Dịp [[Tết Nguyên đán năm nay]], chợ đông."],
}

LONGER: dict[str, list[str]] = {
    "2019-06-10/2019-06-16": [
        "Quốc hội thông qua luật [[tuần trước]].",
        "Quốc hội thông qua luật [[hồi tuần trước]].",
        "Quốc hội thông qua luật trong [[tuần qua]].",
        "Quốc hội thông qua luật [[tuần vừa qua]].",
    ],
    "2019-06-17/2019-06-23": [
        "Hai nước [[tuần này]] nối lại đàm phán.",
        "Hai nước [[đầu tuần này]] nối lại đàm phán.",
        "Hai nước [[hồi đầu tuần]] nối lại đàm phán.",
    ],
    "2019-06-24/2019-06-30": ["Đoàn sẽ tới Hà Nội [[tuần tới]].", "Đoàn sẽ tới Hà Nội vào [[tuần sau]]."],
    "2019-06-15/2019-06-16": [
        "Họ gặp riêng [[cuối tuần qua]].",
        "Họ gặp riêng [[hồi cuối tuần trước]].",
        "Họ gặp riêng vào [[cuối tuần vừa rồi]].",
    ],
    "2019-06-22/2019-06-23": [
        "Họ sẽ gặp riêng [[cuối tuần này]].",
        "Họ sẽ gặp riêng trong [[hai ngày cuối tuần này]].",
    ],
    "2019-06-05/2019-06-11": [],
    "2019-05": [
        "Lệnh được ban hành [[tháng trước]].",
        "Lệnh được ban hành [[hồi tháng 5]].",
        "Lệnh được ban hành [[tháng 5 vừa qua]].",
        "Lệnh được ban hành [[hồi tháng Năm]].",
        "Lệnh được ban hành vào [[tháng 5/2019]].",
        "Lệnh được ban hành vào [[tháng 5-2019]].",
        "Lệnh được ban hành [[tháng 5 năm nay]].",
        "Lệnh được ban hành [[cuối tháng 5]].",
        "Lệnh được ban hành [[hồi giữa tháng trước]].",
        "Lệnh được ban hành [[cách đây một tháng]].",
    ],
    "2019-09": [
        "Thủ tướng mới sẽ nhậm chức [[đầu tháng 9 tới]].",
        "Thủ tướng mới sẽ nhậm chức vào [[tháng 9]].",
        "Thủ tướng mới sẽ nhậm chức vào [[tháng Chín]].",
    ],
    "2018-11": [
        "Ông nhậm chức [[tháng 11 năm ngoái]].",
        "Ông nhậm chức [[hồi tháng 11]].",
        "Ông nhậm chức [[tháng 11 năm 2018]].",
        "Ông nhậm chức [[tháng mười một năm ngoái]].",
    ],
    "2019-06": ["Thoả thuận có thể được ký [[cuối tháng này]].", "Thoả thuận có thể được ký [[cuối tháng]]."],
    "2019-07": ["Thoả thuận có thể được ký [[tháng tới]].", "Thoả thuận có thể được ký [[tháng sau]]."],
    "2019": [
        "Kim ngạch [[năm nay]] sẽ tăng.",
        "Kim ngạch [[năm 2019]] sẽ tăng.",
        "Kim ngạch sẽ tăng vào [[cuối năm nay]].",
        "Kim ngạch sẽ tăng vào [[cuối năm]].",
        "Kim ngạch đã tăng từ [[đầu năm]].",
        "Kim ngạch đã tăng từ [[những tháng đầu năm nay]].",
    ],
    "2018": ["Bà thắng cử [[năm ngoái]].", "Bà thắng cử [[hồi năm ngoái]].", "Bà thắng cử [[đầu năm 2018]]."],
    "2020": [
        "Bầu cử diễn ra [[năm sau]].",
        "Bầu cử diễn ra vào [[cuối năm tới]].",
        "Ông tranh cử tổng thống Mỹ [[2020]].",
    ],
    "1982": [
        "Công ước Luật biển [[năm 1982]] có hiệu lực.",
        "Họ viện dẫn Công ước Luật biển (UNCLOS) [[1982]].",
        "Họ viện dẫn UNCLOS [[1982]] của Liên Hợp Quốc.",
    ],
    "2009": [
        "Ông rời chức [[cách đây 10 năm]].",
        "Ông rời chức [[gần 10 năm trước]].",
        "Ông rời chức [[một thập kỷ trước]].",
    ],
    "198X": [
        "Vũ khí này có từ [[thập niên 1980]].",
        "Vũ khí này có từ [[những năm 1980]].",
        "Vũ khí này có từ [[cuối những năm 1980]].",
        "Vũ khí này có từ [[thập niên 80]].",
        "Vũ khí này có từ [[đầu thập kỷ 80]].",
    ],
    "18XX": ["Pháo đài xây từ [[thế kỷ 19]].", "Pháo đài xây từ [[cuối thế kỷ XIX]]."],
    "2019-06/2019-08": ["Cuộc thử diễn ra [[mùa hè này]].", "Cuộc thử diễn ra vào [[mùa hè năm nay]]."],
    "2018-12/2019-02": ["Tuyết phủ trắng [[mùa đông năm 2018]]."],
    "2018-01/2018-06": ["Xuất khẩu [[6 tháng đầu năm 2018]] tăng.", "Xuất khẩu [[nửa đầu năm 2018]] tăng."],
    "2018-07/2018-09": ["Xuất khẩu [[quý III năm 2018]] tăng.", "Xuất khẩu [[quý 3/2018]] tăng."],
}

INTERVALS: dict[str, list[str]] = {
    "2016-10/2017-09": [
        "Việc này kéo dài [[từ 10/2016 đến 9/2017]].",
        "Việc này kéo dài [[từ tháng 10/2016 đến tháng 9/2017]].",
        "Việc này kéo dài [[từ tháng 10 năm 2016 đến tháng 9 năm 2017]].",
    ],
    "2019-06-09/2019-06-21": [
        "Tập trận diễn ra [[từ ngày 9-21/6]].",
        "Tập trận diễn ra [[ngày 9-21/6]].",
        "Tập trận diễn ra [[từ ngày 9 đến 21/6]].",
        "Tập trận diễn ra [[từ 9/6 đến 21/6]].",
        "Tập trận diễn ra [[từ ngày 9/6 đến ngày 21/6/2019]].",
        "Tập trận diễn ra [[từ ngày 9 đến ngày 21-6]].",
    ],
    "2012/2014": [
        "Ông là đại sứ [[giai đoạn 2012-2014]].",
        "Ông là đại sứ trong [[giai đoạn 2012 - 2014]].",
        "Ông là đại sứ [[từ năm 2012 đến năm 2014]].",
        "Ông là đại sứ [[từ 2012 đến 2014]].",
        "Ông là đại sứ [[năm 2012-2014]].",
        "Ông là đại sứ (nhiệm kỳ [[2012-2014]]).",
    ],
    "2012/..": [
        "Lực lượng này đóng tại đây [[từ năm 2012 đến nay]].",
        "Lực lượng này đóng tại đây [[kể từ năm 2012 đến nay]].",
        "Lực lượng này đóng tại đây [[từ cuối năm 2012 tới nay]].",
    ],
    "2019-06-11/2019-06-12": ["Ông thăm Đức trong [[hai ngày 11-12/6]]."],
    "2018-10/2019-04": ["Con số [[từ tháng 10 năm ngoái đến tháng 4 năm nay]] tăng."],
}

LENGTHS: dict[str, list[str]] = {
    "P5Y": [
        "Ông giữ chức [[trong 5 năm]].",
        "Ông lĩnh án [[5 năm]] tù.",
        "Ông lĩnh án [[năm năm]] tù.",
        "Xuất khẩu tăng trong [[5 năm qua]].",
        "Ông rời Nhà Trắng [[hơn 5 năm]] trước khi vụ kiện kết thúc.",
    ],
    "PT48H": ["Họ phải rời đi [[trong vòng 48 giờ]].", "Họ phải rời đi [[trong 48 tiếng]]."],
    "P60Y": ["Quan hệ xấu nhất trong [[60 năm qua]]."],
    "P1Y": ["Căng thẳng leo thang [[trong năm qua]].", "Bà nhậm chức được [[một năm]]."],
    "P2W": ["Bản báo cáo ra đời [[hai tuần]] trước cuộc gặp.", "Chuyến đi kéo dài [[gần hai tuần]]."],
    "P2W/P3W": ["Việc này mất [[hai đến ba tuần]].", "Việc này mất [[2-3 tuần]]."],
    "P1Y6M": ["Bà chờ [[một năm rưỡi]] mới được gặp."],
    "P50Y": ["Thoả thuận đầu tiên sau [[nửa thế kỷ]].", "Thoả thuận đầu tiên sau [[5 thập kỷ]]."],
    "PT15M": ["[[15 phút]] sau, báo động được gỡ bỏ."],
    "P6M": ["Hiệp ước hết hiệu lực sau [[nửa năm]]."],
    "every year": [
        "Hai nước họp [[hàng năm]].",
        "Hai nước họp [[mỗi năm một lần]].",
        "Đây là cuộc họp [[thường niên]].",
    ],
    "every 6 months": ["Quân được luân chuyển [[mỗi 6 tháng]].", "Quân được luân chuyển [[cứ 6 tháng một lần]]."],
    "every day": ["Ông nhận báo cáo [[hàng ngày]].", "Ông nhận báo cáo [[mỗi ngày]]."],
    "every year on --04-01": ["Quan chức kê khai trước [[ngày 1/4 hàng năm]]."],
}

EVERYTHING = [
    (value, marked)
    for group in (POINTS, LONGER, INTERVALS, LENGTHS)
    for value, phrasings in group.items()
    for marked in phrasings
]


@pytest.mark.parametrize(("value", "marked"), EVERYTHING)
def test_value_and_span(value: str, marked: str) -> None:
    text, words = unmark(marked)
    assert found(text) == [(word, value) for word in words]


@pytest.mark.parametrize(
    ("marked", "values"),
    [
        ("Ông thăm Hà Nội [[ngày 8]] và [[11/2]].", ["2019-02-08", "2019-02-11"]),
        ("Ông thăm Hà Nội các [[ngày 8]], [[9]] và [[11/2]].", ["2019-02-08", "2019-02-09", "2019-02-11"]),
        ("Thuế tăng từ [[ngày 1/9]] và [[15/12]].", ["2019-09-01", "2019-12-15"]),
        ("Ông tranh cử các [[năm 1988]] và [[2008]].", ["1988", "2008"]),
        ("Gorbachev và Reagan gặp nhau [[tháng 12]] và [[tháng 5/1988]].", ["1987-12", "1988-05"]),
        ("Hai bên ký [[ngày 8/4]] và [[22/12/2010]].", ["2010-04-08", "2010-12-22"]),
        ("Hai bên gặp [[hồi tháng 4]], [[tháng 6]] và [[tháng 12 năm 2010]].", ["2010-04", "2010-06", "2010-12"]),
        ("Nghị quyết [[năm 2015]], [[tuần trước]] bị phá vỡ.", ["2015", "2019-06-10/2019-06-16"]),
        ("Hai bên gặp [[tháng 4/2017]]; đến [[tháng 11 năm đó]] lại gặp.", ["2017-04", "2017-11"]),
        ("Ông phát biểu [[ngày 13/6]]. [[Cùng ngày]], Iran đáp lại.", ["2019-06-13", "2019-06-13"]),
        ("Ông phát biểu [[ngày 13/6]]. [[Ngày hôm sau]], Iran đáp lại.", ["2019-06-13", "2019-06-14"]),
        ("Ông phát biểu [[ngày 13/6]]. [[Hai ngày sau đó]], Iran đáp lại.", ["2019-06-13", "2019-06-15"]),
        ("Ông phát biểu [[ngày 13/6]]; [[một ngày trước đó]], Iran cảnh báo.", ["2019-06-13", "2019-06-12"]),
        (
            "Ông lên tiếng [[ngày 13/6]]; hiệp ước hết hạn [[năm 2026]]. [[Hai ngày sau]], Iran đáp lại.",
            ["2019-06-13", "2026", "2019-06-15"],
        ),
        (
            "Ông lên tiếng [[ngày 13/6]]; vụ bắt giữ xảy ra [[tháng 12/2018]]. [[Hai ngày sau]], Iran đáp lại.",
            ["2019-06-13", "2018-12", "2018-12"],
        ),
        ("Thu nhập [[năm 2018]] giảm so với [[năm trước đó]].", ["2018", "2017"]),
        ("Chi tiêu [[năm 2018]] bằng nửa của Mỹ [[cùng năm]].", ["2018", "2018"]),
        ("[[Đầu tháng 8/2008]], quân đội tiến vào. Nga can thiệp [[ngày 8/8]].", ["2008-08", "2008-08-08"]),
        ("[[10 tháng đầu năm 2018]] tăng so với [[cùng kỳ năm 2017]].", ["2018-01/2018-10", "2017-01/2017-10"]),
        ("Ông đến [[tối thứ Hai]] và rời đi [[sáng thứ Ba]].", ["2019-06-17", "2019-06-18"]),
    ],
)
def test_times_that_lean_on_each_other(marked: str, values: list[str]) -> None:
    text, words = unmark(marked)
    assert found(text) == list(zip(words, values, strict=True))


@pytest.mark.parametrize(
    ("text", "mod"),
    [("đầu tháng 9 tới", "start"), ("hồi giữa tháng 5", "mid"), ("cuối năm 2018", "end"), ("tháng 5", None)],
)
def test_part_of_a_period(text: str, mod: str | None) -> None:
    assert [mention.mod for mention in mentions(text)] == [mod]


@pytest.mark.parametrize(
    ("text", "anchor"),
    [
        ("ngày 12/6/2019", "absolute"),
        ("năm 2015", "absolute"),
        ("ngày 12/6", "published"),
        ("hôm qua", "published"),
        ("trong 5 năm", "absolute"),
    ],
)
def test_what_a_value_rests_on(text: str, anchor: str) -> None:
    assert [mention.anchor for mention in mentions(text)] == [anchor]


def test_the_flow_is_an_anchor() -> None:
    assert [mention.anchor for mention in mentions("ngày 12/6/2018, cùng ngày")] == ["absolute", "flow"]

"""Numbers and words that look like times and are none."""

from __future__ import annotations

import pytest
from marked_times import found

NUMBERS = [
    "Giá dầu tăng 7,67 điểm.",
    "Ủng hộ đạt 50 %.",
    "Ủng hộ đạt 50%.",
    "Thuế tăng 5-10% với hàng nhập.",
    "Đường dây nóng trực 24/7.",
    "Lực lượng túc trực 24/24 giờ.",
    "Đội nhà thắng với tỉ số 2-1.",
    "Đội nhà thắng 3-0 trước đối thủ.",
    "Có khoảng 3 người bị thương.",
    "Cần một phần ba số phiếu.",
    "Cần 2/3 số phiếu để thông qua.",
    "Hơn 1/3 dân số ủng hộ ông.",
    "Chiếm 3/4 diện tích cả nước.",
    "Khoảng 1/5 GDP đến từ dầu mỏ.",
    "Giảm 1/2 số quân đồn trú.",
    "Máy bay F-16 cất cánh.",
    "Nga bán hệ thống S-300 và S -400.",
    "Hội đồng Bảo an thông qua nghị quyết 2118.",
    "Nghị quyết 2397 có hiệu lực.",
    "Gọi số 0243 933 1234 để hỏi.",
    "Quân số là 2.018 người.",
    "Có khoảng 2018 người tham gia.",
    "Trị giá 1.990 tỷ đồng.",
    "Vụ kiện trị giá 10-12 triệu USD.",
    "Độ tuổi từ 12-15 là phổ biến.",
    "Phiên bản 10.12 của phần mềm.",
    "Tàu chạy với tốc độ 20 km/giờ.",
    "Sản lượng 700.000 thùng/ngày.",
    "Máy bay Boeing 727-200 hạ cánh.",
    "Đoạn đường dài 15-20 km.",
    "Mirage 2000 là máy bay Pháp.",
    "Điều 5 của hiệp ước được nhắc lại.",
    "Chỉ 5/29 thành viên đáp ứng.",
    "Nhà máy ở số 12/5 phố Huế.",
    "Kỳ họp thứ 7 khai mạc.",
    "Anh xếp hạng 3 thế giới.",
    "Tỷ giá là 23.456 đồng.",
    "Ông lấy vợ ở tuổi 21.",
]

WORDS = [
    "Năm người bị bắt giữ.",
    "Năm nước ký tuyên bố chung.",
    "Lầu Năm Góc bác bỏ thông tin.",
    "Năm trong số sáu nghị sĩ phản đối.",
    "Căng thẳng ngày càng tăng.",
    "Ảnh hưởng ngày một lớn.",
    "Thế giới ngày nay đã khác.",
    "Ông đứng thứ hai từ trái sang.",
    "Đây là lần thứ ba họ gặp nhau.",
    "Người vợ thứ tư của ông qua đời.",
    "Chiến tranh thế giới thứ Hai kết thúc.",
    "Ông giữ nhiệm kỳ thứ hai.",
    "Ngày thứ hai của hội nghị khai mạc.",
    "Thứ hai, chúng tôi phản đối việc này.",
    "Dự luật được thông qua.",
    "Tên lửa bay qua biên giới.",
    "Ông trải qua nhiều khó khăn.",
    "Tàu đi qua eo biển Đài Loan.",
    "Cựu thủ tướng vừa qua đời.",
    "Nằm ngoài vùng biển quốc tế.",
    "Quý vị đại biểu đứng dậy.",
    "Đây là tài sản quý giá.",
    "Tàu tuần tra xuất hiện.",
    "Họ tuần hành ôn hoà.",
    "Vũ khí tối tân được đưa tới.",
    "Đây là vấn đề tối quan trọng.",
    "Phản ứng trái chiều xuất hiện.",
    "Thương mại hai chiều tăng.",
    "Chiều dài cây cầu là kỷ lục.",
    "Họ thu thập thông tin tình báo.",
    "Hội Chữ thập đỏ gửi hàng.",
    "Sáng kiến Vành đai và Con đường được nhắc tới.",
    "Ông là nhà sáng lập tổ chức.",
    "Chủ tịch nước tiếp khách.",
    "Họ dùng bữa tối với tổng thống.",
    "Cuộc điện đàm giữa hai nước diễn ra tốt đẹp.",
    "Đàm phán đã đến hồi kết.",
    "Chưa bao giờ quan hệ xấu như vậy.",
    "Bây giờ là lúc hành động.",
    "Họ đạt thoả thuận vào phút chót.",
    "Họ nói hai thứ tiếng.",
    "Ông Kim nói được hai tiếng Anh và Pháp.",
    "Ông thăm Nga hai lần.",
    "Các nước trong khu vực lo ngại.",
    "Sau đó, hai bên ký kết.",
    "Trước đó, hai bên bất đồng.",
    "Thế vận hội mùa đông là cơ hội hoà giải.",
    "Phong trào Mùa xuân Ả Rập lan rộng.",
    "Cung điện Mùa Đông mở cửa.",
]

VAGUE = [
    "Gần đây, quan hệ xấu đi.",
    "Hiện nay, hai bên chưa đàm phán.",
    "Thời gian tới, hai bên sẽ đàm phán.",
    "Trong tương lai, hai bên sẽ đàm phán.",
    "Vài ngày sau, ông từ chức.",
    "Vài tuần trước, ông từ chức.",
    "Nhiều năm qua, họ không gặp nhau.",
    "Trong những năm gần đây, thương mại tăng.",
    "Những ngày qua, dư luận quan tâm.",
    "Hàng chục năm nay, tranh chấp kéo dài.",
    "Hàng thập kỷ qua, tranh chấp kéo dài.",
    "Trong vài tháng tới, tình hình sẽ rõ.",
    "Mấy hôm trước, ông còn ở đây.",
    "Ít giờ sau, tin được đăng.",
    "Một ngày nào đó, họ sẽ hoà giải.",
    "Đây là một ngày lịch sử.",
    "Thời Chiến tranh Lạnh, hai khối đối đầu.",
    "Ông là người bạn lâu năm của Nga.",
    "Xưa nay, họ vẫn là đồng minh.",
    "Từ trước đến nay, họ vẫn là đồng minh.",
    "Cho đến nay, chưa có kết quả.",
    "Từng ngày, họ xây lại thành phố.",
]

IMPOSSIBLE = ["Họp ngày 32/1.", "Họp ngày 30/2.", "Họp ngày 5/13.", "Họp ngày 31/4/2019.", "Họp ngày 29/2/2019."]


@pytest.mark.parametrize("text", [*NUMBERS, *WORDS, *VAGUE])
def test_nothing_is_found(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("text", IMPOSSIBLE)
def test_days_that_do_not_exist_get_no_day(text: str) -> None:
    assert all(value is None or len(value) < len("2019-01-01") for _, value in found(text))

"""Words that are about nothing in particular, as data.

Statistics tell what an archive repeats, but not that “đồng chí” or “phát biểu” are the furniture of
reports and no subject; in an archive of few reports they do not even tell what is common. So these
words, which reports on any subject are made of, are written down.
"""


def _entries(text: str) -> frozenset[str]:
    return frozenset(" ".join(entry.split()) for entry in text.split(","))


_EMPTY = """
anh hùng, anh hùng lao động, ban, ban bí thư, ban chấp hành, ban hành, ban lãnh đạo, ban ngành,
ban thi đua, ban thường vụ, ban tổ chức, ban đầu, bao giờ, biên bản, biết, biểu, biểu dương, biểu
hiện, biểu mẫu, biểu quyết, biện pháp, buổi, buổi lễ, buổi sáng, bài, bài học, bài phát biểu, bàn
giao, bày tỏ, bám sát, báo, báo cáo, bên, bên bờ, bình luận, bình quân, bình xét, bí thư, bông hoa
đẹp, bước, bước đầu, bạn đọc, bản, bản thân, bảng, bảo đảm, bầu, bậc, bận, bắt đầu, bắt đầu từ,
bằng khen, bế mạc, bề rộng, bỏ phiếu, bố trí, bổ sung, bộ, bộ phận, bộ trưởng, bức, ca ngợi, cam
kết, cao, cao nhất, cao điểm, chi cục, chi hội, chi nhánh, chi tiết, chia, chia sẻ, chiếc, chiếm,
chiến sĩ, chiến sĩ thi đua, chiều sâu, cho thấy, chung, chung tay, chuyên, chuyên viên, chuyên đề,
chuyến, chuyển, chuyển biến, chuyển dịch, chuyện, chuyện ấy, chuẩn bị, chào mừng, chánh, chánh văn
phòng, chính, chính quyền, chính quyền địa phương, chính thức, chú trọng, chúc mừng, chương trình,
chấm chéo, chấm điểm, chấp hành, chất lượng, chậm, chậm trễ, chặng, chặng đường, chặt chẽ, chỉ
thị, chỉ tiêu, chỉ đạo, chịu ảnh hưởng, chọn, chốt, chỗ, chủ, chủ trì, chủ trương, chủ tịch, chủ
yếu, chủ đề, chủ động, chức danh, chức năng, chứng kiến, con số, cung cấp, cuộc, cuộc họp, cuộc
sống, cá nhân, các cấp, cán bộ, cán bộ công chức, câu, câu chuyện, câu hỏi, có mặt, có được, công
bố, công chức, công khai, công nhận, công ty cổ phần, công tác, công việc, căn, căn cứ, cơ bản, cơ
hội, cơ quan, cơ quan chức năng, cơ quan công an, cơ quan đơn vị, cơ sở, cơ sở đảng, cương quyết,
cả nước, cảm ơn, cấp, cấp cơ sở, cấp trên, cấp uỷ, cần thiết, cố gắng, cổ vũ, cột, cờ, cờ thi đua,
cụ thể hóa, cục, cụm, cụm thi đua, cụm trưởng, củng cố, cử, cử tri, danh hiệu, danh sách, diễn,
diễn biến, diễn ra, diện, doanh, duy trì, dài, dành, dân, dùng, dùng để, dẫn, dẫn đầu, dễ, dịp,
dọc, dụng, dự, dự kiến, dự thảo, dự toán, dựa, dựng, ghi, ghi nhận, gia, giai đoạn, giao, giao
lưu, giao ước, giao ước thi đua, giá, giá trị, giám đốc, giám đốc sở, giúp, giúp việc, giúp đỡ,
giải, giải pháp, giải quyết đúng hạn, giải thưởng, giấy, giấy khen, giấy tờ, giới, giới thiệu,
giữ, gây, góp, góp phần, góp ý, gương mẫu, gương người tốt, gần, gần nhất, gắn, gắn bó, gặp, gặp
gỡ, gọi, gồm, gửi, ha, hiển nhiên, hiểu, hiện, hiện trường, hiện trạng, hiệu lực, hiệu quả, hoàn
chỉnh, hoàn thiện, hoàn thành, hoàn thành tốt, hoạt động, huy động, huyện, huyện uỷ, huân chương,
huân chương lao động, hy vọng, hài lòng, hàng đầu, hành trình, hành động, héc ta, hình thành, hình
thức, hình ảnh, hôm, hôm sau, hăng hái, hơn nữa, hướng, hướng dẫn, hướng tới, hưởng ứng, hạn chế,
hạng ba, hạng nhì, hạng nhất, hằng, hằng ngày, hết sức, hệ thống, họ, học trò, học tập, họp, hỏi,
hồ sơ, hỗ trợ, hộ, hội, hội nghị, hội nghị sơ kết, hội nghị tổng kết, hội thảo, hội trường, hội
viên, hội đồng, hợp, kg, khai, khai mạc, khen, khen thưởng, khu, khu vực, khung, khuyến khích,
khác, khách mời, khách quan, khán giả, khâu, khí thế, khó, khó khăn, không khí, khả năng, khẩn
trương, khắc phục, khẳng định, khối, khối thi đua, khối trưởng, khởi đầu, khởi động, kinh nghiệm,
kinh phí, kiên quyết, kiến nghị, kiểm tra, kiểm điểm, kiện toàn, km, kèm theo, kéo dài, kênh, kêu
gọi, kí, kí kết, ký giao ước, kế hoạch, kết hợp, kết luận, kết quả, kết thúc, kể, kịp thời, kỳ
họp, kỷ niệm, kỷ niệm chương, lan tỏa, lao động giỏi, lao động tiên tiến, linh hoạt, liên hệ, liên
tục, loại, luôn, luật thi đua, làm, làm rõ, làm tốt, làm việc, lá cờ đầu, lâu dài, lâu nay, lãnh
đạo, lãnh đạo tỉnh, lên tiếng, lô, lý do, lĩnh vực, lưu, lưu niệm, lưu ý, lượng, lượt, lại, lấy,
lần, lần đầu, lần đầu tiên, lập, lập thành tích, lễ, lễ ký kết, lễ phát động, lớn, lời, lợi thế,
lợi ích, lựa chọn, lực lượng, lực lượng chức năng, mang, mang lại, minh chứng, minh hoạ, miền,
mong, mong muốn, mua, mét, mét vuông, mô hình, môn, mạng, mạnh, mạnh mẽ, mất, mẫu, mẫu biểu, mặt,
mốc, mối quan hệ, mỗi năm, một nửa, mở, mở rộng, mở đầu, mục tiêu, mục đích, mức, mức độ, nam,
nghe, nghe nói, nghiêm, nghiêm túc, nghiên cứu, nghĩ, nghĩa, nghị quyết, nghị định, nguyên, nguyên
nhân, nguyên tắc, nguồn, nguồn lực, nguồn tin, ngành, ngành chức năng, ngành nghề, ngành địa
phương, ngày càng, ngày đêm, ngôi, người, người dân, người tốt, người đứng, người đứng đầu, ngắn,
nhanh, nhanh chóng, nhiệm kỳ, nhiệm vụ, nhiệt tình, nhu cầu, nhà nước, nhân, nhân dân, nhân dịp,
nhân rộng, nhân rộng điển hình, nhân tố, nhân viên, nhìn, nhóm, như sau, nhấn mạnh, nhận, nhận
thấy, nhận thức, nhận định, nhập, nhắc, nhắc lại, nhờ, niềm, niềm tin, niềm vui, nâng, nâng cao,
nâng cao chất lượng, nâng lên, nâng tầm, nêu, nêu cao, nêu rõ, nòng cốt, nói, năm học, năng lực,
nơi, nước, nước rút, nắm, nắm bắt, nằm, nặng, nền, nổi bật, nỗ lực, nỗi, nội, nội dung, nội vụ,
nộp, nửa, nữ, phiên, phiên họp, phong phú, phong trào, phong trào thi đua, phát, phát biểu, phát
hiện, phát huy, phát sinh, phát động, phát động thi đua, phân công, phân tích, phê duyệt, phí,
phía, phòng, phó, phó bí thư, phó chủ tịch, phó giám đốc, phó thủ tướng, phó trưởng ban, phóng
viên, phù hợp, phương châm, phương hướng, phương pháp, phương thức, phương án, phạm vi, phải, phản
ánh, phấn khởi, phấn đấu, phần, phần thưởng, phối hợp, phổ biến, phụ lục, phụ trách, phục vụ, quan
hệ, quan trọng, quan tâm, quan điểm, quy chế, quy mô, quy trình, quy định, quyết liệt, quyết toán,
quyết tâm, quyết định, quyền, quá trình, quán triệt, quê, quản, quần chúng, quận, quốc ca, ra mắt,
ra quân, rà soát, rõ, rõ rệt, rút, rút kinh nghiệm, rộng, rộng rãi, sai sót, sao, sinh, sinh hoạt,
so, suy tôn, suất, suất quà, suất sắc, sáng kiến, sáng tạo, sâu rộng, sâu sắc, sôi nổi, sơ kết,
sẵn sàng, số liệu, số lượng, số tiền, sống, sớm, sở, sở ngành, sức, sử dụng, sửa, sửa đổi, sự, sự
kiện, sự nghiệp, tham dự, tham gia, tham mưu, thanh toán, thay, thay mặt, thay đổi, theo dõi, thi,
thi đua, thi đua khen thưởng, thiết thực, thiếu, thiếu sót, thiếu tá, thiếu tướng, thoả thuận,
thu, thu hút, thuận lợi, thuộc, thành công, thành lập, thành phần, thành phố, thành tích, thành
uỷ, thành viên, thân, thí điểm, thôn, thông báo, thông qua, thông tin, thông tin ban đầu, thông
tư, thúc đẩy, thư ký, thường trực, thường vụ, thường xuyên, thưởng, thượng tá, thảo luận, thấy,
thẩm quyền, thẩm định, thắng lợi, thế là, thế nào, thể, thể hiện, thị trấn, thị xã, thống nhất,
thời gian, thời gian tới, thời hạn, thời hạn quy định, thời kỳ, thời điểm, thủ trưởng, thủ tướng,
thứ trưởng, thử thách, thực, thực hiện, thực hiện tốt, thực trạng, thực tế, tin tưởng, tin tức,
tinh thần, tiên tiến, tiêu biểu, tiêu chí, tiến hành, tiến độ, tiếp, tiếp nhận, tiếp thu, tiếp
tục, tiếp xúc, tiềm năng, toàn, toàn diện, toàn dân, toàn quốc, toàn thể, trang, trao, trao
thưởng, trao tặng, trao đổi, tri ân, triển khai, trong nước, trung, trung bình, trung tá, trung
tâm, trung tướng, trung ương, truyền thống, trách nhiệm, trân trọng, trình, trình bày, trước mắt,
trường hợp, trưởng, trưởng ban, trưởng khối, trưởng phòng, trưởng thôn, trưởng đoàn, trả lời,
trọng tâm, trọng điểm, trở lại, trở thành, trụ sở, trực thuộc, trực tiếp, tuyên, tuyên dương,
tuyên truyền, tuyến, tuyến đường, tài, tài liệu, tác giả, tác phẩm, tác động, tâm huyết, tên, tìm,
tìm hiểu, tình hình, tình trạng, tích cực, tính, tăng, tăng cao, tăng cường, tăng thêm, tư, tư
cách, tư tưởng, tương lai, tạ, tại chỗ, tạm dừng, tạo, tạo ra, tạo điều kiện, tấm, tấm gương, tấn,
tất, tầm, tầng lớp, tập thể, tập thể lao động, tập trung, tặng, tặng quà, tỉ lệ, tỉnh, tỉnh uỷ,
tỉnh đoàn, tốc độ, tốt, tồn, tồn tại, tổ, tổ chức, tổ chức thực hiện, tổng, tổng công ty, tổng
cộng, tổng cục, tổng giám đốc, tổng hợp, tổng kết, tổng số, tờ, từng bước, tỷ trọng, uỷ ban, uỷ
viên, vai trò, ven, vinh danh, vinh dự, viên, viên chức, viết, việc, việc làm cụ thể, việc tốt,
vui mừng, vòng, vùng, văn bản, văn nghệ chào mừng, văn phòng, vươn lên, vướng mắc, vượt, vượt mức,
vấn đề, vận dụng, vận hành, vận động, vẻ vang, vị trí, vụ, vụ trưởng, vụ việc, vững, vững chắc,
xem, xem xét, xin, xoay quanh, xong, xu hướng, xuất hiện, xuất phát, xuất sắc, xác minh, xác nhận,
xác định, xây, xã, xét, xét tặng, xảy ra, xếp, xếp hạng, xếp loại, xứng đáng, yêu cầu, yếu tố, áp
dụng, ít nhất, ông, ý, ý chí, ý kiến, ý nghĩa, ý thức, đa dạng, đa số, đem, đi, đi vào, đi đầu,
điều, điều hành, điều khoản, điều kiện, điều lệ, điều tốt, điểm, điển hình, điển hình tiên tiến,
đoàn, đoàn kết, đoàn thể, đoàn viên, đào, đáng kể, đánh giá, đáp, đáp ứng, đón nhận, đóng, đóng
góp, đóng vai trò, đôn đốc, đông đảo, đúng, đúng đắn, đăng cai, đăng ký, đơn giản, đơn vị, đơn vị
dẫn đầu, đưa, đưa ra, đưa tin, đại biểu, đại diện, đại hội, đại tá, đại tướng, đạo, đạt, đảm bảo,
đảng uỷ, đảng viên, đầu năm, đầu tháng, đầu tiên, đầy đủ, đẩy mạnh, đẩy nhanh, đặc điểm, đặt, đề,
đề cập, đề cử, đề nghị, đề ra, đề xuất, đề án, địa bàn, địa phương, địa điểm, định hướng, đọc, đối
tượng, đồng, đồng bào, đồng bộ, đồng chí, đồng chủ trì, đồng lòng, đồng ý, đổi mới, đội, động,
động viên, đột xuất, đợt, đợt thi đua, đủ, đứng, ưu, ưu tiên, ưu tú, ưu điểm, ước, ảnh, ảnh minh
hoạ, ổn định, ở, ủng hộ, ứng
"""
_BROAD = """
an ninh, an toàn, bảo vệ, bền vững, bệnh viện, bị can, bồi dưỡng, bộ luật, chi bộ, chi phí, chiến
lược, chuyên môn, chính phủ, chính sách, chính trị, chăm lo, chăm sóc, chế độ, con người, cuộc vận
động, cách mạng, công dân, công nghiệp, công nghệ, công nhân, công suất, công trình, công ty, công
đoàn, cải cách, cải thiện, cải tiến, cộng đồng, diện tích, doanh nghiệp, dân chủ, dân cư, dân tộc,
dịch vụ, dự án, gia đình, giao dịch, giám sát, giáo dục, giáo viên, giải quyết, hiện đại, hàng
hóa, hàng rào, hành chính, hành vi, hạ tầng, học sinh, hộ dân, hộ gia đình, hội nhập, hợp nhất,
hợp tác, hợp đồng, khai thác, khoa học, khu dân cư, khu đất, khách hàng, khảo sát, khổng lồ, kinh
doanh, kinh tế, kiến thức, kiểm soát, kết nối, kỷ cương, kỷ luật, kỹ năng, kỹ thuật, lao động,
lịch sử, lối sống, môi trường, mặt trận, nghiệp vụ, ngân hàng, ngân sách, người lao động, nhà máy,
nhà trường, nhà đầu tư, nhân văn, nuôi dạy, nông dân, nông nghiệp, nông thôn, năng suất, nước
ngoài, nạn nhân, phong cách, pháp luật, phát triển, phát triển kinh tế, phòng chống, phóng sự,
phương tiện, phụ nữ, quyền hạn, quyền lợi, quân đội, quản lý, quốc gia, quốc hội, quốc phòng, quốc
tế, sinh viên, sáng, sản phẩm, sản xuất, sắp xếp, sức khoẻ, thanh niên, thanh tra, thi hành, thiết
bị, thiệt hại, thu nhập, thăm hỏi, thương mại, thế giới, thị trường, trang bị, trang trại, trường
học, trật tự, trẻ em, trực tuyến, tài chính, tài nguyên, tài sản, tư vấn, tầng lầu, tập huấn, tỉ
đồng, tổ quốc, vi phạm, việc làm, văn hoá, văn minh, vật chất, xây dựng, xã hội, xử lý, điện tử,
đào tạo, đô thị, đường bộ, đường lối, đạo đức, đảng, đảng bộ, đất nước, đấu tranh, đầu tư, đầu tư
xây dựng, đề tài, đời sống, ứng dụng
"""

EMPTY = _entries(_EMPTY)
"""Of no subject alone, nor at the beginning or the end of a phrase."""

BROAD = _entries(_BROAD)
"""Too broad to be a subject alone, but parts of many: “phát triển kinh tế tập thể”."""

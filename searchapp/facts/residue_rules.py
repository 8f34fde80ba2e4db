"""The lines that portals print around a report, by kind: each rule must match a whole line.

No sentence of a report may be eaten: leaving a menu in costs less than that. Sources: the layouts
of provincial portals, of newspapers and of the systems they run on (Joomla, WordPress, SharePoint,
Liferay), whose fixed words these are.
"""

import re
from collections.abc import Iterable

from searchapp.facts.scan import holds_any
from searchapp.facts.words import UPPER

LONGEST_CHARS = 160
"""A longer line is prose to every rule, unless it begins as no sentence does."""

NO_SENTENCE = ("|", "!", "[", "Description", "Tags", "Từ khóa", "Image")

_SHARING = (
    r"facebook|twitter|zalo|email|e-mail|google\+?|linkedin|pinterest|telegram|messenger|viber"
    r"|tweet|youtube|tiktok"
    r"|chia sẻ(?: (?:bài viết|tin|qua|lên|trên))?|like|share|thích|print|in (?:trang|bài viết"
    r"|tin)(?: này)?|in"
    r"|gửi (?:email|mail|bài viết|cho bạn bè)|copy link|sao chép (?:liên kết|link)"
    r"|lưu(?: bài(?: viết)?)?"
    r"|a\+|a-|a|aa|cỡ chữ|nghe (?:bài viết|đọc)|đọc bài|tương phản|sms|whatsapp"
    r"|xem (?:với )?cỡ chữ|màu chữ|đọc bài viết|xem bản in|phóng to|thu nhỏ|mặc định"
    r"|phát thanh|tắt đọc|giọng (?:nam|nữ|đọc)(?: miền (?:bắc|nam|trung))?|rss|đóng"
)
_MENU = (
    r"trang (?:chủ|nhất)(?: ?[>»/|›\\].{0,120})?|home(?: ?[>»/|›\\].{0,120})?|menu|đăng nhập"
    r"|đăng ký|tìm kiếm|liên hệ"
    r"|(?:ngày (?:đăng|tạo|cập nhật)|cập nhật(?: lúc)?|người đăng|đăng bởi|tác giả|chuyên mục"
    r"|lượt xem|thời gian|đăng ngày) ?:?"
    r"|sơ đồ (?:site|cổng|trang)|rss|skip to (?:main )?content|skip ribbon commands"
    r"|bỏ qua (?:nội dung|để đến nội dung.{0,20})|hiển thị nội dung|nhảy đến nội dung.{0,20}"
    r"|chuyển đến (?:nội dung|phần nội dung).{0,20}|xuất bản trong .{1,60}|chuyên mục[ :].{1,60}"
    r"|danh mục[ :].{1,60}|mục[ :].{1,60}"
    r"|(?:đọc|xem) (?:tiếp|thêm).{0,20}|(?:về|lên) đầu trang|quay lại|trở (?:về|lại)|về trang trước"
    r"|bài (?:trước|sau|viết trước|viết sau)|trang (?:trước|sau)|[«»<>] ?(?:trước|sau|tiếp)"
    r"|(?:tiếp|trước|sau) ?[«»<>]|null|undefined|nan|true|false"
    r"|(?:tags?|từ khóa|thẻ|chủ đề) ?:.{0,160}|(?:english|tiếng anh|中文|tiếng việt|vietnamese)"
    r"|đa phương tiện(?: báo giấy)?|báo (?:giấy|in)|(?:theo dõi|follow)[^.]{0,50} (?:trên|on)"
    r"|(?:quan tâm nhiều|mới nhất|lịch phát sóng|truyền hình|podcast|video|infographic|longform"
    r"|multimedia|quan tâm|đặt báo|quảng cáo|menu|phát thanh|media|e-?magazine"
    r"|emagazine)(?: +(?:quan tâm nhiều|mới nhất|lịch phát sóng|truyền hình|podcast|video"
    r"|đặt báo|quảng cáo|menu|phát thanh|media))*"
    r"|(?:tin(?: tức)?|thời sự|xã hội|chính trị|kinh tế|văn hóa|giáo dục|địa phương|hoạt động"
    r"|thi đua|khen thưởng)(?: (?:trong tỉnh|trong nước|địa phương|hoạt động|sự kiện|nội bộ|mới"
    r"|tổng hợp|trong ngành|tức|chung|nổi bật))?"
    r"|(?:[-+•*]|>>|»|›) ?(?:xem thêm|đọc thêm|ưu đãi|tin liên quan).{0,120}|>> ?.{3,120}"
    r"|(?:một số |các |chùm )?(?:hình )?ảnh (?:khác|hoạt động)[ :]*|một số hình ảnh[^.]{0,60}"
    r"|(?:[^|.›»]{1,28}[|›»]){2,9}[^|.›»]{0,28}"
)
_COUNTED = (
    r"(?:đọc|xem)[ :]+[\d.,]+(?: lượt)?|[\d.,]+ (?:lượt (?:xem|đọc|truy cập)|views?|lượt)"
    r"|(?:số )?(?:lượt|lần) (?:xem|đọc|truy cập|người xem)"
    r"(?: (?:bài|tin|trang)(?: viết)?)?[ :]*[\d.,]*"
    r"|đọc [\d.,]+ lượt|đã (?:xem|đọc)[ :]+[\d.,]+|views?[ :]+[\d.,]+|hits?[ :]+[\d.,]+|\d{1,7}"
    r"|(?:đang (?:truy cập|online)|hôm nay|hôm qua|tuần này|tuần trước|tháng này|tháng trước"
    r"|tất cả"
    r"|tổng (?:số )?(?:lượt )?truy cập|thống kê truy cập|tổng số)[ :]*[\d.,]*(?: lượt| người)?"
)
_RATING = (
    r"đánh giá (?:mục|bài|tin)(?: viết)?(?: này)?[ :]*|\(?[\d.,]+ (?:bỏ phiếu|votes?|đánh giá"
    r"|bình chọn)\)?"
    r"|(?:[★☆*] ?){3,}|1 2 3 4 5|[0-5](?:[.,]\d)?/5(?: [-(].{0,40})?|xếp hạng[ :\d./]*"
    r"|bình chọn[ :\d./]*|ý kiến ?\( ?\d* ?\)(?: .{0,60})?"
)
_CAPTION = (
    r"(?:toàn|quang) cảnh(?: [^.]{3,90})?\.?"
    r"|ảnh(?: minh họa| tư liệu)?[ :]*|\(?ảnh ?: ?[^.]{1,40}\.?\)?|ảnh minh họa.{0,60}"
    r"|.{0,90} ?[-–] ?ảnh \d{1,2}\.?"
    r"|hình ảnh(?: hội nghị| đại hội| tại hội nghị)?[ :]*|\(?ảnh (?:của )?(?:ctv|pv)\)?"
    r"|(?:các )?đại biểu (?:chụp (?:ảnh|hình)|dự|tham dự)[^.]{0,80}"
    r"|[^.]{0,60}chụp (?:ảnh|hình) (?:lưu niệm|chung|kỷ niệm)[^.]{0,60}\.?"
)
_FOOTER = (
    r"(?:©|bản quyền|copyright).{0,150}|thiết kế (?:bởi|và xây dựng).{0,80}|giấy phép (?:số"
    r"|xuất bản|thiết lập).{0,120}"
    r"|(?:điện thoại|đt|tel|fax|hotline|email|e-mail|website|đường dây nóng)[ :]+[^ ].{0,150}"
    r"|ghi rõ nguồn.{0,120}"
    r"|chịu trách nhiệm (?:chính|nội dung|xuất bản)[ :].{0,100}|địa chỉ ?: .{1,120}"
    r"|powered by.{0,60}"
)
_MACHINE = (
    r"leftcenterrightdel|[a-z]\d{1,3}|(?:[.,;:•·*_=~|+-] ?){1,40}|!?\[\]\(.{0,120}\)"
    r"|description: .{0,200}|\|.{0,200}\|?"
)
_DAY = r"\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)\d\d"
LINES = tuple(
    (kind, re.compile(rule))
    for kind, rule in (
        ("share", rf"(?:(?:{_SHARING})[ |:,•·-]*){{1,12}}"),
        ("counter", rf"[•·*-]? ?(?:{_COUNTED})"),
        ("rating", _RATING),
        (
            "image",
            r"\[?(?:image ?: ?)?[\w%./: ()\\-]{1,200}\.(?:jpe?g|png|gif|bmp|webp|mp4)\]?"
            r"|\[ảnh\]|\[image\]",
        ),
        ("caption", _CAPTION),
        ("footer", _FOOTER),
        ("weather", r"(?:thời tiết|nhiệt độ|độ ẩm)[ :].{0,60}|.{0,30}\d{1,2} ?°c?.{0,30}"),
        ("menu", _MENU),
        ("machine", _MACHINE),
    )
)
"""Kind, and what a whole line of it, folded, is."""

_BEGIN = """
a bài báo_g báo_i bình_ch bản_q bỏ_qua chia_sẻ chuyên_m chuyển_đến chính_trị chịu_trách chủ_đề
copy các_đại cập_nh cỡ_chữ danh_mục description e-m e-mail ema english facebook false fax follow
ghi_rõ giáo_d giấy_ph giọng google gửi hit hits hiển_thị home hotline hoạt_động hình_ảnh hôm_nay
hôm_qua image in info khen_th kinh_tế leftcenter like linkedin liên_hệ longform lên_đầu lưu lượt
lần_người lần_truy lần_xem lần_đọc lịch_phát media menu messenger multimedia màu mặc_định
mới_nhất mục nan nghe ngày_cập ngày_tạo ngày_đăng người_đăng nhiệt_độ nhảy_đến null phát_thanh
phóng_to pinterest podcast powered print quan_tâm quay_lại quảng_cáo rss sao_chép share skip sms
sơ_đồ số_lượt số_lần tag tel telegram theo_dõi thi_đua thiết_kế thu_nhỏ tháng_này tháng_trước
thích thẻ thống_kê thời_gian thời_sự thời_tiết tiktok tin tiếng_ toàn_cảnh trang true
truyền_hình trở tuần_này tuần_trước tweet twitter tác_giả tìm_kiếm tương_ph tất_cả tắt_đọc
tổng_lượt tổng_số tổng_truy từ_khóa undefined viber video vietnamese view văn_hóa về_trang
về_đầu web whatsapp xem xuất_b xã_hội xếp_hạng youtube zalo ý_kiến đa_ph đang_online đang_truy
điện_tho đt đánh_giá đã_xem đã_đọc đóng đăng đường_dây đại_biểu đặt_báo địa_chỉ địa_ph đọc độ_ẩm
中文
"""
_HELD = (
    "|", "›", "«", "»", "<", ">", "°", "ảnh", "chụp",
    ".jp", ".png", ".gif", ".bmp", ".webp", ".mp4",
)  # fmt: skip
"""What is held by every line of a rule that does not begin with fixed words."""
_SHORTEST = 3
_QUOTES = frozenset('"“')

_WORDS = tuple(words.replace("_", " ") for words in _BEGIN.split())
"""What lines of the other rules begin with, or a part of it."""
_BY_LETTERS = {
    letters: tuple(words for words in _WORDS if words.startswith(letters))
    for letters in {words[:_SHORTEST] for words in _WORDS}
}
_SHORT_WORDS = tuple(words for words in _WORDS if len(words) < _SHORTEST)


def held_of_rules(folded: str) -> tuple[str, ...]:
    """Return which of the marks and words that a line may be residue by a text holds."""
    return tuple([mark for mark in _HELD if mark in folded])


def may_be_residue(line: str, held: Iterable[str] = _HELD) -> bool:
    """Tell whether a rule for lines may match a folded line; False is certain, and far faster.

    Nor then are the entries that stand side by side in the line all residue: the first is none.
    ``held`` is ``held_of_rules`` of the text that the line is of, where that is known.
    """
    first = line[:1]
    if not (first.isalpha() or first in _QUOTES) or line[1:2].isdigit():
        return True
    words = _BY_LETTERS.get(line[:_SHORTEST], _SHORT_WORDS)
    return line.startswith(words) or line.startswith(_SHORT_WORDS) or holds_any(line, held)


PARTS = (
    ("stamp", re.compile(r"\s*date \d{4}-\d{2}(?:-\d{2})?(?![\d-])", re.IGNORECASE)),
    ("stamp", re.compile(rf"\s*(?:{_DAY})(?: ?[-|,]? ?\d{{1,2}}[:h]\d{{2}})?(?=[{UPPER}])")),
    (
        "stamp",
        re.compile(
            rf"\s*(?:ngày )?{_DAY} ?[-–:|] ?(?=(?:sáng|chiều|trưa|tối|hôm) nay)", re.IGNORECASE
        ),
    ),
    ("machine", re.compile(r"\s*null (?=[^\W\d_])")),
    ("image", re.compile(r"\s*description: [a-z]:\\.{1,200}?\.(?:jpe?g|png|gif)", re.IGNORECASE)),
    ("machine", re.compile(r"\s*leftcenterrightdel\b")),
)
"""Kind, and what stands glued to the beginning of a line."""
PARTS_BEGIN = "dDnNlL"
"""What it begins with, besides a digit and spaces."""

_RELATED = (
    r"(?:các )?(?:tin|bài)(?: viết)? (?:liên quan|khác|cũ hơn|mới hơn"
    r"|cùng (?:chuyên mục|loại|thể loại)|đã đưa|mới nhất|đọc nhiều(?: nhất)?|xem nhiều|nổi bật|mới)"
    r"(?: ?(?:hơn|nhất))?|những tin (?:cũ|mới) hơn|có thể bạn quan tâm|xem thêm|đọc thêm"
)
LINKS = re.compile(
    rf"[-+•*>» ]*(?:{_RELATED}|(?:tin|bài)(?: viết)? (?:trước|sau|tiếp theo)) ?: ?\S"
)
"""A heading of links and, in its line, what it links to."""

BLOCKS = tuple(
    (kind, re.compile(rule))
    for kind, rule in (
        ("advert", r"quảng cáo[ :]*|advertisement|liên kết quảng cáo|nhà tài trợ"),
        (
            "related",
            rf"(?:{_RELATED})[ :]*",
        ),
        (
            "comment",
            r"(?:ý kiến )?bình luận(?: \(\d+\))?[ :]*|ý kiến (?:bạn đọc|của bạn)[ :]*|(?:gửi|viết"
            r"|đăng|mở rộng|để lại) (?:bình luận|ý kiến|phản hồi).{0,30}|phản hồi[ :]*|trả lời"
            r"|leave a (?:reply|comment)|bạn cần đăng nhập.{0,60}",
        ),
    )
)
"""Kind, and the heading, folded, that opens a block of it."""

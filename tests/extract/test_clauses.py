"""Laws of clauses: whose act a verb is, in the constructions that news Vietnamese uses."""

from collections.abc import Callable

import pytest

Stands = Callable[[str], list[tuple[str | None, str, str | None]]]
TANAKA, BINH = "Tanaka Hiroshi", "Lê Văn Bình"

CASES = {
    # Speaking at the talks, thanking Japan for scholarships, the Vietnamese delegation asked …
    "the subject may follow its verb": (
        "Phát biểu tại hội đàm, cảm ơn Nhật Bản về học bổng, đoàn Việt Nam đề nghị tăng số chuyên "
        "gia.",
        [("vn", "thank", None), ("vn", "request", None)],
    ),
    # The two sides reviewed the projects; at the same time they agreed to open more air routes.
    "a subject is found before a verb that no vocabulary knows": (
        "Hai bên đã rà soát các dự án; đồng thời nhất trí mở thêm đường bay.",
        [("parties", "agree", None)],
    ),
    # Japan reaffirmed support for the initiatives that Viet Nam proposed and noted progress.
    "what follows a relative clause has the subject before it": (
        "Nhật Bản tái khẳng định ủng hộ các sáng kiến do Việt Nam đề xuất và ghi nhận tiến triển "
        "trong hợp tác lao động.",
        [("jp", "support", None), ("jp", "note", None)],
    ),
    # Tanaka judged that relations develop well, affirmed that Tokyo supports ASEAN's role.
    "reported content has a subject of its own": (
        "Thứ trưởng Tanaka Hiroshi đánh giá quan hệ phát triển tốt, khẳng định Tokyo ủng hộ vai "
        "trò của ASEAN.",
        [("jp", "affirm", TANAKA), ("jp", "support", TANAKA)],
    ),
    # On the basis of respect and support for ASEAN's role, relations have progressed.
    "a verb behind a preposition is a noun": (
        "Trên cơ sở tôn trọng và ủng hộ vai trò của ASEAN, quan hệ đã tiến triển.",
        [],
    ),
    # Viet Nam–Japan relations recorded many advances.
    "a name inside a compound is no subject": (
        "Quan hệ Việt Nam-Nhật Bản ghi nhận nhiều bước tiến.",
        [],
    ),
    # Foreign Minister Lavrov, who is visiting Ha Noi, welcomed ASEAN's proposal.
    "an aside may part subject and verb": (
        "Ngoại trưởng Nga Sergei Lavrov, người đang ở thăm Hà Nội, hoan nghênh đề xuất của ASEAN.",
        [("ru", "welcome", "Sergei Lavrov")],
    ),
    # Russia's foreign minister, Mr Sergei Lavrov, welcomed ASEAN's proposal.
    "a name between commas belongs to its office": (
        "Ngoại trưởng Nga, ông Sergei Lavrov, hoan nghênh đề xuất của ASEAN.",
        [("ru", "welcome", "Sergei Lavrov")],
    ),
    # Besides, Japan called for restraint ("ra" alone would be a preposition).
    "the longest word before a subject decides whether it is governed": (
        "Ngoài ra Nhật Bản kêu gọi các bên kiềm chế.",
        [("jp", "request", None)],
    ),
    # While the US opposes the draft, Russia supports it.
    "a clause of time or contrast has its own act": (
        "Trong khi Mỹ phản đối dự thảo, Nga ủng hộ.",
        [("us", "oppose", None), ("ru", "support", None)],
    ),
    # Once Russia agrees to the plan, talks can begin.
    "a condition is no act": (
        "Một khi Nga đồng ý với kế hoạch, đàm phán có thể bắt đầu.",
        [],
    ),
    # Japan's proposal was welcomed by the countries. The demand of 5 points … has some new ones.
    "a cue with the mark of a noun is no act": (
        "Đề nghị của Nhật Bản rất đáng chú ý. Yêu cầu 5 điểm mà Nga đưa ra có một số điểm mới.",
        [],
    ),
    # Viet Nam shares the concern of the countries about illegal fishing.
    "a verb may lend its object an act": (
        "Việt Nam chia sẻ lo ngại của các nước về đánh bắt cá trái phép.",
        [("vn", "concern", None)],
    ),
    # Deputy Minister Bình wants to stress the role of Mekong cooperation.
    "a modal leaves the stance to its verb": (
        "Thứ trưởng Lê Văn Bình muốn nhấn mạnh vai trò của hợp tác Mekong.",
        [("vn", "affirm", BINH)],
    ),
    # NATO affirms that it will defend every member.
    "a promise under a report is an act wherever it stands": (
        "NATO khẳng định sẽ bảo vệ mọi thành viên.",
        [("nato", "commit", None)],
    ),
    # Russia again put forward a demand of 13 points to Japan.
    "a number makes no noun of a verb with its object": (
        "Nga tiếp tục đưa ra yêu cầu 13 điểm với Nhật Bản.",
        [("ru", "request", None)],
    ),
    # Japan condemned the launch and sees it as a step back.
    "a view may follow an act": (
        "Nhật Bản lên án vụ phóng tên lửa của Triều Tiên và coi đây là bước thụt lùi của hòa bình.",
        [("jp", "condemn", None), ("jp", "affirm", None)],
    ),
    # The two sides agreed on measures, voiced their resolve to raise trade.
    "a verb that lends an act is part of no other": (
        "Hai bên nhất trí các biện pháp chung, bày tỏ quyết tâm nâng kim ngạch thương mại.",
        [("parties", "agree", None), ("parties", "commit", None)],
    ),
    # Speaking with people of Russian origin who want to go home, Tanaka thanked Russia.
    "an origin is no subject": (
        "Trao đổi với người Nhật Bản gốc Nga muốn về nước, Thứ trưởng Tanaka Hiroshi cảm ơn Nga.",
        [("jp", "thank", TANAKA)],
    ),
    # When Tanaka visited Ha Noi, Minister Lavrov spoke with the US by phone, asking for calm.
    "a clause that says when has not the subject of its sentence": (
        "Khi Thứ trưởng Tanaka Hiroshi thăm Hà Nội, Bộ Ngoại giao Nga đã điện đàm với phía Mỹ, "
        "kêu gọi các bên bình tĩnh.",
        [("ru", "request", None)],
    ),
    # Asked whether Russia has agreed to the plan, Tanaka thanked Viet Nam.
    "what is asked is no act": (
        "Được hỏi về việc liệu Nga đã đồng ý với kế hoạch này, Thứ trưởng Tanaka Hiroshi cảm ơn "
        "Việt Nam.",
        [("jp", "thank", TANAKA)],
    ),
    # Japan, together with other states, opposes the plan.
    "who acts together may stand between subject and verb": (
        "Nhật Bản, cùng với một số nước khác, phản đối kế hoạch này.",
        [("jp", "oppose", None)],
    ),
    # A scholar of the faculty of law of a Russian academy condemned the launch.
    "a private body is no state": (
        "Một học giả từ khoa luật của viện hàn lâm Nga lên án vụ phóng tên lửa.",
        [],
    ),
    # Japan declares that those demands are unfounded.
    "what is counted is no act under a report": (
        "Nhật Bản tuyên bố những yêu cầu trên hoàn toàn vô căn cứ.",
        [("jp", "oppose", None)],
    ),
    # Bình thanked Japan and wishes that Tokyo goes on helping the fund.
    "a wish about another may follow an act": (
        "Thứ trưởng Lê Văn Bình cảm ơn Nhật Bản và mong phía Nhật Bản tiếp tục hỗ trợ quỹ này.",
        [("vn", "thank", BINH), ("vn", "hope", BINH)],
    ),
    # Many Japanese are disappointed by the treaty. The story that Russia threatens war is old.
    "people are no state, and a story is no act": (
        "Nhiều người Nhật Bản thất vọng về hiệp định. Chuyện Nga đe dọa chiến tranh đã cũ.",
        [],
    ),
    # Japan counted more than 300 cases.
    "what is counted is not noted": (
        "Nhật Bản ghi nhận hơn 300 ca nhiễm mới.",
        [],
    ),
    # The request of Tokyo to free the crew was put forward after the storm.
    "what was put forward is a noun": (
        "Đề nghị trả tự do cho thủy thủ của Tokyo được đưa ra sau trận bão.",
        [],
    ),
    # Bình trusts that Japan will soon repair the damage.
    "what others are believed to do is no promise of theirs": (
        "Thứ trưởng Lê Văn Bình tin tưởng Nhật Bản sẽ sớm khắc phục hậu quả động đất.",
        [("vn", "affirm", BINH)],
    ),
    # Canada protests against the patrols until China promises to respect the law of the sea.
    "what is waited for is nobody's act": (
        "Canada phản đối các chuyến tuần tra cho đến khi Trung Quốc cam kết tôn trọng luật biển.",
        [("ca", "oppose", None)],
    ),
    # Japan will lose its market share in ASEAN.
    "a state to come is no promise": ("Nhật Bản sẽ mất thị phần tại ASEAN.", []),
    # The two sides will discuss cooperation at sea.
    "a programme is no promise": (
        "Hai bên nhất trí nâng cấp quan hệ. Hai bên sẽ thảo luận về hợp tác biển.",
        [("parties", "agree", None)],
    ),
    # Tanaka asked for patience. ASEAN needs to keep its unity.
    "a duty belongs to who speaks": (
        "Thứ trưởng Tanaka Hiroshi kêu gọi kiên nhẫn. ASEAN cần giữ vững đoàn kết.",
        [("jp", "request", TANAKA), ("jp", "affirm", None)],
    ),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_an_act_has_its_subject(
    text: str, expected: list[tuple[str, str, str | None]], stands: Stands
) -> None:
    """Holder, stance and speaker follow from word order and function words."""
    assert expected == stands(text)

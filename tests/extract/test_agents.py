"""Laws of agents: which noun phrases take stands, and for whom."""

from collections.abc import Callable

import pytest

from diplograph.ontology.model import Extraction

Stands = Callable[[str], list[tuple[str | None, str, str | None]]]

HOLDERS = {
    # The US and its allies condemned the nuclear test.
    "allies are no part of the state": (
        "Mỹ và các đồng minh lên án vụ thử hạt nhân.",
        "Mỹ và các đồng minh",
    ),
    # Russia, China, Iran oppose the draft resolution.
    "commas alone join three names": (
        "Nga, Trung Quốc, Iran phản đối dự thảo nghị quyết.",
        "Nga, Trung Quốc, Iran",
    ),
    # The administration of President Trump opposes the pipeline.
    "an administration is its state": (
        "Chính quyền Tổng thống Mỹ Donald Trump phản đối dự án đường ống.",
        "us",
    ),
    # US intelligence officials accuse Russia of cyber attacks.
    "officials of a field are their state": (
        "Các quan chức tình báo Mỹ cáo buộc Nga tấn công mạng.",
        "us",
    ),
    # A statement of Russia's foreign ministry condemned the attack.
    "a paper speaks for its author": (
        "Tuyên bố của Bộ Ngoại giao Nga lên án vụ tấn công.",
        "ru",
    ),
    # ASEAN's foreign ministers issued a joint statement that voices concern.
    "a joint statement speaks for those who issue it": (
        "Các ngoại trưởng ASEAN ra tuyên bố chung bày tỏ quan ngại về vụ thử tên lửa.",
        "asean",
    ),
    # The Joint Chiefs of Staff of South Korea (JCS) condemned the launch.
    "an abbreviation in brackets belongs to the name": (
        "Hội đồng Tham mưu trưởng Liên quân Hàn Quốc (JCS) lên án vụ phóng tên lửa.",
        "kr",
    ),
    # A US official who stays unnamed criticised China.
    "a source that stays unnamed is its state": (
        "Một quan chức Mỹ giấu tên chỉ trích Trung Quốc về vụ va chạm.",
        "us",
    ),
    # The US imposed sanctions on Iran on the charge that it trades in weapons.
    "a charge is that of the subject": (
        "Mỹ áp đặt trừng phạt Iran với cáo buộc buôn bán vũ khí.",
        "us",
    ),
    # The party, the state and the people of Cuba support the talks.
    "party, state and people are the state": (
        "Đảng, Nhà nước và nhân dân Cuba ủng hộ đối thoại với Mỹ.",
        "cu",
    ),
    # Cuba's state television says that the state's government supports the talks with the US.
    "state media speak of their state": (
        "Kênh truyền hình nhà nước Cuba cho biết, chính phủ nước này ủng hộ đối thoại với Mỹ.",
        "cu",
    ),
    # Peru's opposition called for pressure.
    "an opposition is not its state": (
        "Phe đối lập Peru kêu gọi các nước gây sức ép.",
        "Phe đối lập Peru",
    ),
    # The delegations at the G20 congratulated Japan.
    "delegations at an event": ("Các đoàn tham dự G20 đều chúc mừng Nhật Bản.", "parties"),
}


@pytest.mark.parametrize(("text", "holder"), HOLDERS.values(), ids=HOLDERS.keys())
def test_a_stand_is_held_by_whom_the_phrase_means(text: str, holder: str, stands: Stands) -> None:
    """A side is its state; who is not in the authority files holds it under its own name."""
    ((found, _, _),) = stands(text)
    assert found == holder


@pytest.mark.parametrize(
    "text",
    [
        # Russian experts oppose the plan.
        "Các chuyên gia Nga phản đối kế hoạch.",
        # South Korea's people support the agreement.
        "Người dân Hàn Quốc ủng hộ thỏa thuận.",
        # An oil group of Japan promises to invest.
        "Tập đoàn dầu khí Nhật Bản cam kết đầu tư.",
        # The paper Thời báo Hoàn Cầu of China criticised the exercise.
        "Tờ Thời báo Hoàn Cầu của Trung Quốc chỉ trích cuộc tập trận chung Mỹ - Hàn.",
    ],
    ids=["experts", "people", "companies", "papers"],
)
def test_private_persons_take_no_stand_for_their_state(text: str, stands: Stands) -> None:
    """What experts, people, companies and papers of a state say is no stand of the state."""
    assert stands(text) == []


def test_a_ministry_without_a_state_is_that_of_who_spoke(stands: Stands) -> None:
    """ "Bộ Ngoại giao" alone is the ministry named before, or that of the last person."""
    # Japan's foreign ministry welcomed the plan. The foreign ministry also asked for talks.
    found = stands(
        "Bộ Ngoại giao Nhật Bản hoan nghênh kế hoạch. Bộ Ngoại giao cũng đề nghị mở đàm phán."
    )
    assert [holder for holder, _, _ in found] == ["jp", "jp"]


def test_a_comma_joins_two_names_that_open_a_headline(
    extract: Callable[[str], Extraction],
) -> None:
    """In a headline a comma stands for "and"."""
    # Russia, Japan oppose the new tariffs / On 5 May, Deputy Minister Ryabkov visited Ha Noi.
    extraction = extract(
        "Nga, Nhật Bản phản đối thuế quan mới\n\nNgày 5/5, Thứ trưởng Ngoại giao Nga Sergei "
        "Ryabkov thăm Hà Nội và hội đàm với Thứ trưởng Lê Văn Bình về thương mại giữa hai nước.\n"
    )
    (position,) = extraction.positions
    members = {actor.key: set(actor.members) for actor in extraction.actors}
    assert members[position.holder] == {"state/ru", "state/jp"}


def test_this_state_is_the_one_named_last(stands: Stands) -> None:
    """ "Nước này" is the side that spoke right before, or, far from any, the state named last."""
    # Japan supports Cuba's plan. This state called on all to keep calm.
    near = stands("Nhật Bản ủng hộ kế hoạch của Cuba. Nước này kêu gọi các bên kiềm chế.")
    # Japan supports the plan. The ships left port. It rained hard in Cuba. This state called …
    far = stands(
        "Nhật Bản ủng hộ kế hoạch. Các con tàu đã rời cảng. Mưa lớn kéo dài ở Cuba. "
        "Nước này kêu gọi các bên hỗ trợ."
    )
    assert [holder for holder, _, _ in near] == ["jp", "jp"]
    assert [holder for holder, _, _ in far] == ["jp", "cu"]

"""Laws of reports: what "ông X nói …" amounts to by the words of what is reported."""

from collections.abc import Callable

import pytest

from diplograph.ontology.model import Extraction

Stands = Callable[[str], list[tuple[str | None, str, str | None]]]

STANCES = {
    # … affirmed that this information is entirely made up.
    "denial": ("khẳng định những thông tin đó là hoàn toàn bịa đặt", "oppose"),
    # … held that the launch is an act of provocation.
    "blame": ("cho rằng vụ phóng tên lửa là hành động khiêu khích", "condemn"),
    # … said that the situation is ever more dangerous.
    "alarm": ("nói tình hình trong khu vực ngày càng nguy hiểm", "concern"),
    # … held that this is a good idea.
    "praise": ("cho rằng đây là một ý tưởng tốt", "appreciate"),
    # … let know that Japan will open two more consulates.
    "a plan": ("cho biết Nhật Bản sẽ mở thêm hai lãnh sự quán", "inform"),
    # … let know that relations are very good.
    "a judgement": ("cho biết quan hệ hai nước rất tốt đẹp", "affirm"),
    # … said that Russia must stop these flights.
    "what another side must do": ("nói Nga phải chấm dứt các chuyến bay này", "request"),
    # … said that Russia should not go too far.
    "what another side should not do": ("nói Nga không nên đi quá xa", "request"),
    # … said: "Come back to the table."
    "a command": ('nói: "Hãy trở lại bàn đàm phán."', "request"),
    # … affirmed never to give up these islands.
    "resolve": ("khẳng định không bao giờ từ bỏ các đảo này", "commit"),
    # … declared to expel two diplomats.
    "a measure": ("tuyên bố trục xuất hai nhà ngoại giao Nga", "inform"),
    # … declared to be ready to strike the bases of the US.
    "a threat": ("tuyên bố sẵn sàng giáng đòn vào các căn cứ của Mỹ", "concern"),
    # … said that they need no mediator.
    "a refusal": ("nói Nhật Bản không cần trung gian", "oppose"),
    # … said that Japan did not interfere in the election.
    "a denial of one's own deed": ("nói Nhật Bản không hề can thiệp vào bầu cử", "oppose"),
    # … said that the law is to counter Russia's violating the border: what is countered happened.
    "blame in a noun clause": ("nói luật này để đối phó với việc Nga vi phạm biên giới", "condemn"),
    # … said that the article shows bias.
    "what is shown": ("nói bài báo nhằm tìm hiểu sự việc cho thấy sự thiên vị", "condemn"),
    # … said that Japan will impose sanctions if Russia does not withdraw.
    "a conditional measure": (
        "nói Nhật Bản sẽ áp đặt trừng phạt nếu Nga không rút quân",
        "concern",
    ),
    # … said that all options are on the table.
    "all options": ("nói mọi lựa chọn đang được đặt trên bàn", "concern"),
    # … affirmed Japan's support for the fund.
    "an affirmed noun": ("khẳng định sự ủng hộ của Nhật Bản đối với quỹ này", "support"),
    # … said that Russia might violate the border: possible blame.
    "a possible misdeed": ("nói Nga có thể vi phạm biên giới", "concern"),
    # … said that the charge that Russia violated the border needs to be cleared up: only alleged.
    "what is alleged": ("nói cần làm rõ cáo buộc Nga vi phạm biên giới", "affirm"),
    # … let know that this country will close the centre that interferes in the election.
    "a measure to come": ("cho biết nước này sẽ đóng cửa trung tâm can thiệp bầu cử", "inform"),
    # … does not believe that Russia withdraws.
    "doubt": ("không tin Nga rút quân", "oppose"),
    # … held that the demand to close the base is an act of provocation: the demand is another's.
    "a demand as subject": ("cho rằng yêu cầu đóng căn cứ là hành động khiêu khích", "condemn"),
    # … thanked Russia for having supported the fund: the support is Russia's.
    "a reason": ("cảm ơn Nga vì đã ủng hộ quỹ này", "thank"),
    # … affirmed to work closely with ASEAN.
    "an undertaking": ("khẳng định phối hợp chặt chẽ với ASEAN", "commit"),
    # … stressed that Japan always upholds international law.
    "what one always does": ("nhấn mạnh Nhật Bản luôn tuân thủ luật pháp quốc tế", "commit"),
    # … said that Russia always keeps this promise: another's deed.
    "what another always does": ("nói Nga luôn tuân thủ cam kết này", "affirm"),
    # … said that Russia had committed acts of torture.
    "a misdeed done": ("nói Nga đã thực hiện các hành vi tra tấn", "condemn"),
    # … declared two Russian diplomats unwelcome persons.
    "unwelcome diplomats": ("tuyên bố hai nhà ngoại giao Nga không được chào đón", "inform"),
    # … affirmed that the disputes over trade with Russia can be controlled: no opposition.
    "a dispute": ("khẳng định bất đồng thương mại với Nga có thể kiểm soát được", "affirm"),
    # … let know that Japan has recalled its ambassador.
    "a measure taken": ("cho biết Nhật Bản đã triệu hồi đại sứ", "inform"),
    # … announced that Tokyo cancels the agreement with Russia.
    "a measure that is announced": ("thông báo Tokyo hủy bỏ thỏa thuận với Nga", "inform"),
    # … said: "In the context of rising tension, Russia needs to show good will."
    "what stands behind its background": (
        'nói: "Trong bối cảnh căng thẳng, Nga cần thể hiện thiện chí."',
        "affirm",
    ),
    # … held that Russia supports terrorist groups.
    "support of terror": ("cho rằng Nga ủng hộ các nhóm khủng bố", "condemn"),
    # … let know that the talks will depend on Russia: a forecast, no plan.
    "a forecast": ("cho biết đàm phán sẽ phụ thuộc vào Nga", "affirm"),
    # … stressed that Russia must stop these flights: no request.
    "what is stressed": ("nhấn mạnh Nga phải chấm dứt các chuyến bay này", "affirm"),
    # … declared that Japan will not support the resolution.
    "a promise not to support": ("tuyên bố Nhật Bản sẽ không ủng hộ nghị quyết", "oppose"),
    # … declared that Japan will never negotiate on these islands: a refusal.
    "a promise not to negotiate": ("tuyên bố Nhật Bản sẽ không bao giờ đàm phán", "oppose"),
    # … stressed that there will be no peace if Russia does not withdraw: a view, no promise.
    "what will not be": ("nhấn mạnh sẽ không có hòa bình nếu Nga không rút quân", "affirm"),
    # … declared to keep this policy: its own deed, no measure.
    "a declared deed": ("tuyên bố sẽ duy trì chính sách này", "commit"),
    # … declared to expel two diplomats of Russia.
    "a declared measure to come": ("tuyên bố sẽ trục xuất hai nhà ngoại giao Nga", "inform"),
    # … declared not to recognise the ruling.
    "a declared refusal": ("tuyên bố sẽ không thừa nhận phán quyết này", "oppose"),
    # … said that Russia may face new sanctions if it does not withdraw.
    "a penalty under a condition": (
        "nói Nga có thể phải đối mặt với lệnh trừng phạt mới nếu không rút quân",
        "concern",
    ),
    # … said that Russia faces many difficulties: no threat without a condition.
    "a penalty without a condition": ("nói Nga vẫn phải đối mặt với nhiều khó khăn", "affirm"),
    # … said that Russia must not test Japan if it does not want to regret it.
    "a threat under a condition": (
        "nói Nga không nên thử thách Nhật Bản nếu không muốn phải hối tiếc",
        "concern",
    ),
    # … held that ASEAN needs to go on keeping its unity: what has to be done is no promise.
    "what has to go on": ("cho rằng ASEAN cần tiếp tục duy trì đoàn kết", "affirm"),
    # … stressed Japan's wish to join the fund.
    "a stressed noun": ("nhấn mạnh mong muốn của Nhật Bản tham gia quỹ này", "hope"),
    # … affirmed that Japan's consistent stand is to support dialogue.
    "a policy": ("khẳng định lập trường nhất quán của Nhật Bản là ủng hộ đối thoại", "support"),
    # … let know that ten people suspected of being behind the attack need to be arrested.
    "suspects": ("cho biết cần bắt mười kẻ tình nghi đứng sau vụ tấn công", "affirm"),
    # … said that the situation is tense because of Russia's acts of provocation.
    "a blamed cause": ("nói tình hình căng thẳng do hành động khiêu khích của Nga", "condemn"),
    # … said that no state is allowed to send ultimatums.
    "what nobody may do": ("nói không một nước nào được phép ra tối hậu thư", "oppose"),
    # … affirmed that Russia cannot present evidence yet.
    "a lack of evidence": ("khẳng định Nga chưa thể đưa ra bằng chứng", "oppose"),
    # … held that the attack aimed to wreck the talks.
    "a bad aim": ("cho rằng vụ tấn công nhằm phá hoại đàm phán", "condemn"),
    # … announced in addition that Japan will send an envoy to Russia.
    "more news": ("thông báo thêm rằng Nhật Bản sẽ gửi một đại diện tới Nga", "inform"),
    # … said that Japan sides with nobody in the dispute.
    "neutrality": ("nói Nhật Bản không đứng về bên nào trong tranh chấp này", "affirm"),
    # … stressed the need to prevent acts of provocation: no blame, since it is to be prevented.
    "what is to be prevented": ("nhấn mạnh cần ngăn chặn các hành động khiêu khích", "affirm"),
}


@pytest.mark.parametrize(("words", "stance"), STANCES.values(), ids=STANCES.keys())
def test_the_content_decides_the_stance(words: str, stance: str, stands: Stands) -> None:
    """A verb of speech takes the stance that its content shows."""
    assert stands(f"Thứ trưởng Tanaka Hiroshi {words}.") == [("jp", stance, "Tanaka Hiroshi")]


@pytest.mark.parametrize(
    "words",
    [
        # … let know that 250 people were injured.
        "cho biết 250 người đã bị thương",
        # … said that the ship passed the strait yesterday.
        "nói con tàu đi qua eo biển hôm qua",
        # … said as above.
        "đã tuyên bố như trên",
        # … has not reached an agreement yet.
        "vẫn chưa đạt được sự đồng thuận",
        # … tries to keep Russia from agreeing: the agreement is not theirs.
        "tìm cách ngăn Nga đồng ý với thỏa thuận",
        # … said that there is no information on the case yet.
        "nói chưa có thông tin về vụ việc",
        # … let know that the two sides discussed fishing.
        "cho biết hai bên đã thảo luận về nghề cá",
        # … spoke to the press in Ha Noi.
        "nói với báo giới tại Hà Nội",
        # … refused to comment.
        "từ chối bình luận",
        # … met for an ASEAN that is close-knit and united.
        "gặp Nga vì một ASEAN gắn kết và thống nhất",
        # … with the other states has adopted the plan of action: a fact.
        "cùng các nước đã thông qua kế hoạch hành động",
    ],
    ids=[
        "a number",
        "a mere fact",
        "said as above",
        "no agreement yet",
        "what is kept from",
        "no news",
        "talks that took place",
        "no content",
        "no comment",
        "unity as a quality",
        "an adopted plan",
    ],
)
def test_a_report_without_a_view_is_no_stand(words: str, stands: Stands) -> None:
    """Facts, talks that took place and silence take no stand."""
    assert stands(f"Thứ trưởng Tanaka Hiroshi {words}.") == []


def test_a_remark_on_no_issue_is_no_stand(extract: Callable[[str], Extraction]) -> None:
    """What is merely said, on nothing that the scheme knows, takes no stand."""
    # Russia's Foreign Minister Lavrov asked the US to lift its sanctions. He said that the weather
    # that day was very fine.
    extraction = extract(
        "Ngoại trưởng Nga Sergei Lavrov kêu gọi Mỹ nối lại đàm phán. Ông Lavrov nói thời tiết hôm "
        "đó rất đẹp.\n"
    )
    assert [position.stance for position in extraction.positions] == ["request"]


def test_a_view_of_both_sides_is_an_agreement(stands: Stands) -> None:
    """What both sides hold they agree on."""
    # The two sides hold that disputes need to be settled by peaceful means.
    found = stands("Hai bên cho rằng tranh chấp cần được giải quyết bằng biện pháp hòa bình.")
    assert found == [("parties", "agree", None)]


def test_an_assent_of_both_sides_is_an_agreement(stands: Stands) -> None:
    """Assent of one side is support, of both agreement."""
    # The two sides assented to reopening the border. Japan assented to the plan.
    found = stands("Hai bên tán thành mở lại cửa khẩu. Nhật Bản tán thành kế hoạch này.")
    assert [stance for _, stance, _ in found] == ["agree", "support"]


@pytest.mark.parametrize(
    ("who", "holders"),
    [
        # The former Deputy Foreign Minister of the US John Carter …
        ("Cựu Thứ trưởng Ngoại giao Mỹ John Carter", []),
        # US Senator John Carter …
        ("Thượng nghị sĩ John Carter", []),
        # Several US senators …
        ("Nhóm thượng nghị sĩ Mỹ", []),
        # A Russian expert …
        ("Chuyên gia người Nga", []),
        # The American Chamber of Commerce …
        ("Phòng Thương mại Mỹ", []),
        # The former president of the US John Carter …
        ("Cựu Tổng thống Mỹ John Carter", ["John Carter"]),
        # A former official of US intelligence …
        ("Một cựu quan chức tình báo Mỹ", []),
    ],
    ids=[
        "a former official",
        "a senator",
        "senators",
        "an expert",
        "business",
        "a former leader",
        "an unnamed former official",
    ],
)
def test_who_only_comments_takes_no_stand(who: str, holders: list[str], stands: Stands) -> None:
    """Former officials, parliaments, experts and business hold no stands; who led a state does."""
    found = stands(f"{who} cho rằng Nga cần thay đổi chính sách đối với các nước láng giềng.")
    assert [holder for holder, _, _ in found] == holders

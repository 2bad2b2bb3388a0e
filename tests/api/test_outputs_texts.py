"""Messages of at most 70 characters, explanations in words, per cents that never flatter."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.outputs.push_texts import MOST, push_texts
from api.outputs.shorten import shortened
from api.outputs.words import pay, percent, proof, why

SCHEMA = {
    "worker_id": pl.String,
    "name": pl.String,
    "rank": pl.Int64,
    "title": pl.String,
    "employer": pl.String,
    "place_text": pl.String,
    "wage_min": pl.Float64,
    "wage_max": pl.Float64,
}


def text_of(*rows, sign="示例县就业"):
    return push_texts(pl.DataFrame(rows, schema=SCHEMA, orient="row"), sign)["text"].to_list()


def test_a_message_names_the_best_post_and_counts_the_others():
    best = ("W1", "王*明", 1, "缝纫工", "某某服装厂", "县城", 3500.0, 4500.0)
    other = ("W1", "王*明", 2, "普工", "某某建材厂", "县城", None, None)
    third = ("W1", "王*明", 3, "保洁", "某某物业", "县城", 2000.0, 2000.0)
    assert text_of(third, other, best) == [
        "【示例县就业】王*明您好：缝纫工（某某服装厂，县城，月薪3500-4500）等3个岗位适合您，详询村就业专干。"
    ]


def test_a_single_post_is_not_called_one_of_several_and_unknown_pay_is_left_out():
    row = ("W1", None, 1, "缝纫工", "某某服装厂", None, None, None)
    assert text_of(row) == ["【示例县就业】您好：缝纫工（某某服装厂）岗位适合您，详询村就业专干。"]


def test_the_place_goes_first_then_the_employer_and_the_pay_last():
    place = "示例县城关镇中心广场东侧一百米"
    long_place = ("W1", "王*明", 1, "缝纫工", "示例县某某服装制造有限公司", place, 3500.0, 4500.0)
    (text,) = text_of(long_place)
    assert "城关镇" in text  # the place is cut to ten characters before it is left out
    long_title = (
        "W1",
        "王*明",
        1,
        "高速平缝机操作工兼仓库管理员兼司机",
        "示例县某某服装制造有限公司",
        place,
        3500.0,
        4500.0,
    )
    (text,) = text_of(long_title)
    assert "月薪3500-4500" in text
    assert "城关镇" not in text
    assert len(text) <= MOST


nasty = st.one_of(
    st.none(), st.text(max_size=60), st.from_regex(r"[工厂]{0,30}[0-9]{1,30}元?", fullmatch=True)
)
money = st.one_of(st.none(), st.floats(0, 500_000))


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.tuples(nasty, nasty, nasty, nasty, money, money), min_size=1, max_size=5),
    st.text(max_size=40),
)
def test_every_message_fits_whatever_the_roster_says(rows, sign):
    lines = [
        ("W1", name, n, title, employer, place, low, high)
        for n, (name, title, employer, place, low, high) in enumerate(rows)
    ]
    (text,) = text_of(*lines, sign=sign)
    assert len(text) <= MOST
    assert "\n" not in text


@pytest.mark.parametrize(
    ("text", "most", "short"),
    [
        ("缝纫工", 5, "缝纫工"),
        ("高速平缝机操作工", 5, "高速平缝…"),
        ("月薪35004500元", 6, "月薪…"),  # the cut would fall inside 35004500
        ("月薪3500-4500元", 8, "月薪3500…"),  # 3500 is whole, the dash goes with what was cut
        ("12345678", 4, None),  # nothing is left
        ("缝纫工（急招）优先", 5, "缝纫工…"),  # no open bracket is left hanging
        (" 缝纫\n工\t", 5, "缝纫 工"),
        (None, 5, None),
    ],
)
def test_a_text_is_cut_at_a_whole_number(text, most, short):
    frame = pl.DataFrame({"t": [text]}, schema={"t": pl.String})
    assert frame.select(shortened(pl.col("t"), most)).item() == short


def explained(**known):
    columns = (
        "fit",
        "hours",
        "education",
        "certificates",
        "level",
        "wage_expected",
        "wage_min",
        "wage_max",
    )
    row = {name: known.get(name) for name in columns}
    schema = {name: pl.Int8 if name == "level" else pl.Float64 for name in columns}
    return pl.DataFrame([row], schema=schema).select(why()).item()


def test_a_value_is_explained_by_its_parts():
    assert (
        explained(fit=0.82, level=1, wage_expected=3000.0, wage_min=3500.0, wage_max=4500.0)
        == "技能相符 0.82；同镇；工资高于期望"
    )
    assert (
        explained(fit=0.3, level=5, wage_expected=5000.0, wage_max=4500.0)
        == "技能相近 0.30；外省；工资低于期望"
    )
    assert (
        explained(fit=0.05, wage_expected=4000.0, wage_min=3500.0, wage_max=4500.0)
        == "技能不同 0.05；工资符合期望"
    )


def test_what_is_not_known_is_not_claimed():
    assert explained() == "技能未填"
    assert explained(fit=1.0, wage_expected=4000.0) == "技能相符 1.00"
    assert (
        explained(hours=1.0, education=0.5, certificates=0.0)
        == "技能未填；工时相符；学历基本相符；证书有差距"
    )


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [
        (3500.0, 4500.0, "3500-4500元/月"),
        (3500.0, 3500.0, "3500元/月"),
        (3500.0, None, "3500元/月起"),
        (None, 4500.0, "最高4500元/月"),
        (None, None, "面议"),
    ],
)
def test_pay_reads_as_an_office_writes_it(low, high, text):
    frame = pl.DataFrame(
        {"wage_min": [low], "wage_max": [high]},
        schema={"wage_min": pl.Float64, "wage_max": pl.Float64},
    )
    assert frame.select(pay()).item() == text


@pytest.mark.parametrize(
    ("fraction", "text"),
    [
        (0, "0%"),
        (0.0001, "0.010%"),
        (0.0000301, "0.0031%"),
        (0.5, "50%"),
        (1e-9, "0.00000010%"),
        (1.0, "100%"),
    ],
)
def test_a_gap_is_rounded_up_never_down(fraction, text):
    assert percent(fraction) == text


def test_the_proof_says_over_how_many_pairs_it_holds():
    run = {"gap": 0.00003, "pairs_priced": 300_000_000, "status": "within_gap"}
    assert proof(run) == "与全部 300,000,000 个人岗配对中的最优方案相比，差距不超过 0.0030%。"
    assert "不存在更好的方案" in proof({**run, "gap": 0.0})
    assert "没有可安置的配对" in proof({**run, "gap": None})

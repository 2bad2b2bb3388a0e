"""`--vary`: numbers and values as people write them."""

import pytest

from api.cli.faults import UsageError
from api.cli.vary import parse_vary


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("a.b=0,0.05,0.1", ("0", "0.05", "0.1")),
        ("a.b=0, 5%, 10%", ("0", "0.05", "0.1")),
        ("a.b＝0，5％，10％", ("0", "0.05", "0.1")),  # as a Chinese keyboard writes it
        ("a.b=0:30%:10%", ("0", "0.1", "0.2", "0.3")),
        ("a.b=0:0.3:0.025", tuple(f"{k * 25 / 1000:g}" for k in range(13))),
        ("a.b=3:1:-1", ("3", "2", "1")),
        ("a.b=1/3,0.5", ("1/3", "0.5")),
        ("a.b=10,0:2:1", ("10", "0", "1", "2")),
        ("a.b=100", ("100",)),
    ],
)
def test_values_are_read_as_packs_write_them(text: str, values: tuple[str, ...]) -> None:
    (axis,) = parse_vary([text])
    assert axis.name == "a.b"
    assert axis.values == values


def test_several_numbers_keep_their_order() -> None:
    assert [a.name for a in parse_vary(["b=1,2", "a.c=3"])] == ["b", "a.c"]


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        (["a.b"], "看不懂"),
        (["=1"], "看不懂"),
        (["a.b="], "看不懂"),
        (["a.b=x"], "不是数"),
        (["a.b=1,,2"], "不是数"),
        (["a.b=1/0"], "不是数"),
        (["a.b=nan"], "不是数"),
        (["a.b=inf"], "不是数"),
        (["a.b=0:1:0"], "取不出值"),
        (["a.b=1:0:0.1"], "取不出值"),
        (["a.b=0:1:0.001"], "至多 400 个值"),
        (["a.b=0:1"], "不是数"),
        (["a.b=0.1,10%"], "0.1 出现了两次"),
        (["a.b=1/2,0.5"], "0.5 出现了两次"),
        (["a.b=1", "a.b=2"], "a.b 出现了两次"),
    ],
)
def test_what_cannot_be_read_is_wrong_usage(texts: list[str], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        parse_vary(texts)

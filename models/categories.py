"""The people whom policies name, one bit each."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum


class Category(Enum):
    """
    A group of people named by an employment policy.

    The value is ``(bit, Chinese label, other words for it)``. A worker's
    categories are stored as one unsigned 32-bit mask: bit ``b`` set means that
    the worker belongs to the category whose bit is ``b``.
    """

    OUT_OF_POVERTY = (
        0,
        "脱贫户",
        ("脱贫人口", "脱贫劳动力", "建档立卡", "建档立卡户", "贫困户", "已脱贫"),
    )
    MARGINAL = (1, "边缘易致贫户", ("边缘户", "边缘易致贫", "易致贫"))
    UNSTABLE = (2, "脱贫不稳定户", ("脱贫不稳定", "不稳定户"))
    SUDDEN_HARDSHIP = (3, "突发严重困难户", ("突发困难户", "突发严重困难", "突发困难"))
    RELOCATED = (4, "易地搬迁", ("易地扶贫搬迁", "易地搬迁户", "搬迁群众", "搬迁户", "搬迁"))
    LOW_INCOME = (5, "低保户", ("低保", "最低生活保障", "低保对象", "低收入人口", "农村低收入人口"))
    EXTREME_HARDSHIP = (6, "特困人员", ("特困", "特困供养", "五保"))
    DISABLED = (7, "残疾人", ("残疾", "残疾人员"))
    ZERO_EMPLOYMENT = (8, "零就业家庭", ("零就业", "零就业户", "零就业家庭成员"))
    HARD_TO_PLACE = (9, "就业困难人员", ("就业困难", "困难人员", "就业困难对象"))
    GRADUATE = (10, "高校毕业生", ("毕业生", "大学毕业生", "应届毕业生", "应届生"))
    VETERAN = (11, "退役军人", ("退伍军人", "复员军人", "退役士兵"))
    RETURNEE = (12, "返乡人员", ("返乡农民工", "返乡创业人员", "返乡"))
    MIGRANT = (13, "农民工", ("外出务工人员", "进城务工人员"))
    LONG_UNEMPLOYED = (14, "长期失业人员", ("长期失业", "失业一年以上"))
    OLDER_UNEMPLOYED = (15, "大龄失业人员", ("大龄失业", "4050人员", "大龄人员"))
    THREE_WITHOUT = (
        16,
        "三无人员",
        ("三无", "无法离乡无业可扶无稳定收入", "无法离乡、无业可扶、无稳定收入"),
    )
    LAND_LOST = (17, "失地农民", ("被征地农民", "失地"))
    YOUTH_UNEMPLOYED = (18, "失业青年", ("16-24岁失业青年", "青年失业人员"))

    def __init__(self, bit: int, label: str, other_words: tuple[str, ...]) -> None:
        self.bit = bit  # position in a worker's mask, 0 to 31
        self.label = label  # the Chinese words that offices use for it
        self.words = (label, *other_words)  # by which a roster may name it, the label first

    @property
    def code(self) -> str:
        """The name used in packs, files and the API: lower case."""
        return self.name.lower()


def mask_of(categories: Iterable[Category]) -> int:
    """Returns the bit mask of some categories."""
    mask = 0
    for category in categories:
        mask |= 1 << category.bit
    return mask


def categories_in(mask: int) -> tuple[Category, ...]:
    """Returns the categories of a bit mask, lowest bit first."""
    return tuple(c for c in Category if mask >> c.bit & 1)

"""Everyday text made comparable: one spelling, cut into pieces, without empty words."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

LONGEST = 64  # characters of a piece; what is longer is no name of work
# Polars reads the separators too, and its blanks lack \x1c to \x1f.
SEPARATORS = re.compile(
    r"[、,;:|/\\。!?…()\[\]{}<>《》【】〈〉“”‘’\"'~·•*#&=_\r\n\t]+|[\s\x1c-\x1f]{2,}|-{2,}"
)
_CLAUSES = re.compile(r"以及|或者|还有|并且|同时|(?<=[一-鿿])\s+(?=[一-鿿])|\d+[.]\s*(?=[一-鿿])")
RATES = re.compile(r"(元|块|万|k)?/(月|天|日|小时|年|件)(?![一-鿿])")
# Figures of age, pay, number and time say nothing of the work.
_FIGURES = re.compile(
    r"(?<![a-z])(男|女)?\d+(?![a-z]?\d*[a-z])([.]\d+)?(万|千|k)?([-至到]\d+([.]\d+)?)?(万|千|k)?"
    r"(周岁|岁|年|个月|月|天|小时|元|块|人|名|个|次)?(以上|以下|以内|左右|及以上|多)?"
    r"|了?[一二两三四五六七八九十百几]+[几多来]?(年|个月|个|头|只|条|群|匹|亩|点)[多的]?"
)
_LEADING = re.compile(
    r"^(本人|我|在?家里?(?=[养种喂])|以前|之前|曾经|曾|一直|主要|平时|现在|目前|希望|愿意|"
    r"打算|准备|需要|急|"
    r"(想|要|求)(找|做|干|学|应聘)?(?!象)|找(?!平)|应聘|诚聘|急聘|招聘(?!师|员|专员|助理|主管|经理|会)|急招|直招|诚招|"
    r"(学|干|做|当|从事|打|搞|开)过|从事|负责|有(?=.{2,}(经验|证|特长|技能))|具有|具备|持有|取得|"
    r"掌握|精通|熟练(掌握|操作|使用)?|熟悉|懂得?|擅长|善于|"
    r"可以?(?!乐)|能够?(?!源|量|耗|效|力)|会(?!计|议|展|务|籍|所|场|长|员|标|考|社|宁|东)|"
    r"有(?=.{2}$))(?=.)"
)
_TRAILING = re.compile(
    r"(?<=..)(相关|有关|方面|之类|等等?|的|地|了|"
    r"(的)?(工作|职位|岗位|岗|职业|行业|工种|活儿?|事情)|(多年)?经验|经历|技能|技术|手艺|"
    r"师傅|人才|若干名?|数名|优先|者优先|均可|即可|都行|都可以|也行)$"
)
# What may stand in a cell and names no work.
_SAYS_NOTHING = """
无 没有 不限 不详 未知 暂无 其他 其它 均可 都可以 都行 随便 有 是 否 优先
服从 服从安排 服从分配 听从安排 身体健康 身体好 吃苦耐劳 能吃苦 能吃苦耐劳 勤劳 踏实 肯干
有责任心 责任心强 认真负责 认真 细心 品行端正 遵纪守法 无不良嗜好 无犯罪记录 五官端正 形象好
沟通能力强 有团队精神 团队合作精神 年龄不限 学历不限 经验不限 性别不限 男女不限 有无经验 无经验
包吃住 包吃 包住 管吃管住 五险一金 五险 社保 双休 单休 长白班 白班 面议
长期 短期 全职 兼职 本地 本地人 附近 就近 县内 县城 外出 务工 打工 外出务工 上班 工作
初中 高中 小学 中专 大专 本科 以上 及以上 以下 初级 中级 高级 技能 特长 经验 普通话
待业 在家 职工 人员 员工 工 员 师 要 想 会 能 可 男 女 人 若干
学徒 生手 熟手 熟练工 生熟手 夫妻 夫妻工 退伍军人 退役军人 年龄 身高 无纹身 爱心 耐心
岗位职责 任职要求 职位描述 岗位要求 工作内容 健康证 持健康证 健康 无技能 无特长 无一技之长
坐班 倒班 两班倒 三班倒 夜班 管吃住 管吃 管住 提供宿舍 公司提供宿舍 提供食宿 交通便利 工作餐
免费工作餐 节日福利 带薪年假 加班费 加班有补贴 月休四天 缴纳社保 试用期
"""
_EMPTY = frozenset(_SAYS_NOTHING.split())


def normalise(text: str) -> str:
    """
    Returns one spelling of a text: NFKC, lower case, no blanks at the ends.

    Full-width letters and figures become ordinary ones, so does most punctuation.
    """
    return unicodedata.normalize("NFKC", text).lower().strip()


def pieces(text: str | None) -> tuple[str, ...]:
    """
    Cuts a text into what it names, one thing a piece, in its order, none twice.

    "本人做过电焊工，会开挖机；能吃苦" gives ("电焊工", "开挖机"): figures, words such
    as 会, 做过, 想找, 工作, 师傅 and phrases that suit any post are left out.
    """
    if not text:
        return ()
    found: dict[str, None] = {}
    for part in SEPARATORS.split(RATES.sub(" ", normalise(text))):
        found.update(dict.fromkeys(named(part)))
    return tuple(found)


@lru_cache(maxsize=1 << 16)
def named(part: str) -> tuple[str, ...]:
    """What a part between separators names; the same parts come again and again."""
    cores = map(core, _CLAUSES.split(part))
    return tuple(piece[:LONGEST] for piece in cores if piece and piece not in _EMPTY)


def core(clause: str) -> str:
    """Returns a clause without figures and without empty words at either end."""
    piece = "".join(_FIGURES.sub("", clause).split())
    while piece not in _EMPTY:
        shorter = _TRAILING.sub("", _LEADING.sub("", piece, count=1), count=1).strip("的.+-")
        if shorter == piece or not shorter:
            break
        piece = shorter
    return piece

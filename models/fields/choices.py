"""The allowed values of choices, in rising order where they have one."""

from __future__ import annotations

from models.fields.field import Choice

EDUCATION = (
    Choice("none", "不限", ("无要求", "无", "文盲", "学历不限", "未上学")),
    Choice("primary", "小学", ("小学及以上", "小学以上", "小学文化")),
    Choice("junior", "初中", ("初中及以上", "初中以上", "初中文化", "初级中学")),
    Choice(
        "senior",
        "高中",
        ("中专", "职高", "技校", "中技", "高中/中专", "高中及以上", "中专及以上", "高中以上"),
    ),
    Choice("college", "大专", ("专科", "高职", "大专及以上", "大专以上", "大学专科")),
    Choice("bachelor", "本科", ("大学", "大学本科", "学士", "本科及以上", "本科以上")),
    Choice("graduate", "研究生", ("硕士", "博士", "硕士研究生", "研究生及以上", "硕士及以上")),
)
HOURS = (
    Choice("full_time", "全日制", ("全职", "全天", "长期", "固定", "月工")),
    Choice("part_time", "非全日制", ("兼职", "半天", "小时工", "钟点工")),
    Choice("seasonal", "季节性", ("季节工", "临时", "短期", "临时工", "日结", "日工")),
    Choice("shift", "倒班", ("两班倒", "三班倒", "轮班", "夜班")),
)
DISTANCE = (
    Choice("village", "本村", ("村内", "不出村", "家门口")),
    Choice("township", "本镇", ("本乡", "本乡镇", "镇内", "乡内", "就近")),
    Choice("county", "本县", ("县内", "县域内", "本区", "县城")),
    Choice("city", "本市", ("市内", "市域内", "县外市内")),
    Choice("province", "本省", ("省内", "市外省内", "全省")),
    Choice("anywhere", "不限", ("省外", "外省", "全国", "跨省", "均可", "都可以")),
)
DESTINATION = (
    Choice("county", "县内", ("本县", "县域内")),
    Choice("city", "县外市内", ("本市",)),
    Choice("province", "市外省内", ("本省",)),
    Choice("beyond", "省外", ("外省", "跨省", "省际")),
)
LABOUR = (
    Choice("none", "无劳动能力", ("丧失劳动能力", "无劳力", "无")),
    Choice("weak", "弱劳动力", ("弱劳力", "弱")),
    Choice("half", "半劳动力", ("半劳力", "半")),
    Choice(
        "full",
        "普通劳动力",
        ("全劳力", "全劳动力", "有劳动能力", "正常", "有", "技能劳动力", "健康"),
    ),
)
NO_CERTIFICATE = (  # what offices write where none is asked for, or none is held
    "无", "不限", "无要求", "不要求", "无需", "无证", "否", "没有", "暂无", "-", "—", "/", "none",
)  # fmt: skip
SEX = (Choice("male", "男", ("男性", "m", "男士")), Choice("female", "女", ("女性", "f", "女士")))
STATUS = (
    Choice("unemployed", "未就业", ("失业", "无业", "待业", "未务工", "登记失业", "在家")),
    Choice("employed", "已就业", ("就业", "在岗", "务工", "在职", "已务工", "外出务工")),
)
POST_KIND = (
    Choice("ordinary", "一般岗位", ("普通岗位", "市场化岗位", "企业岗位", "社会岗位")),
    Choice(
        "welfare_rural",
        "乡村公益性岗位",
        ("农村公益性岗位", "乡村公益岗", "农村公益岗", "公益性岗位", "公益岗"),
    ),
    Choice("welfare_urban", "城镇公益性岗位", ("城镇公益岗", "城镇公益性岗")),
    Choice("traineeship", "就业见习", ("见习岗位", "见习", "就业见习岗位")),
)
PROJECT = (
    Choice("none", "否", ("无", "不是", "非项目")),
    Choice("government_invested", "政府投资项目", ("政府投资建设项目", "政府投资", "政府项目")),
    Choice("work_relief", "以工代赈项目", ("以工代赈",)),
    Choice(
        "grassroots_service",
        "基层社会管理和公共服务",
        ("基层公共服务", "基层服务", "基层社会管理", "公共服务项目"),
    ),
)
EMPLOYER_KIND = (
    Choice("ordinary", "一般企业", ("企业", "公司", "民营企业", "个体工商户", "国有企业")),
    Choice("community_factory", "社区工厂", ("就业帮扶车间", "扶贫车间", "村镇工厂", "帮扶车间")),
    Choice("base", "就业帮扶基地", ("就业扶贫基地", "帮扶基地", "基地")),
    Choice("heritage_workshop", "非遗就业工坊", ("非遗扶贫就业工坊", "非遗工坊")),
    Choice(
        "public_body", "机关事业单位", ("机关", "事业单位", "村委会", "社区", "政府部门", "镇政府")
    ),
    Choice("cooperative", "农民专业合作社", ("合作社", "家庭农场")),
    Choice(
        "agency", "人力资源服务机构", ("人力资源服务公司", "职介机构", "劳务派遣公司", "中介公司")
    ),
    Choice("broker", "劳务经纪人", ("经纪人", "农村劳务经纪人")),
    Choice("training_body", "培训机构", ("职业培训机构", "培训学校", "技工院校")),
    Choice("assessor", "技能鉴定机构", ("职业技能鉴定机构", "评价机构", "鉴定机构")),
    Choice("startup_park", "创业孵化基地", ("创业园", "创业园区", "创业载体", "孵化基地")),
)
EVENT = (
    Choice("job", "就业", ("上岗", "务工", "转移就业", "安置")),
    Choice("startup", "创业", ("自主创业", "创办")),
    Choice("training", "培训", ("技能培训", "创业培训", "职业培训")),
    Choice("certificate", "取证", ("取得证书", "技能鉴定")),
    Choice("study", "就读", ("技工教育", "就读技工院校", "雨露计划")),
    Choice("graduation", "毕业求职", ("求职创业", "毕业生求职")),
    Choice("work_training", "以工代训", ()),
    Choice("loan", "贷款", ("创业担保贷款", "申请贷款")),
    Choice("premises", "场地水电", ("场地租赁费水电费", "场租水电")),
    Choice("insurance", "社保缴费", ("单位缴纳社保", "缴纳社会保险费")),
    Choice("sales", "网上销售", ("线上销售", "电商销售")),
    Choice("brand", "劳务品牌", ("品牌培育",)),
    Choice("recognition", "评审认定", ("评审", "认定")),
    Choice("retention", "稳岗", ("稳岗补贴", "稳岗返还")),
)
CERTIFICATE = (
    Choice("qualification", "职业资格证书", ("职业资格",)),
    Choice("skill", "职业技能等级证书", ("技能等级证书", "等级证书")),
    Choice("special", "专项职业能力证书", ("专项能力证书", "专项能力")),
    Choice("completion", "培训合格证书", ("合格证", "结业证书", "培训合格证")),
)
GRADE = (
    Choice("junior", "初级", ("五级", "初级工", "初级（五级）")),
    Choice("middle", "中级", ("四级", "中级工", "中级（四级）")),
    Choice("senior", "高级", ("三级", "高级工", "高级（三级）")),
    Choice("technician", "技师", ("二级", "技师（二级）")),
    Choice("senior_technician", "高级技师", ("一级", "高级技师（一级）")),
)
DEMAND = (
    Choice("ordinary", "一般", ("一般职业", "目录外")),
    Choice("listed", "重点目录内", ("重点产业目录内", "目录内")),
    Choice("short", "紧缺", ("紧缺职业",)),
    Choice("very_short", "非常紧缺", ("非常紧缺职业", "急需紧缺")),
)
SERVICE = (
    Choice("push", "岗位推荐", ("岗位推送", "推荐岗位", "推送岗位", "职业介绍")),
    Choice("talk", "政策宣讲", ("政策宣介", "讲政策", "政策宣传", "政策咨询")),
    Choice("guidance", "职业指导", ("就业指导", "求职指导", "职业咨询")),
    Choice("plan", "帮扶计划", ("一人一策", "一户一策", "帮扶方案", "个人计划")),
    Choice(
        "preparation",
        "就业准备",
        ("就业准备活动", "参加培训", "技能培训", "就业见习", "备考", "升学准备"),
    ),
    Choice("visit", "走访", ("上门走访", "电话回访", "电话联系", "入户走访", "回访")),
)

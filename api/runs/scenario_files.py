"""The files of a folder of scenarios."""

from __future__ import annotations

SCENARIO_FILES: dict[str, str] = {
    "scenarios.json": "记录：所变的数字、各方案的结果、价格及其核对、前沿、用时",
    "scenarios.xlsx": "方案对比、价格核对、各条规则的价格、谁得谁失、补贴、图（供阅读和打印）",
    "scenarios.html": "同样内容的网页，图在其中，不需要网络",
    "scenarios.csv": "每个方案一行",
    "scenarios.parquet": "同上（供程序读取）",
    "steps.csv": "相邻方案之间：价格的估计与重新求解的变化",
    "rule_prices.csv": "每个方案中每条规则的价格",
    "groups.csv": "谁得谁失：按人群、乡镇、岗位类别",
    "money.csv": "每个方案的补贴支出：按资金和项目",
    "rejected.csv": "未采用的输入行及原因",
    "pack.toml": "所用政策包的副本（未改数字）",
}

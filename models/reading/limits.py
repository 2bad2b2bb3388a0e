"""How large an input may be, and the conventions by which loose cells become numbers."""

from __future__ import annotations

MAX_FILE_BYTES = 1 << 30
# A workbook is a zip archive. Real sheets shrink 10 to 100 times, blank ones more; an
# archive that is both large and shrinks beyond this was made to fill the memory.
MAX_UNPACKED_BYTES = 2 << 30
MAX_RATIO = 150
RATIO_FROM_BYTES = 64 << 20
MAX_MEMBERS = 10_000
MAX_COLUMNS = 512
# A sheet is held as a full rectangle while it is read: 600,000 rows x 100 columns.
MAX_CELLS = 60_000_000
# Nor may a few stray cells span a rectangle that is large and all but empty.
MAX_SPREAD = 200  # places for each cell that holds something
SPREAD_FROM_CELLS = 4_000_000

HEADING_ROWS = 20  # the heading stands within the first so many rows
WHERE = 5  # a finding names so many places

PAID_DAYS = 21.75  # paid days a month (Ministry of Labour, 劳社部发〔2008〕3号)
PAID_HOURS = 174.0  # the same, at 8 hours a day
SEVERAL = 2  # 若干, 数名: more than one, and no more than is certain

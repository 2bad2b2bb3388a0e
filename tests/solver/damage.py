"""
Ways to damage a run folder, each with the code under which the checker must name it.

Every function takes the folder of a run that stands, changes files in it, and
raises `NotApplicableError` where the run has nothing to damage in that way. They
work on any run, not only on the small county's.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.solver.damages.figures import (
    claim_a_better_bound,
    claim_a_loss,
    claim_that_all_is_held,
    forget_the_prices,
    inflate_the_objective,
    make_a_price_negative,
    miscount_the_placed,
    overprice_a_share,
    price_a_rule_that_is_not,
    shrink_the_gap,
)
from tests.solver.damages.files import (
    change_the_input,
    change_the_pack,
    delete_a_file,
    drop_a_column,
    forget_a_figure,
    truncate_a_file,
)
from tests.solver.damages.files_of import NotApplicableError
from tests.solver.damages.pairs import (
    fill_a_full_vacancy,
    inflate_a_value,
    invent_a_vacancy,
    invent_a_worker,
    muddle_the_ranks,
    place_one_person_twice,
    place_somebody_ineligible,
    place_somebody_unwilling,
    push_above_the_cap,
    repeat_a_pair,
    swap_a_pair,
)
from tests.solver.damages.people import (
    forget_a_reason,
    hide_an_open_post,
    list_somebody_matched_as_unplaced,
    lose_a_worker,
)
from tests.solver.damages.rules import (
    break_a_guarantee,
    edit_the_rules_table,
    invent_a_rule,
    leave_a_quota_short,
    leave_a_quota_short_and_say_held,
    leave_out_a_rule,
    pass_somebody_over,
)

__all__ = ["DAMAGES", "NotApplicableError"]

DAMAGES: dict[Callable[[Path], None], str] = {
    swap_a_pair: "value_wrong",
    place_one_person_twice: "worker_over_limit",
    repeat_a_pair: "pair_twice",
    invent_a_worker: "unknown_worker",
    invent_a_vacancy: "unknown_vacancy",
    fill_a_full_vacancy: "vacancy_over_cap",
    push_above_the_cap: "vacancy_over_cap",
    place_somebody_ineligible: "pair_not_eligible",
    place_somebody_unwilling: "worker_not_available",
    inflate_a_value: "value_wrong",
    muddle_the_ranks: "rank_wrong",
    leave_a_quota_short: "rule_line_wrong",
    leave_a_quota_short_and_say_held: "status_short",
    break_a_guarantee: "rule_line_wrong",
    pass_somebody_over: "priority_inversion",
    edit_the_rules_table: "rule_line_wrong",
    leave_out_a_rule: "rule_line_missing",
    invent_a_rule: "rule_line_unknown",
    lose_a_worker: "worker_missing",
    list_somebody_matched_as_unplaced: "unplaced_matched",
    forget_a_reason: "unplaced_no_reason",
    hide_an_open_post: "unfilled_wrong",
    claim_a_better_bound: "bound_better",
    inflate_the_objective: "objective_wrong",
    shrink_the_gap: "gap_wrong",
    miscount_the_placed: "count_wrong",
    claim_that_all_is_held: "status_short",
    claim_a_loss: "status_wrong",
    make_a_price_negative: "price_range",
    overprice_a_share: "price_range",
    forget_the_prices: "bound_better",
    price_a_rule_that_is_not: "certificate_row",
    change_the_input: "input_changed",
    change_the_pack: "pack_changed",
    delete_a_file: "file_missing",
    truncate_a_file: "file_damaged",
    drop_a_column: "file_damaged",
    forget_a_figure: "run_incomplete",
}
"""Every damage and the code of the fault that must name it."""

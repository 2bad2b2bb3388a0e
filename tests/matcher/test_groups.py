"""Vacancies of one vector lie beside each other."""

import numpy as np

from matcher.groups import group_of, make_groups

VECTORS = np.array([[0, 1], [1, 0], [0, 1], [0, 0], [1, 0], [-0.0, 0]], dtype=np.float32)


def test_equal_vectors_are_one_group() -> None:
    """Of six, 0 and 2, 1 and 4, 3 and 5 are alike: zeros have no sign."""
    group = group_of(VECTORS)
    assert group[0] == group[2] != group[1] == group[4]
    assert group[3] == group[5]
    assert sorted(set(group.tolist())) == [0, 1, 2]


def test_groups_follow_each_other_with_the_lower_vacancy_first() -> None:
    groups, index = make_groups(group_of(VECTORS), VECTORS)
    assert groups.start.tolist() == [0, 2, 4, 6]
    for g, (low, high) in enumerate(zip(groups.start[:-1], groups.start[1:], strict=True)):
        members = index[low:high]
        assert members.tolist() == sorted(members)
        assert (VECTORS[members] == groups.vector[g]).all()


def test_some_vacancies_make_fewer_groups() -> None:
    groups, index = make_groups(group_of(VECTORS), VECTORS, np.array([0, 2, 3]))
    assert sorted(index.tolist()) == [0, 2, 3]
    assert np.diff(groups.start).tolist() in ([2, 1], [1, 2])


def test_no_vacancies_make_no_groups() -> None:
    none = np.zeros((0, 2), dtype=np.float32)
    groups, index = make_groups(group_of(none), none)
    assert groups.start.tolist() == [0]
    assert index.size == 0

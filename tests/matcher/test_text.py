"""Vectors: like work near, unlike work far, exact products, the same for everybody."""

import csv
import importlib.util
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from benchmarks.text_accuracy import made_up_texts
from matcher import TextEncoder
from matcher.occupations import load_occupations
from matcher.text import Backend
from matcher.text.encoder import project
from matcher.text.grid import STEPS, to_grid
from matcher.text.space import STORED, fingerprint, fit, likeness, load_vectors

with (Path(__file__).parent / "triples.csv").open(encoding="utf-8", newline="") as file:
    TRIPLES = [(row["text"], row["nearer"], row["farther"]) for row in csv.DictReader(file)]


@pytest.fixture(scope="module")
def encoder() -> TextEncoder:
    return TextEncoder()


class Lengths:
    """A stand-in for a model: five numbers that depend on the text alone."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        self.asked += texts
        rows = [np.random.default_rng(sum(map(ord, t))).standard_normal(5) for t in texts]
        return np.array(rows, dtype=np.float32)


def test_there_are_enough_triples() -> None:
    assert len(TRIPLES) >= 100


@pytest.mark.parametrize(("text", "nearer", "farther"), TRIPLES)
def test_like_work_is_nearer_than_unlike_work(
    encoder: TextEncoder, text: str, nearer: str, farther: str
) -> None:
    own, near, far = encoder.encode([text, nearer, farther])
    # 0.45 is what neighbours have, 0.3 the top twentieth of unlike work.
    assert own @ near >= 0.45
    assert own @ far <= 0.35


def test_words_of_one_occupation_lie_together(encoder: TextEncoder) -> None:
    for occupation in load_occupations():
        if occupation.everyday:
            products = encoder.encode(occupation.words) @ encoder.encode([occupation.name])[0]
            assert np.median(products) > 0.7, occupation.name


def test_words_of_two_occupations_lie_apart(encoder: TextEncoder) -> None:
    words = [o.words[0] for o in load_occupations() if o.everyday]
    vectors = encoder.encode(words)
    products = (vectors @ vectors.T)[np.triu_indices(len(words), 1)]
    # Measured: median 0.03, upper twentieth 0.27.
    assert abs(np.median(products)) < 0.1
    assert np.percentile(products, 95) < 0.35


def test_every_stored_occupation_has_its_own_vector() -> None:
    vectors = load_vectors()
    assert vectors.shape == (len(load_occupations()), 32)
    assert len(np.unique(vectors.round(6), axis=0)) == len(vectors)


def test_the_stored_vectors_were_fitted_to_the_tables_as_they_are() -> None:
    # On failure: python -m matcher.text.build
    with np.load(STORED, allow_pickle=False) as stored:
        assert str(stored["tables"]) == fingerprint(load_occupations())


def test_vectors_of_other_tables_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "vectors.npz"
    np.savez(path, steps=np.zeros((1, 32), np.int8), tables=np.array("other"))
    with pytest.raises(ValueError, match=r"run `python -m matcher\.text\.build`"):
        load_vectors(path)


def test_a_changed_word_changes_the_fingerprint() -> None:
    first, *rest = load_occupations()
    changed = (replace(first, words=(*first.words, "书记")), *rest)
    assert fingerprint(changed) != fingerprint(load_occupations())


def test_the_fit_brings_like_occupations_near_and_keeps_unlike_ones_apart() -> None:
    chosen = tuple(o for o in load_occupations() if o.code[:4] in {"6-05", "4-10", "5-03", "6-29"})
    alike = likeness(chosen)
    vectors = fit(chosen, dimensions=16, rounds=60)
    products = vectors @ vectors.T
    assert np.allclose((vectors**2).sum(axis=1), 1)
    small = (alike >= 0.5) & (alike < 0.8)
    assert abs(np.median(products[small]) - 0.5) < 0.15
    assert np.percentile(products[alike == 0], 95) < 0.4
    assert np.array_equal(vectors, fit(chosen, dimensions=16, rounds=60))


def test_likeness_is_symmetric_and_knows_neighbours_and_groups() -> None:
    occupations = load_occupations()
    at = {o.code: i for i, o in enumerate(occupations)}
    alike = likeness(occupations)
    assert np.array_equal(alike, alike.T)
    assert alike[at["6-05-01-03"], at["4-10-02-01"]] >= 0.6  # sewer, tailor: people move between
    assert alike[at["6-18-01-01"], at["6-18-01-03"]] >= 0.5  # lathe, planer: one small group
    assert alike[at["6-18-01-03"], at["6-18-02-01"]] >= 0.25  # planer, founder: one middle group
    assert alike[at["6-05-01-03"], at["6-30-05-05"]] == 0  # sewer, digger driver


def test_texts_that_name_no_work_have_no_direction(encoder: TextEncoder) -> None:
    vectors = encoder.encode(["", None, "无", "服从安排", "qwertyuiop"])
    assert vectors.shape == (5, 32)
    assert not vectors.any()


def test_no_texts_give_an_empty_array(encoder: TextEncoder) -> None:
    assert encoder.encode([]).shape == (0, 32)


def test_vectors_are_of_unit_length_on_the_grid(encoder: TextEncoder) -> None:
    vectors = encoder.encode(made_up_texts(2000))
    assert vectors.dtype == np.float32
    steps = vectors.astype(np.float64) * STEPS
    assert np.array_equal(steps, np.rint(steps))
    length = np.sqrt((vectors.astype(np.float64) ** 2).sum(axis=1))
    assert length.max() <= 1
    assert length[length > 0].min() > 1 - 32 / STEPS


def test_products_are_exact_in_single_precision_in_any_order(encoder: TextEncoder) -> None:
    vectors = encoder.encode(made_up_texts(300))
    exact = vectors.astype(np.float64) @ vectors.astype(np.float64).T
    order = np.random.default_rng(1).permutation(32)
    shuffled = np.zeros_like(exact, dtype=np.float32)
    for column in order:
        shuffled += np.outer(vectors[:, column], vectors[:, column])
    assert np.array_equal(shuffled, exact)
    assert np.array_equal(vectors @ vectors.T, exact)


def test_a_row_that_rounding_would_lengthen_stays_within_the_ball() -> None:
    rng = np.random.default_rng(0)
    rows = to_grid(rng.standard_normal((5000, 32))).astype(np.float64)
    assert (rows**2).sum(axis=1).max() <= 1
    assert to_grid(np.array([[3.0, 4.0], [0.0, 0.0]]))[1].tolist() == [0.0, 0.0]


def test_a_vector_does_not_depend_on_the_other_texts(encoder: TextEncoder) -> None:
    texts = made_up_texts(500)
    together = encoder.encode(texts)
    alone = np.concatenate([encoder.encode([text]) for text in texts[::50]])
    assert np.array_equal(together[::50], alone)
    assert np.array_equal(together[::-1], encoder.encode(texts[::-1]))


def test_one_spelling_is_encoded_once() -> None:
    backend = Lengths()
    vectors = TextEncoder(backend=backend, dimensions=8).encode(["ＣＮＣ", "cnc", "焊工", "", None])
    assert backend.asked == ["cnc", "焊工"]
    assert np.array_equal(vectors[0], vectors[1])
    assert not vectors[3:].any()


def test_a_backend_of_another_length_is_projected_the_same_way_every_time() -> None:
    first, again = (TextEncoder(backend=Lengths(), dimensions=8).encode(["a", "b"]) for _ in "12")
    assert first.shape == (2, 8)
    assert np.array_equal(first, again)


def test_the_projection_keeps_cosines_up_to_its_error() -> None:
    rng = np.random.default_rng(2)
    vectors = rng.standard_normal((100, 400))
    vectors[50:] = vectors[:50] + 0.3 * rng.standard_normal((50, 400))  # cosine about 0.96
    low = project(vectors, 64)
    low /= np.linalg.norm(low, axis=1, keepdims=True)
    high = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    error = np.abs(low @ low.T - high @ high.T)
    # About 1/sqrt(64) = 0.125 between unlike vectors, far less between like ones.
    assert error.mean() < 0.125
    assert np.abs((low[:50] * low[50:]).sum(axis=1) - 0.96).max() < 0.06


def test_a_projection_to_the_same_length_changes_nothing() -> None:
    vectors = np.eye(4)
    assert project(vectors, 4) is vectors


class Broken:
    def __init__(self, answer: np.ndarray) -> None:
        self.answer = answer

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        return self.answer


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (np.ones((2, 4)), r"Expected 1 vectors of the backend, got shape \(2, 4\)"),
        (np.ones(4), r"got shape \(4,\)"),
        (np.full((1, 4), np.nan), "got NaN or infinity"),
    ],
)
def test_a_backend_that_answers_wrongly_is_refused(answer: np.ndarray, message: str) -> None:
    backend: Backend = Broken(answer)
    with pytest.raises(ValueError, match=message):
        TextEncoder(backend=backend).encode(["焊工"])


def test_a_model_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="never downloaded"):
        TextEncoder(model=tmp_path / "missing")


@pytest.mark.skipif(
    importlib.util.find_spec("sentence_transformers") is not None, reason="the extra is installed"
)
def test_without_the_extra_a_model_is_refused_with_what_to_install(tmp_path: Path) -> None:
    with pytest.raises(ImportError, match=r"gangpei\[neural\]"):
        TextEncoder(model=tmp_path)


def test_a_model_and_a_backend_together_are_refused() -> None:
    with pytest.raises(ValueError, match="got both"):
        TextEncoder(model="somewhere", backend=Lengths())


def test_fewer_than_two_dimensions_are_refused() -> None:
    with pytest.raises(ValueError, match="Expected dimensions >= 2, got 1"):
        TextEncoder(dimensions=1)


def test_a_local_model_is_read_and_projected(tmp_path: Path) -> None:
    sentence_transformers = pytest.importorskip(
        "sentence_transformers", reason="the extra `neural` is not installed"
    )
    modules = sentence_transformers.models
    words = modules.BoW(vocab=["焊工", "电焊", "保姆"])
    sentence_transformers.SentenceTransformer(modules=[words], device="cpu").save(str(tmp_path))
    vectors = TextEncoder(model=tmp_path, dimensions=16).encode(["焊工", "保姆"])
    assert vectors.shape == (2, 16)
    assert abs(float((vectors[0] ** 2).sum()) - 1) < 0.02

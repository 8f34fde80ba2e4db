"""The contract, first part: a generation is published whole, or not at all."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from changing_archives import Drafts
from contract_base import ContractBase
from drafts import Draft, ask, ids, numbered, publish

from searchapp.engines.base import IndexEntry, SearchEngine
from searchapp.errors import BuildFailedError, NoIndexError, ReportNotFoundError


def _breaking_off(after: int) -> Iterator[IndexEntry]:
    """Entries that end in an error."""
    for draft in numbered(after):
        yield draft.entry()
    raise ZeroDivisionError


class BuildingContract(ContractBase):
    """What building promises."""

    def test_before_the_first_build_nothing_answers(self, engine: SearchEngine) -> None:
        for question in (
            lambda: ask(engine, "lúa"),
            lambda: engine.report("so-001"),
            engine.status,
            engine.vocabulary,
            engine.rollback,
        ):
            with pytest.raises(NoIndexError):
                question()

    def test_leaving_the_block_publishes(self, engine: SearchEngine) -> None:
        publish(engine, numbered(3))
        assert ids(ask(engine)) == ["so-000", "so-001", "so-002"]

    def test_nothing_of_a_generation_is_seen_while_it_is_built(self, engine: SearchEngine) -> None:
        publish(engine, numbered(2))
        with engine.build() as writer:
            for draft in numbered(5):
                writer.add(draft.entry())
            assert ask(engine).total == 2
        assert ask(engine).total == 5

    def test_an_error_inside_the_block_leaves_the_old_generation(
        self, engine: SearchEngine
    ) -> None:
        publish(engine, numbered(3))
        before = engine.status()
        with pytest.raises(ZeroDivisionError):
            publish(engine, _breaking_off(5))
        assert engine.status() == before
        assert ask(engine).total == 3
        publish(engine, numbered(4))
        assert ask(engine).total == 4

    def test_an_error_in_the_first_build_publishes_nothing(self, engine: SearchEngine) -> None:
        with pytest.raises(ZeroDivisionError):
            publish(engine, _breaking_off(1))
        with pytest.raises(NoIndexError):
            engine.status()

    @pytest.mark.parametrize("second", ["so-001", "so-000"])
    def test_an_id_that_does_not_ascend_is_refused(self, engine: SearchEngine, second: str) -> None:
        with engine.build() as writer:
            writer.add(Draft("so-001", body="Bài một.").entry())
            with pytest.raises(ValueError, match=second):
                writer.add(Draft(second, body="Bài hai.").entry())
        assert ids(ask(engine)) == ["so-001"]

    def test_ids_ascend_by_their_bytes(self, engine: SearchEngine) -> None:
        strange = ["Z", "a", "a b/ç?", "ă", "đ", "𝛂"]
        publish(engine, [Draft(report_id, body="Gặt lúa.") for report_id in strange])
        assert ids(ask(engine)) == strange
        assert [engine.report(report_id).id for report_id in strange] == strange

    def test_a_source_is_taken_whole_whatever_serves(self, engine: SearchEngine) -> None:
        drafts = {draft.id: draft for draft in numbered(5)}
        for gone in (None, "so-002", None):
            left = {one: draft for one, draft in drafts.items() if one != gone}
            with engine.build() as writer:
                writer.take(Drafts(left))
            assert writer.added + writer.reused == len(left)
            assert ids(ask(engine)) == sorted(left)
            assert ids(ask(engine, "lúa")) == ids(ask(engine))

    def test_a_generation_without_reports_is_refused(self, engine: SearchEngine) -> None:
        publish(engine, numbered(1))
        with pytest.raises(BuildFailedError):
            publish(engine, [], allow_drop=True)
        assert ask(engine).total == 1

    def test_a_sudden_drop_is_refused_unless_it_is_allowed(self, engine: SearchEngine) -> None:
        publish(engine, numbered(10))
        with pytest.raises(BuildFailedError, match=r"10\D+4"):
            publish(engine, numbered(4))
        assert ask(engine).total == 10
        publish(engine, numbered(4), allow_drop=True)
        assert ask(engine).total == 4

    def test_a_report_comes_back_as_it_was_given(self, engine: SearchEngine) -> None:
        entry = Draft("x", "Tiêu đề", "Thân bài.", "QUẢNG CÁO", "Hết.", ("hue",), ("so_ket",))
        with engine.build() as writer:
            writer.add(entry.entry())
        assert engine.report("x") == entry.entry().report
        assert ask(engine, "thân bài").hits[0].report == entry.entry().report

    def test_an_id_that_no_report_has_is_told(self, engine: SearchEngine) -> None:
        publish(engine, numbered(2))
        for missing in ("so-999", "", "so-00", "so-0011", "\ud800"):
            with pytest.raises(ReportNotFoundError):
                engine.report(missing)

    def test_status_tells_what_serves(self, engine: SearchEngine) -> None:
        publish(engine, [*numbered(3), Draft("z", provinces=("hue", "ha-nam")), Draft("zz")])
        status = engine.status()
        assert (status.reports, status.provinces, status.damaged) == (5, 2, ())
        assert timedelta(0) <= datetime.now(UTC) - status.built_at < timedelta(minutes=5)
        assert ask(engine).status == status

    def test_a_report_without_a_single_word_is_held(self, engine: SearchEngine) -> None:
        publish(engine, [Draft("trong", body="– … –"), Draft("x", body="Gặt lúa.")])
        assert ids(ask(engine)) == ["trong", "x"]
        assert ids(ask(engine, "lúa")) == ["x"]

    def test_an_archive_without_any_word_is_held(self, engine: SearchEngine) -> None:
        publish(engine, [Draft("trong", body="– … –")])
        assert ids(ask(engine)) == ["trong"]
        assert ids(ask(engine, '"gặt lúa" -sớm title:tin')) == []

    def test_the_vocabulary_counts_reports(self, engine: SearchEngine) -> None:
        bodies = ["Gặt lúa, gặt lúa.", "Lùa vịt.", "Gặt lúa rồi.", "Gặt\n\ncỏ. Lúa tốt."]
        publish(engine, [Draft(f"v{n}", body=body) for n, body in enumerate(bodies)])
        words = engine.vocabulary()
        assert (words.count("lúa"), words.count("lùa"), words.count("lua")) == (3, 1, 0)
        assert (words.count_folded("lua"), words.count_folded("lúa")) == (4, 0)
        assert (words.count_pair("gặt", "lúa"), words.count_pair("lúa", "vịt")) == (2, 0)
        assert sorted(words.spellings("lua")) == ["lùa", "lúa"]
        assert words.spellings("xyz") == ()

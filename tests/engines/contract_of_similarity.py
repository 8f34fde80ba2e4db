"""The contract, sixth part: which reports are similar to one."""

import random
from collections import Counter
from itertools import groupby

import pytest
from contract_base import ContractBase
from drafts import Draft, publish

from searchapp.engines.base import SearchEngine
from searchapp.errors import ReportNotFoundError

_TOPICS = ("chuyển đổi số", "giảm nghèo", "hợp tác xã", "lúa lai", "nuôi ong", "đê, kè")


def _rack() -> list[Draft]:
    """Reports with none to all of the topics, the first topics oftener than the last."""
    chance = random.Random(20260202)
    return [
        Draft(
            f"r{n:02}",
            topics=tuple(t for k, t in enumerate(_TOPICS, 1) if chance.random() < 0.8 / k),
        )
        for n in range(60)
    ]


class SimilarityContract(ContractBase):
    """What is told of reports that share topics."""

    @pytest.fixture(scope="class")
    @classmethod
    def rack(cls, tmp_path_factory: pytest.TempPathFactory) -> SearchEngine:
        """An engine over a rack of reports; nothing is published into it by any test."""
        engine = cls.open_engine(tmp_path_factory.mktemp("rack"))
        publish(engine, _rack())
        return engine

    def test_exactly_the_reports_that_share_a_topic_are_similar(self, rack: SearchEngine) -> None:
        for draft in _rack():
            others = {d.id for d in _rack() if set(d.topics) & set(draft.topics)} - {draft.id}
            found = rack.similar(draft.id, 1000)
            assert len(found) == len(others)
            assert {similar.report.id for similar in found} == others

    def test_the_shared_topics_are_told_in_the_order_of_the_one_asked(
        self, rack: SearchEngine
    ) -> None:
        for draft in _rack():
            for similar in rack.similar(draft.id, 1000):
                shared = [topic for topic in draft.topics if topic in similar.report.topics]
                assert list(similar.topics) == shared

    def test_equals_stand_together_in_the_order_of_their_ids(self, rack: SearchEngine) -> None:
        tied = 0
        for draft in _rack():
            found = rack.similar(draft.id, 1000)
            groups = [topics for topics, _ in groupby(similar.topics for similar in found)]
            assert len(groups) == len(set(groups))
            for _, group in groupby(found, key=lambda similar: similar.topics):
                names = [similar.report.id for similar in group]
                assert names == sorted(names)
                tied += len(names) - 1
        assert tied, "there should be equals"

    def test_of_two_that_share_one_topic_the_rarer_counts_more(self, rack: SearchEngine) -> None:
        held = Counter(topic for draft in _rack() for topic in draft.topics)
        for draft in _rack():
            single = [s.topics[0] for s in rack.similar(draft.id, 1000) if len(s.topics) == 1]
            assert [held[topic] for topic in single] == sorted(held[topic] for topic in single)

    def test_sharing_more_of_the_topics_is_better(self, rack: SearchEngine) -> None:
        for draft in _rack():
            shared = [set(similar.topics) for similar in rack.similar(draft.id, 1000)]
            for place, topics in enumerate(shared):
                assert not any(topics < later for later in shared[place:])

    def test_at_most_as_many_as_asked_for_are_told_the_best_of_them(
        self, rack: SearchEngine
    ) -> None:
        whole = rack.similar("r00", 1000)
        assert len(whole) > 3
        assert rack.similar("r00", 3) == whole[:3]
        assert rack.similar("r00", 0) == ()

    def test_a_topic_of_every_report_is_shared_too(self, engine: SearchEngine) -> None:
        publish(engine, [Draft(name, topics=("nuôi ong",)) for name in "abc"])
        found = engine.similar("b", 5)
        assert [(similar.report.id, similar.topics) for similar in found] == [
            ("a", ("nuôi ong",)),
            ("c", ("nuôi ong",)),
        ]

    def test_a_report_without_topics_is_similar_to_none(self, engine: SearchEngine) -> None:
        publish(engine, [Draft("a"), Draft("b"), Draft("c", topics=("nuôi ong",))])
        assert engine.similar("a", 5) == engine.similar("c", 5) == ()

    def test_nothing_is_similar_to_a_report_that_is_not_there(self, rack: SearchEngine) -> None:
        with pytest.raises(ReportNotFoundError):
            rack.similar("không có", 5)

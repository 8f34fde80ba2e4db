"""The contract, second part: engines follow what is published, while they are asked."""

import threading
from pathlib import Path

import pytest
from contract_base import ContractBase
from drafts import Draft, ask, ids, numbered, publish

from searchapp.engines.base import SearchEngine
from searchapp.errors import NoIndexError

THREADS = 8
GENERATIONS = 5
PAUSE_S = 0.002  # so that the publisher gets its turn too


class FollowingContract(ContractBase):
    """What an engine promises that is asked while generations come and go."""

    def test_a_second_engine_follows_what_the_first_publishes(
        self, root: Path, engine: SearchEngine
    ) -> None:
        other = self.open_engine(root)
        with pytest.raises(NoIndexError):
            other.status()
        for count in (2, 3, 5):
            publish(engine, numbered(count))
            assert ask(other).total == count
            assert other.status().generation == engine.status().generation

    def test_rollback_brings_the_generation_before_back(
        self, root: Path, engine: SearchEngine
    ) -> None:
        other = self.open_engine(root)
        publish(engine, numbered(2))
        first = engine.status()
        publish(engine, numbered(3))
        assert ask(other).total == 3
        assert engine.rollback() == first.generation
        assert engine.status() == other.status() == first
        assert ask(engine).total == ask(other).total == 2

    def test_there_is_no_rollback_behind_the_first(self, engine: SearchEngine) -> None:
        publish(engine, numbered(2))
        with pytest.raises(NoIndexError):
            engine.rollback()
        assert ask(engine).total == 2

    def test_after_a_rollback_the_next_build_serves(self, engine: SearchEngine) -> None:
        for count in (2, 3):
            publish(engine, numbered(count))
        rolled_back_from = engine.status().generation
        engine.rollback()
        publish(engine, numbered(4))
        assert ask(engine).total == 4
        assert engine.status().generation != rolled_back_from

    def test_threads_get_right_answers_while_generations_are_published(
        self, root: Path, engine: SearchEngine
    ) -> None:
        publish(engine, _marked(0))
        asked = _Asked(self.open_engine(root))
        threads = [threading.Thread(target=asked.ask_on) for _ in range(THREADS)]
        for thread in threads:
            thread.start()
        try:
            for generation in range(1, GENERATIONS):
                publish(engine, _marked(generation))
        finally:
            asked.enough.set()
            for thread in threads:
                thread.join(30)
        assert not any(thread.is_alive() for thread in threads)
        assert asked.wrong == []
        assert asked.answers > THREADS
        assert ask(asked.engine, "lúa").total == len(_marked(GENERATIONS - 1))


def _marked(generation: int) -> list[Draft]:
    """A generation of a size of its own, each report of which says in which it is."""
    count = 3 + generation
    return [
        Draft(f"so-{n}", f"Bản tin {n}", f"Bà con gặt lúa sớm, lần {generation}.")
        for n in range(count)
    ]


class _Asked:
    """Threads that ask one engine on and on, and note what is wrong with the answers."""

    def __init__(self, engine: SearchEngine) -> None:
        self.engine = engine
        self.enough = threading.Event()
        self.wrong: list[object] = []
        self.answers = 0

    def ask_on(self) -> None:
        try:
            while not self.enough.wait(PAUSE_S) and not self.wrong:
                self._ask_once()
        except Exception as error:  # noqa: BLE001 - whatever it is, the test must hear of it
            self.wrong.append(error)

    def _ask_once(self) -> None:
        result = ask(self.engine, '"gặt lúa" sớm', facets=("province",))
        generation = result.status.reports - 3
        if ids(result) != [draft.id for draft in _marked(generation)]:
            self.wrong.append((result.status, ids(result)))
        if any(f"lần {generation}." not in hit.report.text for hit in result.hits):
            self.wrong.append((result.status, "holds another generation's report"))
        if result.facets["province"] != {"unknown": result.total}:
            self.wrong.append((result.status, result.facets))
        self.answers += 1

"""How a search engine must behave, whichever it is.

An engine's test class inherits ``EngineContract`` and says how an engine over a folder is opened;
every test below then holds for it, or it is no engine for searchapp.
"""

from contract_of_building import BuildingContract
from contract_of_filtering import FilteringContract
from contract_of_folding import FoldingContract
from contract_of_following import FollowingContract
from contract_of_language import LanguageContract
from contract_of_matching import MatchingContract
from contract_of_ordering import OrderingContract
from contract_of_similarity import SimilarityContract
from contract_of_suggesting import SuggestingContract


class EngineContract(
    BuildingContract,
    FollowingContract,
    MatchingContract,
    OrderingContract,
    FilteringContract,
    SuggestingContract,
    SimilarityContract,
    FoldingContract,
    LanguageContract,
):
    """The whole contract."""

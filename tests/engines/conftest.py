"""The contract's parts are no test modules by their names, but their asserts should explain too."""

import pytest

pytest.register_assert_rewrite(
    "contract_of_building",
    "contract_of_filtering",
    "contract_of_following",
    "contract_of_matching",
    "contract_of_ordering",
)

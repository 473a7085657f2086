"""One history and one page for the tests that only look."""

import pytest

from tests.web.making import Page, keep_a_call, settings_in


@pytest.fixture(scope="session")
def page(tmp_path_factory: pytest.TempPathFactory) -> Page:
    settings = settings_in(tmp_path_factory.mktemp("web"))
    keep_a_call(settings)
    return Page(settings)

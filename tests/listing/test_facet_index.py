"""The facet index of a list, shared by the threads of a process."""

import pytest

from listing import facet_index
from listing.facet_index import index_of
from projects.filters.form import ProjectFilterForm
from records import cache_version

pytestmark = pytest.mark.django_db


class LockOfAnotherThread:
    """Locked by another thread at first; meanwhile a change set is stored."""

    is_locked = True

    def __enter__(self):
        if self.is_locked:
            cache_version.bump()
            self.is_locked = False

    def __exit__(self, *_error):
        pass


def test_an_index_built_after_a_wait_counts_as_one_of_the_data_it_was_built_from(monkeypatch):
    monkeypatch.setattr(facet_index, "_current", {})
    monkeypatch.setitem(facet_index._building, ProjectFilterForm, LockOfAnotherThread())
    waited = index_of(ProjectFilterForm)
    assert index_of(ProjectFilterForm) is waited

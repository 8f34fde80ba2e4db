"""The seam between searching and whatever engine stands behind it."""

from searchapp.engines.base import SearchEngine
from searchapp.settings import Settings


def open_engine(settings: Settings) -> SearchEngine:
    """Return the engine over ``settings.index``; nothing is read before it is asked."""
    from searchapp.engines.whoosh.engine import WhooshEngine

    return WhooshEngine(settings.index, keep=settings.keep_generations, max_drop=settings.max_drop)

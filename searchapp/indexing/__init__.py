"""documents/ -> a published generation of the index.

::

    command     the rebuild command
    rebuild     rebuild(): the child process, its lock, and what it reports
    pipeline    file -> text -> facts -> terms -> engine; what is unchanged is not redone
    scanning    what changed in the archive; remembered: by which it is known
    gathering   what changed -> the cache
    cache       what was read and analysed before; versions: the keys to it
    analysts    the processes that read and analyse; tasks: what passes there and back
    analysing   what they do
    source      what the engine is given, from the cache
    phrases     which runs of words recur in the archive, and how firmly they keep together
    topics      which of them tell what a report is about; empty_words: which never do
    vocabulary  the topics of the archive, kept from one rebuild to the next
    progress    the values that a rebuild tells about itself; pace: how fast it goes
"""

from searchapp.indexing.progress import Progress, RebuildReport
from searchapp.indexing.rebuild import rebuild

__all__ = ["Progress", "RebuildReport", "rebuild"]

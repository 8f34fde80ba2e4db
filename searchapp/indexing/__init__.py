"""documents/ -> a published generation of the index.

::

    command     the rebuild command
    rebuild     rebuild(): the child process, its lock, and what it reports
    pipeline    file -> text -> facts -> terms -> engine; what is unchanged is not redone
    cache       what was read and analysed before, by content
    analysts    the processes that read facts and terms
    phrases     which runs of words recur in the archive, and how firmly they keep together
    topics      which of them tell what a report is about; empty_words: which never do
    progress    the values that a rebuild tells about itself
"""

from searchapp.indexing.progress import Progress, RebuildReport
from searchapp.indexing.rebuild import rebuild

__all__ = ["Progress", "RebuildReport", "rebuild"]

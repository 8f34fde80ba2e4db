"""What can go wrong, as a tree.

::

    SearchAppError
    ├── SettingsError           a setting has a value that cannot be used
    ├── ReadingError            a file of the archive cannot be read; the batch goes on
    │   └── ReadingLimitError   ... because it asks for too much time, memory or space
    ├── QueryError              a request cannot be understood; names its parameter
    ├── ArchiveIndexError             the index cannot be used or built
    │   ├── NoIndexError        no generation has been published yet
    │   ├── GenerationDamagedError  a generation's files are not what its manifest says
    │   ├── BuildFailedError    a new generation was not good enough to publish
    │   └── RebuildRunningError another rebuild holds the lock
    ├── ReportNotFoundError     no report has this id
    └── OverloadedError         more is asked for than can be answered in time

Messages reach people at every door, so they are Vietnamese, and say what to do next.
"""


class SearchAppError(Exception):
    """The root: whatever searchapp raises on purpose."""


class SettingsError(SearchAppError):
    """A setting has a value that cannot be used."""


class ReadingError(SearchAppError):
    """A file of the archive cannot be read; the message is the reason for its reader."""


class ReadingLimitError(ReadingError):
    """Reading a file asked for more time, memory or space than one file may cost."""


class QueryError(SearchAppError):
    """A request cannot be understood.

    Attributes:
        parameter: The name of the parameter at fault, as the client wrote it.
    """

    def __init__(self, parameter: str, message: str) -> None:
        super().__init__(message)
        self.parameter = parameter


class ArchiveIndexError(SearchAppError):
    """The index cannot be used or built."""


class NoIndexError(ArchiveIndexError):
    """No generation has been published yet, or none that stands is whole."""


class GenerationDamagedError(ArchiveIndexError):
    """A generation's files are not what its manifest says; nothing of it was loaded."""


class BuildFailedError(ArchiveIndexError):
    """A new generation was not good enough to publish; the old one serves on.

    Attributes:
        details: What happened to single files, a line each.
    """

    def __init__(self, message: str, details: tuple[str, ...] = ()) -> None:
        super().__init__(message, details)
        self.details = details

    def __str__(self) -> str:
        """Return the message alone."""
        return str(self.args[0])


class RebuildRunningError(ArchiveIndexError):
    """Another rebuild holds the lock."""


class ReportNotFoundError(SearchAppError):
    """No report of the serving generation has this id."""


class OverloadedError(SearchAppError):
    """More is asked for at once than can be answered in time; later it may be."""

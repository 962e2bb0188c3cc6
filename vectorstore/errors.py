"""What can go wrong with the evidence on disk, said so that a person can act on it."""


class EvidenceError(Exception):
    """A problem with the index or the embedder; its text is one line that says what to do."""


class OutdatedIndex(EvidenceError):
    """The index was made by another version of the program; it can be made anew."""

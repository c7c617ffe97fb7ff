"""What can go wrong while a foreign file is read; every text is a sentence for the user."""


class IntakeError(Exception):
    """A foreign file was not taken in."""


class UnreadableError(IntakeError):
    """The file is not what it should be, or is past a limit; the text says which and what to do."""


class CancelledError(IntakeError):
    """The reader was asked to stop."""

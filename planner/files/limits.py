"""Sizes, counts and times of plan files: the one place where they are set."""

LARGEST_PLAN = 20_000_000
"""Bytes of a plan file, read or written: what is written can be opened again."""
DEEPEST = 40
LONGEST_INTEGER = 16
MOST_OBJECTS = 1_000_000
ERRORS_SHOWN = 5

CHUNK = 1 << 20
HEAD = 4_096
"""Bytes at the start of a file in which a plan names itself."""
LONGEST_FILE_NAME = 255
REPLACE_PAUSES = (0.05, 0.1, 0.2, 0.4, 0.8, 1.0)
"""Windows: seconds between tries while a scanner or a sync client holds the file."""
LEFT_OVER_AFTER = 3_600.0
"""Seconds after which a temporary file of a dead process is swept."""

BACKUP_EVERY = 600.0
BACKUPS_RECENT = 10
BACKUP_DAYS = 14
BACKUP_WEEKS = 8
BACKUPS_LARGEST = 200_000_000

SYNC_EVERY = 1.0
"""Seconds that an edit may wait until the journal is pushed to the disk itself."""
LONGEST_LINE = 64_000_000
JOURNAL_COMPACTED_AT = 20_000_000
TRASH_DAYS = 30

BEAT_EVERY = 60.0
BEATS_TO_LIVE = 2
STILL_FOR = 180.0
LARGEST_LOCK = 10_000

RECENT_PLANS = 20
LARGEST_RECENT = 1_000_000

"""What can go wrong with plan files.

    FileError
        OpenError       NotFound, NoAccess, NotAFile, TooLarge, NotAPlan, NewerPlan, DamagedPlan
        SaveError       ReadOnlyFile, ChangedOnDisk, AlreadyThere, TargetNotAFile, DiskFull, TooBigForDisk, NoRight,
                        FolderGone, InUse, NameTooLong, DiskFault, MaybeNotOnDisk, PlanTooLarge, ProgramFault
        JournalError    JournalDoesNotFit
        Locked

Each one says what happened, what is safe and what to do, in the language spoken when it is raised.
"""

import errno
from typing import Any

from planner.language import N_, _


class FileError(Exception):
    """A plan file was not opened or not saved; ``str()`` is the whole message, ``details`` is for experts."""

    HAPPENED = N_("Something went wrong with “{name}”.")
    SAFE = ""
    TODO = ""

    def __init__(self, name: str = "", details: str = "", **facts: Any) -> None:
        self.name = name
        self.details = details
        self.happened = _(self.HAPPENED).format(name=name, **facts)
        self.safe = _(self.SAFE).format(name=name, **facts)
        self.todo = _(self.TODO).format(name=name, **facts)
        super().__init__(name, details)

    def __str__(self) -> str:
        return " ".join(part for part in (self.happened, self.safe, self.todo) if part)


class OpenError(FileError):
    """A plan was not opened; its file was not touched."""

    HAPPENED = N_("“{name}” could not be opened.")
    SAFE = N_("The file has not been touched.")
    TODO = N_("Try again, or open another file.")


class NotFound(OpenError):
    """There is no such file."""

    HAPPENED = N_("“{name}” is not there any more.")
    SAFE = ""
    TODO = N_("It may have been moved or renamed. Look for it in its folder.")


class NoAccess(OpenError):
    """This user may not read the file, or its disk does not answer."""

    HAPPENED = N_("“{name}” could not be read: you may not have access to it, or its disk does not answer.")
    TODO = N_("Check that the disk is connected, or ask the owner of the file for access.")


class NotAFile(OpenError):
    """A folder, a pipe, a device or a link that leads in a circle."""

    HAPPENED = N_("“{name}” is not a file.")
    SAFE = ""
    TODO = N_("Choose a plan, a file that ends in .rapport.")


class TooLarge(OpenError):
    """More bytes than a plan can have."""

    HAPPENED = N_("“{name}” is larger than {limit} MB, so it is not a plan made by Rapport.")
    TODO = N_("Choose another file.")


class NotAPlan(OpenError):
    """Something else than a plan; ``why`` says what was found."""

    HAPPENED = N_("“{name}” is not a plan. {why}")
    TODO = N_("Choose a plan, a file that ends in .rapport.")


class NewerPlan(OpenError):
    """A plan in a format that this version does not know."""

    HAPPENED = N_("“{name}” was made with a newer Rapport.")
    TODO = N_("Update Rapport to open it.")


class DamagedPlan(OpenError):
    """A plan that cannot be opened as it is.

    ``problems`` are sentences with the first faults and their places. ``recovered`` is what could still be read
    (an ``Opened``, to be shown as an unsaved copy) or None; ``earlier`` is the newest kept version or None.
    """

    HAPPENED = N_("“{name}” is damaged. {why}")
    TODO = N_("Ask for another copy of it.")

    def __init__(
        self, name: str = "", details: str = "", *, problems: tuple[str, ...] = (), recovered: Any = None, **facts: Any
    ) -> None:
        super().__init__(name, details, **facts)
        self.problems = problems
        self.recovered = recovered
        self.earlier: Any = None
        if problems:
            self.happened = " ".join((self.happened.strip(), *problems))
        if recovered is not None:
            self.todo = _("You can open what could be recovered as a new, unsaved plan.")

    def offer(self, earlier: Any) -> None:
        """Tells of an earlier version that was kept."""
        self.earlier = earlier
        kept = _("An earlier version from {time} was kept.").format(time=earlier.when_text())
        self.todo = kept if self.recovered is None else f"{self.todo} {kept}"


class SaveError(FileError):
    """A plan was not saved; the file is as it was, the plan is in memory and in the journal.

    ``rescue`` is the path of a copy that was put aside, where there is one.
    """

    HAPPENED = N_("“{name}” could not be saved.")
    SAFE = N_("Your changes are safe in memory, and the file is as it was.")
    TODO = N_("Save it in another folder to keep them.")

    def __init__(self, name: str = "", details: str = "", **facts: Any) -> None:
        super().__init__(name, details, **facts)
        self.rescue = ""


class ReadOnlyFile(SaveError):
    """The file may be read but not written."""

    HAPPENED = N_("“{name}” is read-only, so it was not saved.")
    TODO = N_("Save a copy under another name.")


class ChangedOnDisk(SaveError):
    """The file is not the one that was opened or last saved: someone else saved it."""

    HAPPENED = N_("“{name}” was changed by someone else since you opened it, so it was not overwritten.")
    SAFE = N_("Both are safe: their version is in the file, yours is in memory.")
    TODO = N_("Compare and merge them, or save yours as a copy.")


class AlreadyThere(SaveError):
    """A new plan would take the place of a file that nobody agreed to replace."""

    HAPPENED = N_("There is a file named “{name}” already, so nothing was saved.")
    TODO = N_("Choose another name, or agree to replace it.")


class TargetNotAFile(SaveError):
    """The name stands for a folder, a pipe or a link that leads in a circle."""

    HAPPENED = N_("“{name}” is not a file that can be replaced, so nothing was saved.")
    TODO = N_("Choose another name.")


class DiskFull(SaveError):
    """No room, or the quota is used up."""

    HAPPENED = N_("There is no room left on the disk, so “{name}” was not saved.")
    TODO = N_("Free some space and save again, or save it in another folder.")


class TooBigForDisk(SaveError):
    """The disk or the system allows no file of this size."""

    HAPPENED = N_("“{name}” is larger than this disk allows, so it was not saved.")


class NoRight(SaveError):
    """This user may not write there, or the disk is read-only."""

    HAPPENED = N_("You do not have the right to save in the folder of “{name}”.")


class FolderGone(SaveError):
    """The folder was moved, or its disk or share was disconnected."""

    HAPPENED = N_("The folder of “{name}” is not there any more, so nothing was saved.")
    TODO = N_("Connect the disk again and save, or save it in another folder.")


class InUse(SaveError):
    """Another program holds the file."""

    HAPPENED = N_("Another program is using “{name}”, so it was not saved.")
    TODO = N_("Wait a moment and save again, or save it in another folder.")


class NameTooLong(SaveError):
    """The disk cannot hold such a name."""

    HAPPENED = N_("The name “{name}” is too long for this disk, so nothing was saved.")
    TODO = N_("Choose a shorter name.")


class DiskFault(SaveError):
    """The disk answered with an error, or gave back other bytes than were written."""

    HAPPENED = N_("The disk reported an error while “{name}” was being saved.")
    TODO = N_("Save it on another disk, and have this one checked.")


class MaybeNotOnDisk(SaveError):
    """The new file is in place, but the disk did not confirm it; ``stamp`` is what to know it by."""

    HAPPENED = N_("“{name}” was written, but the disk did not confirm it.")
    SAFE = N_("Your changes are safe in memory.")
    TODO = N_("Save again, or save a copy on another disk.")
    stamp: Any = None


class PlanTooLarge(SaveError):
    """A file of this size could not be opened again."""

    HAPPENED = N_("The plan has grown past {limit} MB and could not be opened again, so it was not saved.")
    TODO = N_("Shorten long texts or remove the logo, then save again.")


class ProgramFault(SaveError):
    """What would be written does not read back as the plan: a fault of Rapport, found before any harm."""

    HAPPENED = N_("Rapport made a mistake while preparing “{name}”, noticed it and did not touch the file.")
    TODO = N_("Undo your last change and save again, and please report this.")


class JournalError(FileError):
    """Work that was kept could not be brought back."""

    HAPPENED = N_("The work kept for “{name}” could not be brought back.")
    SAFE = N_("It was put aside and not deleted.")


class JournalDoesNotFit(JournalError):
    """The journal belongs to another state of the plan, or to another version of Rapport."""

    HAPPENED = N_("The work kept for “{name}” does not fit the plan it was made for.")


class Locked(FileError):
    """A plan is open elsewhere, or may be; ``found`` is the lock that was found."""

    HAPPENED = "{sentence}"
    TODO = N_("You can look, present and export. Changes need a copy.")
    found: Any = None


def reason_of(error: Exception) -> str:
    """What an error says, in short and without paths, to be told inside another sentence."""
    if isinstance(error, FileError):
        return error.happened
    return (error.strerror if isinstance(error, OSError) else "") or str(error)


_KINDS: dict[int, type[SaveError]] = {
    errno.ENOSPC: DiskFull,
    errno.EDQUOT: DiskFull,
    errno.EFBIG: TooBigForDisk,
    errno.EACCES: NoRight,
    errno.EPERM: NoRight,
    errno.EROFS: NoRight,
    errno.ENOENT: FolderGone,
    errno.ENOTDIR: FolderGone,
    errno.ENODEV: FolderGone,
    errno.ENXIO: FolderGone,
    errno.ESTALE: FolderGone,
    errno.ENOTCONN: FolderGone,
    errno.EHOSTDOWN: FolderGone,
    errno.EHOSTUNREACH: FolderGone,
    errno.EBUSY: InUse,
    errno.ETXTBSY: InUse,
    errno.ENAMETOOLONG: NameTooLong,
    errno.ELOOP: TargetNotAFile,
    errno.EISDIR: TargetNotAFile,
    errno.EIO: DiskFault,
}
WINDOWS_IN_USE = (5, 32, 33)


def save_error(error: OSError, name: str) -> SaveError:
    """The sentence for what the disk said while saving."""
    if getattr(error, "winerror", None) in WINDOWS_IN_USE:
        return InUse(name, str(error))
    return _KINDS.get(error.errno or 0, SaveError)(name, str(error))


def open_error(error: OSError, name: str) -> OpenError:
    """The sentence for what the disk said while opening."""
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return NotFound(name, str(error))
    if error.errno in (errno.ELOOP, errno.EISDIR, errno.ENXIO):
        return NotAFile(name, str(error))
    return NoAccess(name, str(error))

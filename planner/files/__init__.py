"""Plan files: opened through gates, saved so that nothing is ever lost, journalled while they are edited.

What a window calls, and when:

- ``storage.read_plan(path) -> Opened``: plan, notes for the user, whether it was repaired (show it as an unsaved copy),
  why it is read-only, and the stamp of the file. Raises ``errors.OpenError``; a ``DamagedPlan`` offers what could be
  ``recovered`` and the ``earlier`` version.
- ``storage.save_plan(plan, path, stamp) -> Saved``: the new stamp, to be handed over the next time. Raises
  ``errors.SaveError``; ``ChangedOnDisk`` means compare and merge. It may run on another thread: a plan is a value.
- ``write.look(path, stamp) -> Stamp | None``: the file as it is now; another ``digest`` means that someone saved it.
- ``journal.Journal(document, path, stamp)``: keeps every change from now on; ``saved(plan, path, stamp)`` after each
  save, ``close()`` when the document is closed in peace; ``problem`` is a sentence, or empty.
- ``journal.recoverable()`` at the start of the program; then ``recover(item) -> Recovered`` and a ``Journal`` that
  ``replaces`` it, or ``set_aside(item)``, or ``discard(item)``.
- ``lock.take_lock(path, name) -> Lock`` last of all when opening; ``beat()`` every minute, ``release()`` on every way
  out. Raises ``errors.Locked``; ``lock.Watch(path).look()`` tells when it is free or left over.
- ``backups.earlier_versions(doc_id)``: the kept versions, each opened with ``read_plan`` as a copy.
- ``conflicts.conflict_copies(path)``: what a sync client put beside the plan, to be merged.
- ``recent.recent_plans()``, ``remember(path, title)``, ``forget(path)``.
- ``schema.schema_text()``; ``names.file_name(title)``.

All errors are ``errors.FileError``: ``str(error)`` is the message, ``happened``, ``safe`` and ``todo`` its parts.
"""

"""The critical path method on plain numbers (Kelley and Walker 1959): finish-to-start links with a lag."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    """``after`` starts when ``before`` has finished, plus a lag; a negative lag lets it start before that."""

    before: str
    after: str
    lag: int = 0


@dataclass(frozen=True, slots=True)
class Window:
    """When a task can run. A finish is the first moment after it, so that finish minus start is its duration.

    The total float is how far it can slip without moving the end of the whole, the free float how far it can slip
    without moving any task after it. ``allowed`` is the first start that its links allow, whatever start it asks
    for itself, and ``held_by`` the task that decides it.
    """

    early_start: int
    early_finish: int
    late_start: int
    late_finish: int
    total_float: int
    free_float: int
    allowed: int | None
    held_by: str


@dataclass(frozen=True, slots=True)
class Network:
    """The windows of all tasks, the end of the whole, and the loops that were cut open to compute them."""

    windows: Mapping[str, Window]
    end: int
    loops: tuple[tuple[str, ...], ...]


def network(
    durations: Mapping[str, int],
    links: Iterable[Link],
    not_before: Mapping[str, int] | None = None,
    aside: Collection[str] = (),
) -> Network:
    """The windows of tasks with these durations; without a bound of its own a task starts at 0.

    Tasks set ``aside`` are placed after what they wait for, but neither hold up the others nor move the end.
    A link that would close a loop is left out and the loop reported, so that any file can be shown.
    """
    usable = [link for link in links if link.before in durations and link.after in durations]
    binding = [link for link in usable if link.before not in aside or link.after in aside]
    order, binding, loops = _ordered(list(durations), binding)
    before = _grouped(binding, by_after=True)
    after = _grouped(binding, by_after=False)

    start = {task: (not_before or {}).get(task, 0) for task in durations}
    held: dict[str, tuple[int, str]] = {}
    for task in order:
        for link in before.get(task, ()):
            free_from = start[link.before] + durations[link.before] + link.lag
            if task not in held or free_from > held[task][0]:
                held[task] = free_from, link.before
        if task in held:
            start[task] = max(start[task], held[task][0])
    end = max((start[task] + durations[task] for task in order if task not in aside), default=0)

    late: dict[str, int] = {}
    windows: dict[str, Window] = {}
    for task in reversed(order):
        finish = start[task] + durations[task]
        late_finish = max(end, finish)
        free = late_finish - finish
        for link in after.get(task, ()):
            if link.after not in aside or task in aside:
                late_finish = min(late_finish, late[link.after] - link.lag)
                free = min(free, start[link.after] - link.lag - finish)
        late[task] = late_finish - durations[task]
        slack = late_finish - finish
        allowed, by = held.get(task, (None, ""))
        windows[task] = Window(start[task], finish, late[task], late_finish, slack, free, allowed, by)
    return Network({task: windows[task] for task in durations}, end, loops)


def _grouped(links: Iterable[Link], by_after: bool) -> dict[str, list[Link]]:
    groups: dict[str, list[Link]] = {}
    for link in links:
        groups.setdefault(link.after if by_after else link.before, []).append(link)
    return groups


def _ordered(tasks: Sequence[str], links: Sequence[Link]) -> tuple[list[str], list[Link], tuple[tuple[str, ...], ...]]:
    """The tasks, each after all that it waits for; the links without those that close a loop; the loops."""
    before = _grouped(links, by_after=True)
    kept: list[Link] = []
    loops: list[tuple[str, ...]] = []
    order: list[str] = []
    done: set[str] = set()
    for first in tasks:
        if first in done:
            continue
        path = {first: iter(before.get(first, ()))}  # a chain of any length: no recursion
        while path:
            task, waiting = next(reversed(path.items()))
            link = next(waiting, None)
            if link is None:
                path.popitem()
                done.add(task)
                order.append(task)
            elif link.before in path:
                chain = list(path)
                loops.append(tuple(chain[chain.index(link.before) :]))
            else:
                kept.append(link)
                if link.before not in done:
                    path[link.before] = iter(before.get(link.before, ()))
    return order, kept, tuple(loops)

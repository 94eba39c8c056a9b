"""Several sweeps at once: threads, processes, and a sweep that meets a lock that somebody holds."""

import multiprocessing
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.synchronize import Barrier

import pytest
from django.db import connections, transaction

from launchgate.launches.models import Turn
from launchgate.outbox.models import Message
from launchgate.reminders import sweep
from launchgate.reminders.models import Nudge
from launchgate.reminders.sweep import Swept, sweep_reminders
from tests.reminders.factories import make_due_turns

pytestmark = pytest.mark.django_db(transaction=True)

MANY = 60


def swept_in_thread() -> Swept:
    """Sweep on a connection of the thread's own."""
    try:
        return sweep_reminders()
    finally:
        connections.close_all()


def sweep_at(barrier: Barrier) -> None:
    """Sweep in a process of its own, when all the others are ready too."""
    barrier.wait(30)
    sweep_reminders()
    connections.close_all()


def test_threads_that_sweep_at_once_write_each_turn_once(monkeypatch):
    monkeypatch.setattr(sweep, "BATCH", 7)
    make_due_turns(MANY)
    with ThreadPoolExecutor(6) as pool:
        done = [future.result() for future in [pool.submit(swept_in_thread) for _ in range(6)]]
    assert sum(swept.turns for swept in done) == MANY
    assert (Nudge.objects.count(), Message.objects.count()) == (MANY, 1)


def test_eight_processes_that_sweep_at_once_write_each_turn_once():
    make_due_turns(MANY)
    # A connection must not be shared across a fork: each process opens its own.
    connections.close_all()
    fork = multiprocessing.get_context("fork")
    barrier = fork.Barrier(8)
    processes = [fork.Process(target=sweep_at, args=(barrier,)) for _ in range(8)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
    assert [process.exitcode for process in processes] == [0] * 8
    assert (Nudge.objects.count(), Message.objects.count()) == (MANY, 1)


@pytest.mark.postgresql
def test_a_turn_that_somebody_holds_is_passed_over_not_waited_for():
    held, free = make_due_turns(2)
    with transaction.atomic():
        Turn.objects.select_for_update().get(pk=held.pk)
        with ThreadPoolExecutor(1) as pool:
            assert pool.submit(swept_in_thread).result(5) == Swept(1, 1)
    assert list(Nudge.objects.values_list("turn", flat=True)) == [free.pk]
    assert sweep_reminders() == Swept(1, 0)

"""Starting and running background work."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from celery import current_app
from celery.exceptions import SoftTimeLimitExceeded
from django.db import IntegrityError, InterfaceError, OperationalError, connection, models, transaction
from django.utils import timezone

from samverkan.jobb.models import Jobb

# First key of the two-part advisory lock; the second is the job's id.
JOBB_LOCK = 7302

# What can stop a job midway without the job being at fault.
INTERRUPTIONS = (OperationalError, InterfaceError, SoftTimeLimitExceeded)

Handler = Callable[[Jobb], None]
_HANDLERS: dict[str, Handler] = {}


def handler(kind: str) -> Callable[[Handler], Handler]:
    """Register the function that does jobs of a kind. It must be safe to run twice."""

    def decorate(function: Handler) -> Handler:
        _HANDLERS[kind] = function
        return function

    return decorate


def start_jobb(kind: str, obj: models.Model, *, actor, samverkan, total: int = 0) -> Jobb:
    """Put a job in the table and hand it to a worker after commit.

    If one of the same kind for the same object is already open, that one is returned.
    """
    fields = {"kind": kind, "object_id": str(obj.pk)}
    try:
        with transaction.atomic():
            jobb = Jobb.objects.create(**fields, samverkan=samverkan, started_by=actor, total=total)
    except IntegrityError:
        return Jobb.objects.get(**fields, status__in=[Jobb.Status.VANTAR, Jobb.Status.PAGAR])
    transaction.on_commit(lambda: send(jobb.pk), robust=True)
    return jobb


def send(jobb_id: int) -> None:
    """Tell the workers. If the broker is away this fails; the beat task finds the job in the table."""
    current_app.send_task("samverkan.jobb.tasks.run_jobb", [jobb_id], ignore_result=True, retry=False)


@contextmanager
def held(jobb_id: int) -> Iterator[bool]:
    """Hold the job for this process; false if another holds it. Freed when the connection dies."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [JOBB_LOCK, jobb_id])
        (mine,) = cursor.fetchone()
    try:
        yield mine
    finally:
        if mine:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [JOBB_LOCK, jobb_id])


def perform(jobb_id: int) -> bool:
    """Do the job unless another worker is at it or it is done. True if this call did it."""
    with held(jobb_id) as mine:
        jobb = Jobb.objects.filter(pk=jobb_id).first()
        if not mine or jobb is None or jobb.status not in (Jobb.Status.VANTAR, Jobb.Status.PAGAR):
            return False
        jobb.status, jobb.attempts = Jobb.Status.PAGAR, jobb.attempts + 1
        jobb.started_at = jobb.started_at or timezone.now()
        jobb.save(update_fields=["status", "attempts", "started_at"])
        try:
            _HANDLERS[jobb.kind](jobb)
        except INTERRUPTIONS:
            raise  # still open in the table: the beat task hands it out again
        except Exception as error:
            Jobb.objects.filter(pk=jobb_id).update(
                status=Jobb.Status.FEL, message=str(error)[:300], finished_at=timezone.now()
            )
            raise
        Jobb.objects.filter(pk=jobb_id).update(status=Jobb.Status.KLART, finished_at=timezone.now())
        return True


def progress(jobb: Jobb, *, done: int, message: str = "") -> None:
    """Tell how far the job has come. In: number of parts done, of `jobb.total`."""
    Jobb.objects.filter(pk=jobb.pk).update(done=done, message=message[:300], beat_at=timezone.now())


@contextmanager
def telling(jobb: Jobb) -> Iterator[Callable[[int, str], None]]:
    """A way to tell of progress, `tell(done, message)`, from inside a long transaction.

    It writes on a connection of its own: what the transaction writes is seen by nobody until it ends.
    """
    own = connection.copy()

    def tell(done: int, message: str = "") -> None:
        with own.cursor() as cursor:
            cursor.execute(
                "UPDATE samverkan_jobb SET done = %s, message = %s, beat_at = %s WHERE id = %s",
                [done, message[:300], timezone.now(), jobb.pk],
            )

    try:
        yield tell
    finally:
        own.close()

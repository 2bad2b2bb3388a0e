"""The index: one row per roster and per run."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, DateTime, Engine, create_engine, event
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, sessionmaker
from sqlalchemy.types import TypeDecorator

from api.store.home import FILE_MODE, Home


class Moment(TypeDecorator[datetime]):
    """A moment in UTC; SQLite forgets the zone, so that it is put back on reading."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Stores UTC without its zone."""
        return value and value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Reads UTC with its zone."""
        return value and value.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    """What the tables of the index share."""

    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: Moment,
        dict[str, Any]: JSON,
        list[Any]: JSON,
    }


class RosterRow(Base):
    """A roster that was imported. `counts`: rows per table; `levels`: findings per level."""

    __tablename__ = "rosters"

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(index=True)
    as_of: Mapped[date]
    sha256: Mapped[str]
    files: Mapped[list[Any]]
    counts: Mapped[dict[str, Any]]
    rejected: Mapped[int]
    levels: Mapped[dict[str, Any]]


class RunRow(Base):
    """
    A run: queued, running, done, failed or cancelled.

    `summary` is what run.json holds once the run is done; `problem` is the
    problem document of a run that failed.
    """

    __tablename__ = "runs"

    id: Mapped[str] = mapped_column(primary_key=True)
    roster_id: Mapped[str] = mapped_column(index=True)
    pack: Mapped[str]
    job: Mapped[str]
    options: Mapped[dict[str, Any]]
    status: Mapped[str] = mapped_column(index=True)
    created_at: Mapped[datetime] = mapped_column(index=True)
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    phase: Mapped[str] = mapped_column(default="")
    fraction: Mapped[float] = mapped_column(default=0.0)
    summary: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    problem: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))


def open_index(home: Home) -> sessionmaker[Any]:
    """Opens the index of a home folder, made where it is absent."""
    home.index.touch(mode=FILE_MODE)
    engine = create_engine(f"sqlite:///{home.index}", connect_args={"timeout": 30})
    event.listen(engine, "connect", _tune)
    Base.metadata.create_all(engine)
    return sessionmaker(engine, expire_on_commit=False)


def close_index(sessions: sessionmaker[Any]) -> None:
    """Lets go of the file."""
    engine: Engine = sessions.kw["bind"]
    engine.dispose()


def _tune(connection: Any, _record: Any) -> None:
    # Readers never wait for the writer; what is committed survives a killed server.
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")


def now() -> datetime:
    """The moment at hand, in UTC."""
    return datetime.now(UTC)

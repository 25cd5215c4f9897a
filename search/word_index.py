"""The index of search words on either database.

PostgreSQL has a GIN index on an array of words, SQLite a full-text index that triggers update. Both
contain whole words only, as `search.words` splits them, so both find the same records. Tables
without an index are compared row by row.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.apps import apps
from django.db import connection, connections, models
from django.db.models.lookups import Lookup

COLUMN = "search_text"
# PostgreSQL assumes that splitting a text costs nothing, and would split every row instead of using
# the index. A function of our own declares the cost.
WORDS_OF = "records_words_of"
MAKE_WORDS_OF = f"""
    CREATE OR REPLACE FUNCTION {WORDS_OF}(text) RETURNS text[]
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 1000
    AS $$ BEGIN RETURN string_to_array($1, ' '); END $$
"""
ANALYSIS_LIMIT = 1000


class HasWords(Lookup):
    """Matches a column that has every word, each in one of its spellings."""

    lookup_name = "has_words"
    prepare_rhs = False

    @property
    def has_index(self) -> bool:
        return bool(self.lhs.target.model.has_word_index)

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        column, params = self.process_lhs(compiler, connection)
        if not self.has_index:
            return has_all(column, self.rhs, "STRPOS")
        words = f"{WORDS_OF}({column})"
        single = [term[0] for term in self.rhs if len(term) == 1]
        parts = [f"{words} @> %s::text[]"] if single else []
        values: list[Any] = [*params, single] if single else []
        for term in self.rhs:
            if len(term) > 1:
                parts.append(f"{words} && %s::text[]")
                values += [*params, list(term)]
        return f"({' AND '.join(parts)})", values

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        if not self.has_index:
            column, _params = self.process_lhs(compiler, connection)
            return has_all(column, self.rhs, "INSTR")
        quote = connection.ops.quote_name
        index = quote(index_name(self.lhs.target.model._meta.db_table))
        row = f"{compiler.quote_name_unless_alias(self.lhs.alias)}.{quote('id')}"
        sql = f"{row} IN (SELECT rowid FROM {index} WHERE {index} MATCH %s)"
        return sql, [fts_query(self.rhs)]


def has_all(column: str, terms: Iterable[Sequence[str]], position: str) -> tuple[str, list[Any]]:
    """An SQL condition: the column has every word, each in one of its spellings.

    `position` is the SQL function that finds a text in another one.
    """
    parts: list[str] = []
    values: list[Any] = []
    for term in terms:
        parts.append("(" + " OR ".join([f"{position}({column}, %s) > 0"] * len(term)) + ")")
        values += [f" {word} " for word in term]
    return f"({' AND '.join(parts)})", values


def fts_query(terms: tuple[tuple[str, ...], ...]) -> str:
    """The words as a query of SQLite's FTS5; quotation marks keep them from being operators."""
    quoted = [" OR ".join(f'"{word}"' for word in term) for term in terms]
    return " AND ".join(f"({alternatives})" for alternatives in quoted)


def index_name(table: str) -> str:
    return f"{table}_words"


def make_index(connection: Any, table: str) -> None:
    """Create and fill the index of a table, in place of an older one."""
    drop_index(connection, table)
    index = index_name(table)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(MAKE_WORDS_OF)
            cursor.execute(f"CREATE INDEX {index} ON {table} USING gin ({WORDS_OF}({COLUMN}))")
            return
        cursor.execute(
            f"CREATE VIRTUAL TABLE {index} USING fts5({COLUMN}, content='{table}', "
            "content_rowid='id', tokenize='ascii', detail='none', columnsize=0)"
        )
        remove = (
            f"INSERT INTO {index} ({index}, rowid, {COLUMN}) "
            f"VALUES ('delete', old.id, old.{COLUMN});"
        )
        add = f"INSERT INTO {index} (rowid, {COLUMN}) VALUES (new.id, new.{COLUMN});"
        for event, work in (
            ("INSERT", add),
            ("DELETE", remove),
            (f"UPDATE OF {COLUMN}", remove + add),
        ):
            when = f"WHEN old.{COLUMN} IS NOT new.{COLUMN}" if "UPDATE" in event else ""
            cursor.execute(
                f"CREATE TRIGGER {_trigger(table, event)} AFTER {event} ON {table} {when} "
                f"BEGIN {work} END"
            )
        cursor.execute(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")


def drop_index(connection: Any, table: str) -> None:
    index = index_name(table)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"DROP INDEX IF EXISTS {index}")
            return
        for event in ("INSERT", "DELETE", f"UPDATE OF {COLUMN}"):
            cursor.execute(f"DROP TRIGGER IF EXISTS {_trigger(table, event)}")
        cursor.execute(f"DROP TABLE IF EXISTS {index}")


def update_statistics() -> None:
    """Update SQLite's statistics after many rows were written.

    Without them SQLite reads all published rows and looks each one up in the index. PostgreSQL
    updates its statistics itself.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA analysis_limit = {ANALYSIS_LIMIT}")
            for model in indexed_models():
                cursor.execute(f"ANALYZE {model._meta.db_table}")


def indexed_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if getattr(model, "has_word_index", False)]


def restore_indexes(using: str, **_about: Any) -> None:
    """Restore triggers after migrations: SQLite drops those of a table that Django recreates."""
    connection = connections[using]
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'trigger')")
        present = {name for (name,) in cursor.fetchall()}
    for model in indexed_models():
        table = model._meta.db_table
        # The migration that creates the index may not have run yet.
        if index_name(table) in present and _trigger(table, "INSERT") not in present:
            make_index(connection, table)


def _trigger(table: str, event: str) -> str:
    return f"{index_name(table)}_{event.split()[0].lower()}"

"""Backup and restore: the whole state of the portal in one file that either database can read.

A backup is a ZIP file: the rows of each model as JSON lines, the uploaded files, and a manifest
with the applied migrations, the numbers of rows and the SHA-256 of every member. Left out are
sessions and technical models, which the portal fills itself: those without permissions. Content
types and permissions are named, because each database numbers them differently.
"""

import hashlib
import json
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core import serializers
from django.core.cache import cache
from django.core.exceptions import SuspiciousFileOperation
from django.core.management import call_command
from django.core.management.color import no_style
from django.core.serializers.base import DeserializationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models, transaction
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone
from django.utils._os import safe_join
from tqdm import tqdm

from accounts.roles import make_permissions
from enquiries.workflow.erasure import erase_again, erased_codes
from operations.backup_upgrades import RELEASE_0_1, Release
from records import cache_version
from vietnamese.storable import storable_json

FORMAT = 2
EXCLUDED_MODELS = {Session, ContentType, Permission}


class BackupRefused(Exception):
    """A file that cannot be restored; nothing was changed."""


class MicrosecondEncoder(DjangoJSONEncoder):
    """JSON with microseconds, which Django's own encoder cuts off."""

    def default(self, value: Any) -> Any:
        return value.isoformat() if isinstance(value, datetime) else super().default(value)


class RowWriter:
    """A stream for Django's serializer: into the archive and a digest."""

    def __init__(self, file: Any) -> None:
        self.file = file
        self.digest = hashlib.sha256()
        self.parts: list[str] = []

    def write(self, text: str) -> None:
        """Add a part of a row; the serializer ends each row with a separate line end."""
        self.parts.append(text)
        if text == "\n":
            # A lone surrogate, which JSON columns of SQLite may hold, becomes its JSON escape.
            data = "".join(self.parts).encode(errors="backslashreplace")
            self.parts.clear()
            self.file.write(data)
            self.digest.update(data)


def write_backup(folder: Path) -> Path:
    """Write a new backup file into a folder; returns its path."""
    now = timezone.localtime()
    path = folder / f"cnht-{now:%Y%m%d-%H%M%S}.zip"
    partial = path.with_suffix(".part")
    partial.touch(mode=0o600)  # it holds password hashes and contacts
    manifest: dict[str, Any] = {"format": FORMAT, "made_at": now.isoformat()}
    with zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED) as archive, _one_moment():
        manifest["migrations"] = _migrations()
        manifest["rows"], manifest["digests"] = {}, {}
        for model in _models():
            label = model._meta.label_lower
            count, digest = _write_rows(archive, model, _member(label))
            manifest["rows"][label] = count
            manifest["digests"][_member(label)] = digest
        for file in _uploaded_files():
            member = f"media/{file.relative_to(settings.MEDIA_ROOT).as_posix()}"
            archive.write(file, member)
            with archive.open(member) as stored:
                manifest["digests"][member] = _sha256(stored)
        archive.writestr("manifest.json", json.dumps(manifest, indent=1))
    partial.rename(path)
    return path


@contextmanager
def _one_moment() -> Iterator[None]:
    """A transaction that reads all tables as of one moment and holds up no other connection."""
    if connection.vendor == "postgresql":
        with transaction.atomic():
            connection.cursor().execute(
                "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"
            )
            yield
        return
    # On SQLite the settings let every transaction lock for writing when it begins. One that only
    # reads keeps the state of its first query, and others go on writing to the write-ahead log.
    sqlite: Any = connection
    sqlite.ensure_connection()
    mode, sqlite.transaction_mode = sqlite.transaction_mode, "DEFERRED"
    try:
        with transaction.atomic():
            yield
    finally:
        sqlite.transaction_mode = mode


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did: the number of rows, and the time of the backup in ISO 8601.

    `repaired` names the fields in which characters that no database can store were replaced, such
    as `projects.project 12: name_vi`.
    """

    rows: int
    made_at: str
    repaired: list[str]


def restore_backup(path: Path, *, replace: bool = False) -> Restored:
    """Put the portal into the state of a backup, all or nothing.

    A backup of release 0.1 is upgraded. NUL and lone surrogates, which SQLite may hold, become
    U+FFFD.
    Raises BackupRefused when the file is damaged or of another version, and, unless `replace`
    is set, when the portal already holds anything.
    """
    try:
        archive = zipfile.ZipFile(path)
    except (OSError, zipfile.BadZipFile) as error:
        raise BackupRefused(f"{path} cannot be read: {error}.") from None
    with archive:
        manifest = _checked_manifest(archive)
        if not replace and (present := _any_content()):
            raise BackupRefused(
                f"This portal already holds {present}; --replace puts the backup in its place."
            )
        with transaction.atomic():
            erased = list(erased_codes())
            call_command("flush", interactive=False, verbosity=0)
            make_permissions()
            repaired: list[str] = []
            row_count = _read_rows(archive, manifest, repaired)
            # What was erased after the backup stays erased.
            erase_again(erased)
            cache_version.bump()
            for member in manifest["digests"]:
                if member.startswith("media/"):
                    target = Path(_target(member))
                    target.parent.mkdir(parents=True, exist_ok=True)
                    target.write_bytes(archive.read(member))
    for file in _uploaded_files():
        if f"media/{file.relative_to(settings.MEDIA_ROOT).as_posix()}" not in manifest["digests"]:
            file.unlink()
    cache.clear()
    return Restored(row_count, manifest["made_at"], repaired)


def _models() -> list[type[models.Model]]:
    """Every model that belongs in a backup; referenced models come first."""
    everything = [(config, None) for config in apps.get_app_configs()]
    ordered = serializers.sort_dependencies(everything, allow_cycles=True)
    return [
        model
        for model in ordered
        if not model._meta.proxy
        and model not in EXCLUDED_MODELS
        and (model._meta.default_permissions or model._meta.permissions)
    ]


def _member(label: str) -> str:
    return f"data/{label}.jsonl"


def _migrations() -> list[str]:
    """The applied migrations, without those replaced by a squashed one."""
    loader = MigrationLoader(connection)
    applied = loader.applied_migrations.keys() & loader.disk_migrations.keys()
    return sorted(f"{app}.{name}" for app, name in applied)


def _uploaded_files() -> list[Path]:
    return sorted(path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file())


def _write_rows(archive: zipfile.ZipFile, model: type[models.Model], name: str) -> tuple[int, str]:
    # The relations that the serializer would query for each row.
    relations = [
        field.name
        for field in model._meta.get_fields()
        if field.concrete and (field.many_to_many or hasattr(field.related_model, "natural_key"))
    ]
    rows = model._base_manager.order_by("pk").prefetch_related(*relations)
    count = 0

    def counted() -> Iterator[models.Model]:
        nonlocal count
        for row in _with_progress(rows.iterator(chunk_size=500), model):
            count += 1
            yield row

    with archive.open(name, "w", force_zip64=True) as file:
        writer = RowWriter(file)
        serializers.serialize(
            "jsonl",
            counted(),
            stream=writer,
            use_natural_foreign_keys=True,
            cls=MicrosecondEncoder,
        )
    return count, writer.digest.hexdigest()


def _checked_manifest(archive: zipfile.ZipFile) -> dict[str, Any]:
    """The manifest of an archive that is complete, undamaged and of a known version."""
    try:
        manifest = json.loads(archive.read("manifest.json"))
    except (KeyError, ValueError):
        raise BackupRefused("This is not a backup of the portal: it has no manifest.") from None
    if manifest.get("format") not in {1, FORMAT}:
        raise BackupRefused("The backup is of a format that this version does not know.")
    here, there = set(_migrations()), set(manifest["migrations"])
    if here != there and not _earlier_release(manifest):
        raise BackupRefused(
            "The backup is of another version of the portal: "
            f"{', '.join(sorted(here ^ there)[:5])}. Restore it with that version, then update."
        )
    if set(archive.namelist()) != {"manifest.json", *manifest["digests"]}:
        raise BackupRefused("The backup is damaged: its files are not those of its manifest.")
    for member, digest in manifest["digests"].items():
        try:
            with archive.open(member) as stored:
                intact = _sha256(stored) == digest
        except zipfile.BadZipFile:
            intact = False
        if not intact:
            raise BackupRefused(f"The backup is damaged: {member} is not as it was written.")
        if member.startswith("media/"):
            _target(member)
    return manifest


def _earlier_release(manifest: dict[str, Any]) -> Release | None:
    """The release that wrote a backup, if its rows differ from today's."""
    return RELEASE_0_1 if RELEASE_0_1.wrote(manifest["migrations"]) else None


def _target(member: str) -> str:
    """The path of an uploaded file, which must be inside the folder of uploaded files."""
    try:
        return safe_join(settings.MEDIA_ROOT, member.removeprefix("media/"))
    except SuspiciousFileOperation:
        raise BackupRefused(f"The backup holds a file with a bad name: {member}.") from None


def _any_content() -> str:
    """The name of one model with content; roles do not count, since every start creates them."""
    for model in _models():
        if model is not Group and model._base_manager.exists():
            return str(model._meta.verbose_name_plural)
    return "files" if _uploaded_files() else ""


def _read_rows(archive: zipfile.ZipFile, manifest: dict[str, Any], repaired: list[str]) -> int:
    """Store the rows of an archive; returns their number, and adds to the repaired fields."""
    release, total = _earlier_release(manifest), 0
    for model in _models():
        label = model._meta.label_lower
        if release:
            label = release.label(label)
        if label not in manifest["rows"]:  # a model that the earlier release did not have
            continue
        member, count = _member(label), 0
        with archive.open(member) as file:
            rows: Iterator[dict[str, Any]] = (_storable_row(line, repaired) for line in file)
            if release:
                rows = map(release.upgrade, rows)
            try:
                for row in _with_progress(serializers.deserialize("python", rows), model):
                    if type(row.object) is not model:
                        raise BackupRefused(f"{member} holds a row of another kind.")
                    row.m2m_data = {name: ids for name, ids in row.m2m_data.items() if ids}
                    row.save(force_insert=True)
                    count += 1
            except (DeserializationError, ValueError) as error:
                raise BackupRefused(f"{member} cannot be read: {error}") from None
        if count != manifest["rows"][label]:
            raise BackupRefused(f"{member} has {count} rows, not as many as it should.")
        total += count
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), _models()):
            cursor.execute(statement)
    return total


def _storable_row(line: bytes, repaired: list[str]) -> dict[str, Any]:
    """A row of a backup; the names of its fields that had to be repaired are added."""
    row: dict[str, Any] = json.loads(line)
    # Both are escaped in JSON, and the escapes are rare.
    if b"\\u0000" in line or b"\\ud" in line.lower():
        for name, value in row["fields"].items():
            row["fields"][name] = storable_json(value)
            if row["fields"][name] != value:
                repaired.append(f"{row['model']} {row['pk']}: {name}")
    return row


def _with_progress(rows: Iterable[Any], model: type[models.Model]) -> Iterable[Any]:
    return tqdm(rows, desc=model._meta.label, unit=" rows", disable=None, leave=False)


def _sha256(file: Any) -> str:
    return hashlib.file_digest(file, "sha256").hexdigest()

"""Prepare a fresh clone, or a new release, for serving."""

import hashlib
import os
import secrets
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.password_validation import validate_password
from django.contrib.staticfiles.finders import get_finders
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import translation

from accounts.roles import ADMIN, create_official, make_roles
from cnht_portal.environment import switch
from projects.models import Project
from records import cache_version
from search.indexing import refresh_outdated


class Command(BaseCommand):
    help = (
        "Bring the database, typeface, static files, reference facts and first account up to "
        "date. What is already there is left as it is; DEMO=1 adds demo data once."
    )
    requires_system_checks = []

    def handle(self, **options: Any) -> None:
        settings.VAR_DIR.mkdir(exist_ok=True)
        try:
            self.migrate()
        except OperationalError as error:
            reason = str(error).splitlines()[0]
            raise CommandError(f"The database does not answer: {reason}") from None
        if written := refresh_outdated():
            self.stdout.write(f"Search: {written} records are found by new words.")
        make_roles()
        call_command("build_fonts", stdout=self.stdout)
        call_command("build_styles", stdout=self.stdout)
        self.collect_static()
        call_command("load_programme", stdout=self.stdout)
        if switch("DEMO") and not Project.objects.filter(is_demo=True).exists():
            call_command("load_demo", stdout=self.stdout)
        if not get_user_model().objects.exists():
            self.make_first_account()

    def migrate(self) -> None:
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if plan:
            self.stdout.write(f"Database: applying {len(plan)} migrations ...")
            call_command("migrate", verbosity=0)
            cache_version.bump()
        call_command("createcachetable", verbosity=0)

    def collect_static(self) -> None:
        """Collect the static files, unless none has changed since the last time."""
        sources = [
            (path, Path(storage.path(path)).stat())
            for finder in get_finders()
            for path, storage in finder.list([])
        ]
        known = repr([(path, stat.st_mtime_ns, stat.st_size) for path, stat in sources])
        digest = hashlib.sha256(known.encode()).hexdigest()
        stamp = settings.STATIC_ROOT / "collected"
        if stamp.exists() and stamp.read_text() == digest:
            return
        self.stdout.write(f"Static files: collecting {len(sources)} ...")
        call_command("collectstatic", interactive=False, verbosity=0)
        stamp.write_text(digest)

    def make_first_account(self) -> None:
        given = os.environ.get("CNHT_ADMIN_PASSWORD")
        password = given or secrets.token_urlsafe(15)
        official = create_official(username="admin", role=ADMIN, password=password)
        self.stdout.write("Account admin can sign in at /admin/.")
        if not given:
            self.stdout.write(f"Its password, shown only now: {password}")
            return
        try:
            with translation.override("en"):
                validate_password(password, official)
        except ValidationError as error:
            self.stderr.write(f"CNHT_ADMIN_PASSWORD is weak: {' '.join(error.messages)}")

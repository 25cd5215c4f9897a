# ruff: noqa: INP001
"""`python fill.py ROWS`: creates the site's database with the rows of a JSON file."""

import json
import sys
from pathlib import Path

import django
from django.core.management import call_command

django.setup()

from catalogue.models import Project, ProjectIndexPage  # noqa: E402
from wagtail.models import Page, Site  # noqa: E402

call_command("migrate", verbosity=0)
rows = json.loads(Path(sys.argv[1]).read_text())
Project.objects.bulk_create([Project(**row) for row in rows], batch_size=500)
root = Page.get_first_root_node()
index = root.add_child(instance=ProjectIndexPage(title="Projects", slug="projects"))
Site.objects.update(root_page=index)

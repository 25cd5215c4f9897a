"""`python -m bench.run_one NAME`: runs one benchmark on the empty database of DATABASE_URL."""

import io
import json
import sys

import django
from django.core.management import call_command

django.setup()

from bench import imports, lists, measured, search  # noqa: E402, F401

call_command("migrate", verbosity=0)
call_command("load_programme", stdout=io.StringIO())  # stdout is for the results
print(json.dumps(measured(sys.argv[1]), ensure_ascii=False), flush=True)

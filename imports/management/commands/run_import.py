"""One step of an import in a process of its own; the screen starts it, nobody types it."""

from django.core.management.base import BaseCommand, CommandError

from imports.models import Import
from imports.worker import STEPS, carry_out


class Command(BaseCommand):
    help = "Read or store an import that was sent through the screen (started by the screen)."

    def add_arguments(self, parser):
        parser.add_argument("import", type=int, help="the number of the import")
        parser.add_argument("step", choices=STEPS)
        parser.add_argument("attempt", type=int, help="which attempt at it the screen began")

    def handle(self, *, step, attempt, **options):
        reading = Import.objects.select_related("change_set__author").get(pk=options["import"])
        if reading.attempt != attempt:
            raise CommandError("Another attempt at this import has begun; nothing was done.")
        carry_out(reading, step, by=reading.change_set.author)

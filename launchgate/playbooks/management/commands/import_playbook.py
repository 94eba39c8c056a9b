"""Import a checklist as the draft of a new playbook."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from launchgate.core.refusals import Refusal
from launchgate.playbooks.actions import import_checklist
from launchgate.playbooks.default import default_playbook
from launchgate.playbooks.importing.assigning import ASSUMED, LEFT_OUT, Section, assigned, sections_of
from launchgate.playbooks.importing.detect import LARGEST_FILE
from launchgate.playbooks.importing.found import Found, FoundItem, counted
from launchgate.playbooks.importing.reading import read_checklist
from launchgate.playbooks.models import Version
from launchgate.playbooks.queries import free_name


class Command(BaseCommand):
    """Reads the file, guesses a gate for each section, and writes a draft that is published on its page."""

    help = "Import a Markdown, CSV, TSV, XLSX, JSON or YAML checklist as the draft of a new playbook."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file, and how the playbook is called."""
        parser.add_argument("file", type=Path, help="the checklist")
        parser.add_argument("--name", default="", help="of the playbook; else the checklist's own title")
        parser.add_argument("--tables", action="store_true", help="take the rows of Markdown tables as items too")

    def handle(self, *args: Any, file: Path, name: str, tables: bool, **options: Any) -> None:
        """Import the file; a refusal ends with its sentence and exit code 1, and nothing written."""
        found = self._read(file)
        sections = sections_of(found)
        taken = [section for section in sections if tables or not section.is_table]
        gates = [section.gate or ASSUMED for section in taken]
        parts = assigned(taken, gates)
        wordless = sum(1 for section in taken for item in section.items if not item.text)
        total = sum(len(section.items) for section in taken)
        self.stdout.write(f"{total} item{'' if total == 1 else 's'} in all")
        for gate in default_playbook()["gates"]:
            if gate["kind"] in parts:
                self.stdout.write(f"  {gate['name']}: {counted(len(parts[gate['kind']]), 'item')}")
        self._say_what_is_left_out(found, taken, wordless, tables=tables)
        if not parts:
            self.stdout.write("Nothing was written: the file holds no item.")
            return
        draft = self._import(parts, name or free_name(found.title))
        self.stdout.write(f"Written as a draft: {draft}. Publish it on its page, {draft.playbook.get_absolute_url()}")

    def _read(self, file: Path) -> Found:
        try:
            if file.stat().st_size > LARGEST_FILE:
                raise CommandError(f"{file.name} is larger than {LARGEST_FILE // 1024 // 1024} MB.")
            return read_checklist(file.read_bytes(), file.name)
        except OSError as problem:
            raise CommandError(f"{file} cannot be opened: {problem.strerror}.") from problem
        except Refusal as refusal:
            raise CommandError(f"{file.name} cannot be imported. {refusal.message}") from refusal

    def _say_what_is_left_out(self, found: Found, taken: list[Section], wordless: int, *, tables: bool) -> None:
        left_out = list(found.left_out)
        if wordless:
            left_out.append(f"{counted(wordless, 'item')} without words.")
        if found.tables and not tables:
            rows = sum(len(table.items) for table in found.tables)
            offered = f"{counted(rows, 'row')} in {counted(len(found.tables), 'table')}"
            left_out.append(f"{offered}: a table is taken as items only when --tables asks for it.")
        for line in left_out:
            self.stdout.write(f"  Left out: {line}")
        assumed = sum(len(section.items) for section in taken if section.gate == LEFT_OUT)
        remarks = [f"{counted(assumed, 'item')} with no hint of a gate went to Operations."] if assumed else []
        for line in [*remarks, *found.remarks]:
            self.stdout.write(f"  Note: {line}")

    def _import(self, parts: dict[str, list[FoundItem]], name: str) -> Version:
        try:
            return import_checklist(parts, actor=None, name=name)
        except Refusal as refusal:
            raise CommandError(refusal.message) from refusal

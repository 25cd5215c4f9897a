"""The sheet of projects: annexes of decisions, and the list that the portal exports."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import models
from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from imports.columns.base import CellProblem, CellWarning, Column, DerivedNumberColumn, FigureColumn
from imports.columns.lookups import ChoiceColumn, LookupColumn, PlaceColumn, unknown_word
from imports.context import ImportContext
from imports.resources import SheetResource
from imports.rows.record_draft import Draft
from layouts.groups import Group
from layouts.layout import Layout
from programme.lookup_names import sector_names
from programme.models import (
    AdministrativeUnit,
    LegalDocument,
)
from projects.importing.columns import (
    SCOPE_LABELS,
    SITED_COLUMNS,
    STATUS_LABELS,
    CapitalColumn,
    DocumentsColumn,
    StatusRecordColumn,
    StatusSinceColumn,
    district_names,
    field_names,
    zone_names,
)
from projects.importing.issued_rows import (
    as_issued,
    empty_cells,
    entry_values,
    is_of_list,
    new_entry_values,
)
from projects.importing.matching import StoredProjects
from projects.models import CatalogueEntry, Project
from records.snapshots import Values
from vietnamese.places import places
from vietnamese.text import fold, is_nearly, nearest


class ProjectResource(SheetResource):
    """One row for each project or kind of project."""

    model = Project

    code = Column("code", gettext_lazy("Code"), ["Mã", "Mã số", "Mã dự án"], width=12)
    scope = ChoiceColumn(
        "scope", gettext_lazy("Scope"), Project.Scope, ["Loại"], other_labels=SCOPE_LABELS
    )
    name_vi = Column(
        "name_vi",
        gettext_lazy("Project name"),
        [
            "Tên dự án",
            "Danh mục dự án",
            "Danh mục",
            "Dự án",
            "Tên dự án/công trình",
            "Tên công trình, dự án",
            "Tên danh mục dự án",
            "Tên loại dự án",
        ],
        required=True,
        width=56,
    )
    name_en = Column("name_en", gettext_lazy("Project name (English)"), width=40)
    field = LookupColumn(
        "field", gettext_lazy("Field"), field_names, ["Lĩnh vực", "Ngành, lĩnh vực"]
    )
    sector_group = LookupColumn(
        "sector_group",
        gettext_lazy("Sector group"),
        sector_names,
        ["Nhóm ngành", "Nhóm ngành CNHT", "Ngành CNHT"],
    )
    place_vi = Column(
        "place_vi",
        gettext_lazy("Place"),
        [
            "Địa điểm",
            "Địa điểm thực hiện",
            "Địa điểm đầu tư",
            "Địa điểm xây dựng",
            "Vị trí",
            "Địa bàn",
            "Địa bàn thực hiện",
            "Địa điểm (xã, huyện)",
            "Xã, phường, thị trấn",
            "Xã, phường",
            "Xã",
            "Location",
        ],
        width=36,
    )
    district = PlaceColumn(
        "district",
        gettext_lazy("District or city (2021)"),
        district_names,
        ["Huyện, thành phố", "Huyện", "Huyện/thành phố", "Huyện, TP", "District"],
    )
    zone = LookupColumn(
        "zone", gettext_lazy("Industrial zone"), zone_names, ["Khu, cụm công nghiệp", "KCN, CCN"]
    )
    objective_vi = Column(
        "objective_vi",
        gettext_lazy("Objective"),
        ["Mục tiêu", "Mục tiêu dự án", "Mục tiêu đầu tư"],
        width=40,
    )
    scale_vi = Column(
        "scale_vi",
        gettext_lazy("Scale"),
        ["Quy mô", "Quy mô dự kiến", "Quy mô/Thông số kỹ thuật", "Quy mô/Công suất"],
        width=30,
    )
    capacity_vi = Column(
        "capacity_vi",
        gettext_lazy("Capacity"),
        ["Công suất", "Công suất thiết kế", "Công suất dự kiến"],
    )
    area = FigureColumn(
        "area",
        gettext_lazy("Area, as written"),
        [
            "Diện tích",
            "Diện tích đất dự kiến",
            "Diện tích dự kiến",
            "Quy mô diện tích",
            "Quy mô đất",
            "Quy mô sử dụng đất",
            "Quy mô (ha)",
            "Diện tích mặt đất sử dụng",
            "Diện tích sử dụng đất",
            "Nhu cầu sử dụng đất",
            "Area",
        ],
    )
    area_low = DerivedNumberColumn("area_low", gettext_lazy("Area from (ha)"))
    area_high = DerivedNumberColumn("area_high", gettext_lazy("Area to (ha)"))
    capital = CapitalColumn(
        "capital",
        gettext_lazy("Investment capital, as written"),
        [
            "Tổng vốn đầu tư",
            "Tổng vốn đầu tư dự kiến",
            "Tổng vốn",
            "Tổng mức đầu tư",
            "Tổng mức đầu tư dự kiến",
            "TMĐT",
            "TMĐT dự kiến",
            "Vốn đầu tư",
            "Vốn đầu tư dự kiến",
            "Khái toán",
            "Kinh phí",
            "Investment capital",
        ],
    )
    capital_low = DerivedNumberColumn("capital_low", gettext_lazy("Capital from (dong)"))
    capital_high = DerivedNumberColumn("capital_high", gettext_lazy("Capital to (dong)"))
    capital_usd = FigureColumn(
        "capital_usd",
        gettext_lazy("Investment capital in USD, as written"),
        ["Tổng vốn đầu tư (triệu USD)", "Vốn đầu tư (triệu USD)", "Triệu USD"],
    )
    investment_form_text = Column(
        "investment_form_text",
        gettext_lazy("Form of investment"),
        ["Hình thức đầu tư", "Hình thức", "Loại hình"],
    )
    time_text = Column(
        "time_text",
        gettext_lazy("Timeframe"),
        [
            "Thời gian thực hiện",
            "Tiến độ",
            "Tiến độ thực hiện",
            "Giai đoạn",
            "Thời hạn hoạt động",
            "Time or term",  # the heading in files of release 0.1
        ],
    )
    status = ChoiceColumn(
        "status",
        gettext_lazy("Status"),
        Project.Status,
        ["Tình trạng", "Tình trạng dự án"],
        other_labels=STATUS_LABELS,
    )
    status_since = StatusSinceColumn("status_since", gettext_lazy("Status since"))
    status_record = StatusRecordColumn("status_record", gettext_lazy("Status as recorded"))
    land_vi = Column(
        "land_vi",
        gettext_lazy("Land"),
        ["Hiện trạng", "Hiện trạng đất", "Hiện trạng quy hoạch", "Hiện trạng sử dụng đất"],
    )
    contact_text = Column(
        "contact_text",
        gettext_lazy("Contact"),
        ["Cơ quan đầu mối", "Đầu mối liên hệ", "Địa chỉ liên hệ", "Cơ quan chủ trì", "Liên hệ"],
        width=30,
    )
    documents = DocumentsColumn(
        "documents", gettext_lazy("Legal basis"), ["Cơ sở pháp lý", "Căn cứ pháp lý"]
    )
    note_vi = Column("note_vi", gettext_lazy("Note"), ["Ghi chú"], width=36)
    source = Column("source", gettext_lazy("Source"), ["Nguồn", "Nguồn số liệu"], width=48)

    def other_columns(self) -> dict[str, str]:
        """Offices write “Lĩnh vực” above fields and above sector groups."""
        return {"field": "sector_group"}

    def columns_decide_kind(self, layout: Layout) -> bool:
        """A list without columns for places and figures has kinds of project, without sites."""
        return not {heading.column for heading in layout.headings} & SITED_COLUMNS

    def issuing_documents(self) -> models.QuerySet:
        return LegalDocument.objects.all()

    def prepare(self, context: ImportContext) -> None:
        self.stored_projects = StoredProjects()
        self.communes: dict[tuple[str, int | None], int] = {}
        old_units = AdministrativeUnit.objects.communes().filter(valid_to__isnull=False)
        for unit in old_units:
            self.communes[fold(unit.full_name_vi), unit.parent_id] = unit.pk
        # The values that the group headings above rows stand for.
        self.read_groups: dict[tuple[Group, ...], tuple[Values, CellProblem | None]] = {}
        found = {heading.column for heading in context.layout.headings}
        is_kind = self.columns_decide_kind(context.layout)
        self.default_scope = Project.Scope.KIND if is_kind else Project.Scope.SITED
        # The exported list of the portal has codes; it is not an issued list.
        self.is_issued_list = "code" not in found or context.document is not None

    def complete(
        self, draft: Draft, context: ImportContext
    ) -> Iterable[tuple[str | Group, CellProblem]]:
        values = draft.values
        # Empty where the column is missing or the cell is empty: no change.
        for name in ("scope", "status", "code"):
            if not values.get(name):
                values.pop(name, None)
        if "scope" not in values and draft.pk is None:
            values["scope"] = self.default_scope
        if draft.row.groups:
            yield from self._read_groups(draft)
        if values.get("place_vi"):
            values["units"] = self._units(values)
            if "zone" not in draft.row.cells:
                values["zone"] = self._zone(values)

    def _read_groups(self, draft: Draft) -> Iterator[tuple[Group, CellProblem]]:
        """Set the field and the sector group by the group headings above a row."""
        groups = draft.row.groups
        if groups not in self.read_groups:
            self.read_groups[groups] = self._named_by(groups)
        named, problem = self.read_groups[groups]
        for name, pk in named.items():
            draft.values[name] = draft.values.get(name) or pk
        if problem and not draft.values.get("field"):
            yield groups[-1], problem

    def _named_by(self, groups: tuple[Group, ...]) -> tuple[Values, CellProblem | None]:
        """The values and the problem of group headings.

        A heading similar to a known name is a typing error to correct. Any other heading is the
        order of this list; it remains in the row as issued.
        """
        named: Values = {}
        for name in ("field", "sector_group"):
            known = self.columns[name].pk_by_name
            found = [pk for group in groups if (pk := known.get(fold(group.name)))]
            named |= {name: found[-1]} if found else {}
        if named:
            return named, None
        name, column = groups[-1].name, self.columns["field"]
        if any(is_nearly(name, word) for word in column.all_names):
            known = list(column.name_by_pk.values())
            return {}, unknown_word(name, nearest(name, known), known)
        message = _(
            "The portal does not know the field “%(group)s”; the rows under it were read "
            "without a field. Known fields: %(fields)s."
        )
        fields = ", ".join(column.name_by_pk.values())
        return {}, CellWarning("group", message % {"group": name, "fields": fields})

    def _units(self, values: Values) -> list[int]:
        """The communes that the place names, within the district."""
        district = values.get("district")
        found = {
            self.communes.get((fold(f"{kind} {name}"), district))
            for kind, name in places(values["place_vi"])
        }
        return sorted(pk for pk in found if pk is not None)

    def _zone(self, values: Values) -> int | None:
        """The zone that the place names, if it names one."""
        place = f" {fold(values['place_vi'])} "
        known = self.columns["zone"].pk_by_name
        found = {pk for name, pk in known.items() if f" {name} " in place}
        return found.pop() if len(found) == 1 else None

    def identity(self, draft: Draft) -> tuple:
        values = draft.values
        if code := values.get("code"):
            return (code,)
        return (
            fold(values["name_vi"]),
            values.get("district"),
            fold(values.get("place_vi", "")),
        )

    def match(self, draft: Draft) -> int | None:
        return self.stored_projects.match(draft)

    def finish(self, draft: Draft, record: Any, changes: Values, context: ImportContext) -> Values:
        """Add a catalogue entry with the row as issued, if the list is an issued one."""
        if not self.is_issued_list:
            return changes
        entry = CatalogueEntry(
            action=CatalogueEntry.Action.AMEND if record else CatalogueEntry.Action.ADD,
            document=context.document,
            is_issued=context.layout.is_issued,
            annex=context.layout.sheet[:200],
            row=".".join(filter(None, (draft.row.group_ordinal, draft.row.ordinal)))[:60],
            as_issued=as_issued(draft, context.layout),
            source=context.list_source,
        )
        before = entry_values(record) if record else []
        return changes | {"catalogue_entries": [*before, new_entry_values(entry)]}

    def withdrawal_values(self, record: Any, context: ImportContext) -> Values:
        if record.status == Project.Status.WITHDRAWN:
            return {}
        removal = CatalogueEntry(
            action=CatalogueEntry.Action.REMOVE,
            document=context.document,
            annex=context.layout.sheet[:200],
            source=context.list_source,
        )
        return {
            "status": Project.Status.WITHDRAWN.value,
            "catalogue_entries": [*entry_values(record), new_entry_values(removal)],
        }

    def set_withdrawal_document(self, values: Values, document: int) -> Values:
        *before, removal = values["catalogue_entries"]
        return values | {"catalogue_entries": [*before, removal | {"document": document}]}

    def vocabulary(self) -> Any:
        return [*super().vocabulary(), self.communes, self.default_scope, self.is_issued_list]

    def last_issued_cells(self, record: Any, context: ImportContext) -> dict[str, str]:
        if not self.is_issued_list:
            return {}
        entry = next(
            (
                entry
                for entry in reversed(record.catalogue_entries.all())
                if entry.annex == context.layout.sheet[:200] and is_of_list(entry, context)
            ),
            None,
        )
        if entry is None:
            return {}
        issued = empty_cells(context.layout) | dict(entry.as_issued)
        words, _colon, unit = context.layout.unit_line.partition(":")
        if issued.get(words.strip(), "") != unit.strip():
            # The same number in another unit is another figure.
            for heading in context.layout.headings:
                if isinstance(self.columns.get(heading.column), FigureColumn):
                    issued.pop(heading.text, None)
        return issued

    def adds_to_unchanged(self, record: Any, context: ImportContext) -> bool:
        """Whether the decision needs an entry, although it changes nothing in the project."""
        return (
            self.is_issued_list
            and context.document is not None
            and all(
                entry.document_id != context.document.pk for entry in record.catalogue_entries.all()
            )
        )

    def with_export_relations(self, queryset: models.QuerySet) -> models.QuerySet:
        # Few different records: prefetched once for each batch instead of joined to each row.
        exported: Any = queryset.only(*self.exported_fields())
        return exported.with_status_record().prefetch_related(
            "field",
            "sector_group",
            "district",
            "zone",
            Prefetch("documents", LegalDocument.objects.only("number", "publication"), "cited"),
        )

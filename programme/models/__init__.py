"""The models of what plans and decrees define."""

from programme.models.activities import ActivityCategory, ProgrammeActivity
from programme.models.documents import DocumentRelation, LegalDocument
from programme.models.groups import (
    CrosswalkEntry,
    InvestmentField,
    SectorGroup,
    SupplyProduct,
    SupplyProductList,
)
from programme.models.holidays import Holiday
from programme.models.offices import Office
from programme.models.places import AdministrativeUnit, IndustrialZone, UnitSuccession
from programme.models.sources import PublicSource
from programme.models.statements import Statement
from programme.models.targets import Target, TargetMeasurement

__all__ = [
    "ActivityCategory",
    "AdministrativeUnit",
    "CrosswalkEntry",
    "DocumentRelation",
    "Holiday",
    "IndustrialZone",
    "InvestmentField",
    "LegalDocument",
    "Office",
    "ProgrammeActivity",
    "PublicSource",
    "SectorGroup",
    "Statement",
    "SupplyProduct",
    "SupplyProductList",
    "Target",
    "TargetMeasurement",
    "UnitSuccession",
]

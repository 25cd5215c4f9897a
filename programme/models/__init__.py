"""The models of what plans and decrees define."""

from programme.models.calendar import Holiday
from programme.models.documents import DocumentRelation, LegalDocument
from programme.models.groups import (
    CrosswalkEntry,
    SectorGroup,
    SupplyProduct,
    SupplyProductList,
)
from programme.models.places import AdministrativeUnit, IndustrialZone, UnitSuccession
from programme.models.targets import Target, TargetMeasurement
from programme.models.work import (
    ActivityCategory,
    InvestmentField,
    Office,
    ProgrammeActivity,
)

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
    "SectorGroup",
    "SupplyProduct",
    "SupplyProductList",
    "Target",
    "TargetMeasurement",
    "UnitSuccession",
]

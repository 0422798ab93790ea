from codes.models.codes import Code, Edition, Provision
from codes.models.drafts import CodeDraft, Draft, ProcedureDraft
from codes.models.procedures import Procedure, ProcedureEdition

__all__ = [
    "Code",
    "CodeDraft",
    "Draft",
    "Edition",
    "Procedure",
    "ProcedureDraft",
    "ProcedureEdition",
    "Provision",
]

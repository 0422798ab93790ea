from codes.models.codes import Code, Edition, Provision
from codes.models.procedures import Procedure, ProcedureEdition

__all__ = ["Code", "Edition", "Procedure", "ProcedureEdition", "Provision"]

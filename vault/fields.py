"""A text field that is sealed at rest. Reading it needs the key of the row's docket."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models.query_utils import DeferredAttribute

from vault.keys import DataKey

if TYPE_CHECKING:
    BinaryField = models.BinaryField[Any, Any]
else:
    BinaryField = models.BinaryField


def purpose_of(field: Any) -> str:
    """What a seal of this field is bound to: its model and its name."""
    return f"{field.model._meta.label_lower}.{field.name}"


class SealedAttribute(DeferredAttribute):
    """Opens on reading; keeps what was assigned until the row is saved."""

    def __get__(self, instance: Any, cls: Any = None) -> Any:
        value = super().__get__(instance, cls)
        if instance is None or isinstance(value, str) or value is None:
            return value
        key: DataKey = instance.sealing_key
        opened = key.open(bytes(value), purpose_of(self.field)).decode()
        instance.__dict__[self.field.attname] = opened
        return opened

    def __set__(self, instance: Any, value: Any) -> None:
        # Without this the row's own dictionary would be read first, and hold sealed bytes.
        instance.__dict__[self.field.attname] = value


class SealedTextField(BinaryField):
    """Text, stored as AES-256-GCM under ``instance.sealing_key``, which the model provides."""

    descriptor_class = SealedAttribute

    def get_default(self) -> Any:
        return ""

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = model_instance.__dict__.get(self.attname, "")
        if value is None:
            return None
        if isinstance(value, str):
            key: DataKey = model_instance.sealing_key  # type: ignore[attr-defined]
            return key.seal(value.encode(), purpose_of(self))
        return bytes(value)

"""A text field that is sealed at rest. Reading it needs the key of the row's docket."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models.query_utils import DeferredAttribute

from vault.keys import DataKey


class SealedAttribute(DeferredAttribute):
    """Opens on reading; keeps what was assigned until the row is saved."""

    def __get__(self, instance: Any, cls: Any = None) -> Any:
        value = super().__get__(instance, cls)
        if instance is None or isinstance(value, str) or value is None:
            return value
        key: DataKey = instance.sealing_key
        opened = key.open(bytes(value), self.field.purpose).decode()
        instance.__dict__[self.field.attname] = opened
        return opened

    def __set__(self, instance: Any, value: Any) -> None:
        # Without this the row's own dictionary would be read first, and hold sealed bytes.
        instance.__dict__[self.field.attname] = value


class SealedTextField(models.BinaryField):
    """Text, stored as AES-256-GCM under ``instance.sealing_key``, which the model provides."""

    descriptor_class = SealedAttribute

    @property
    def purpose(self) -> str:
        return f"{self.model._meta.label_lower}.{self.name}"  # noqa: SLF001 - Django's public API

    def get_default(self) -> Any:
        return ""

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = model_instance.__dict__.get(self.attname, "")
        if isinstance(value, str):
            key: DataKey = model_instance.sealing_key  # type: ignore[attr-defined]
            return key.seal(value.encode(), self.purpose)
        return bytes(value)

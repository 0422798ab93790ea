from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "intake"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hang the section that shows a case as it was filed."""
        from intake import sections  # noqa: F401, PLC0415

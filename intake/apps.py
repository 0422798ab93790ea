from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "intake"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hang the section that shows a case as it was filed, and the end of old drafts."""
        # Here and not above: models load after this module.
        from complaints.jobs import Job, register  # noqa: PLC0415
        from intake import scans, sections  # noqa: F401, PLC0415
        from intake.drafts import sweep  # noqa: PLC0415

        register(Job("drafts", "Old drafts are ended", sweep, 3600.0))

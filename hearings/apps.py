from django.apps import AppConfig


class HearingsConfig(AppConfig):
    name = "hearings"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the case, which may not know of hearings, what they add to it."""
        # Here and not above: models load after this module.
        from complaints.letters import Enclosures  # noqa: PLC0415
        from hearings import doorways, invariants, next_steps, sections  # noqa: F401, PLC0415
        from hearings.enclosures import enclosures  # noqa: PLC0415

        Enclosures.makers.append(enclosures)

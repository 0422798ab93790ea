from django.apps import AppConfig


class HearingsConfig(AppConfig):
    name = "hearings"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the case, which may not know of hearings, what they add to it."""
        from complaints.letters import Enclosures  # noqa: PLC0415 - models load after this module
        from hearings.enclosures import enclosures  # noqa: PLC0415

        Enclosures.makers.append(enclosures)

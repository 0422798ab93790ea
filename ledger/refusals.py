"""Why something was refused, in words a person can act on."""


class Refusal(Exception):
    """Nothing was changed. ``str(refusal)`` is shown to the user as it is."""


class Forbidden(Refusal):
    """Not this person. Controls for it are hidden; page and API answer 403."""


class Blocked(Refusal):
    """Not now. Controls for it are shown, disabled, with the reason; the answer is 409."""


class Overtaken(Blocked):
    """Somebody else acted first. The sentence says how things stand now; the answer is 409."""

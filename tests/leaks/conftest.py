from tests.walk.shared import roads

__all__ = ["roads"]

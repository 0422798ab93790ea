"""Names as people look for them: without case and marks, in any order of words, and by sound."""

from __future__ import annotations

import unicodedata

import jellyfish

# Marks inside a name that are one word with it: O’Brien is looked for as OBrien, too.
INSIDE = dict.fromkeys(map(ord, "'`\u00b4\u02bc\u2018\u2019"))
# Shorter than this a word sounds like half of the register.
LEAST_SOUND = 2


def plain(name: str) -> str:
    """A name in small letters, without the accents and marks that a keyboard may lack.

    What joins two names, such as a hyphen, parts them: they can be looked for one by one.
    """
    # A sign can hide a capital or a mark inside it, and show it only when it is taken apart.
    letters = unicodedata.normalize("NFKD", name.translate(INSIDE)).casefold()
    letters = unicodedata.normalize("NFKD", letters).translate(INSIDE)
    kept = "".join(one for one in letters if not unicodedata.combining(one))
    return " ".join("".join(one if one.isalnum() else " " for one in kept).split())


def sound(word: str) -> str:
    """How a word sounds in English (Metaphone); empty for one too short to tell."""
    found: str = jellyfish.metaphone(word)
    return found if len(found) >= LEAST_SOUND else ""


def sounds(name: str) -> str:
    """How each word of a name sounds, each between two spaces, so that it can be looked for."""
    return f" {' '.join(filter(None, map(sound, plain(name).split())))} "

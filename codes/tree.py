"""An edition's provisions as the tree that the source's headings make."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from codes.models import Provision


@dataclass
class Node:
    provision: Provision
    children: list[Node] = field(default_factory=list)


def tree_of(provisions: Iterable[Provision]) -> list[Node]:
    """Hang each provision under its parent; a parent stands before its children."""
    nodes: dict[int, Node] = {}
    roots: list[Node] = []
    for provision in provisions:
        node = nodes[provision.pk] = Node(provision)
        parent = nodes.get(provision.parent_id) if provision.parent_id else None
        (parent.children if parent else roots).append(node)
    return roots


def matching(provisions: Iterable[Provision], words: str) -> list[Provision]:
    """List the provisions that hold every word, in the official text or in plain words."""
    wanted = words.casefold().split()
    return [
        provision
        for provision in provisions
        if all(word in _searched(provision) for word in wanted)
    ]


def _searched(provision: Provision) -> str:
    parts = (
        provision.number,
        provision.title,
        provision.text,
        provision.plain_title,
        provision.plain_hint,
    )
    return " ".join(parts).casefold()

"""Templates that are looked through for their blocks once, not for every page."""

from typing import Any

from django.template import Template
from django.template.base import NodeList
from django.template.loaders import cached


class WalkedOnce(NodeList):
    """The nodes of a loaded template, which change no more."""

    def __init__(self, nodes: NodeList) -> None:
        super().__init__(nodes)
        self.contains_nontext = nodes.contains_nontext
        self._of_type: dict[type, list[Any]] = {}

    def get_nodes_by_type(self, nodetype: type) -> list[Any]:
        if nodetype not in self._of_type:
            self._of_type[nodetype] = super().get_nodes_by_type(nodetype)
        return self._of_type[nodetype]


class Loader(cached.Loader):
    """Django's own, whose templates remember their blocks: a page walks the base for each visit."""

    def get_template(self, template_name: str, skip: Any = None) -> Template:
        template = super().get_template(template_name, skip)
        if not isinstance(template.nodelist, WalkedOnce):
            template.nodelist = WalkedOnce(template.nodelist)
        return template

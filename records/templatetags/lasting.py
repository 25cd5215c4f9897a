"""Parts that many pages share, kept as they look as long as that is true."""

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context
from django.utils.translation import get_language

from records.cache_version import page_state

register = template.Library()
# What a part may differ by has a few values; more are a mistake that shall not fill the memory.
MOST_LOOKS = 50


class Lasting(template.Node):
    """A part that is the same wherever the data, the day, the language and `by` are."""

    def __init__(self, nodes: NodeList, by: list[FilterExpression]) -> None:
        self.nodelist, self.by = nodes, by
        # Both together, as threads share this node.
        self._kept: tuple[object, dict[tuple, str]] = (None, {})

    def render(self, context: Context) -> str:
        if "request" not in context:
            return self.nodelist.render(context)
        state = page_state(context["request"])
        known, looks = self._kept
        if known != state or len(looks) > MOST_LOOKS:
            looks = {}
            self._kept = state, looks
        key = get_language(), *(each.resolve(context) for each in self.by)
        if key not in looks:
            looks[key] = self.nodelist.render(context)
        return looks[key]


@register.tag
def lasting(parser: Parser, token: Token) -> Lasting:
    """Keep what stands up to `{% endlasting %}`; after `by` stands what it differs by.

    Nothing inside may depend on the address, on the visitor or on the hour, and no block may stand
    inside, since other pages fill it in another way: {% lasting by current_section %}.
    """
    by = token.split_contents()[1:]
    if by and by[0] != "by":
        raise template.TemplateSyntaxError("Write “lasting by” and what the part differs by.")
    nodes = parser.parse(("endlasting",))
    parser.delete_first_token()
    return Lasting(nodes, [parser.compile_filter(each) for each in by[1:]])

"""Submitting forms of the admin as a browser does."""

from html.parser import HTMLParser


class _FormReader(HTMLParser):
    """Collects what a browser would send from the record form of a page without changes."""

    def __init__(self):
        super().__init__()
        self.sent = {}
        self._inside = False
        self._select = self._textarea = None
        self._chosen = []
        self._text = ""

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "form":
            self._inside = (attrs.get("id") or "").endswith("_form")
        name = attrs.get("name")
        if not self._inside:
            return
        if tag == "input" and name and attrs.get("type") not in {"submit", "file"}:
            if attrs.get("type") in {"checkbox", "radio"}:
                if "checked" in attrs:
                    self.sent[name] = [attrs.get("value", "on")]
            else:
                value = attrs.get("value") or ""
                self.sent[name] = [value.replace("\r", "").replace("\n", "")]
        elif tag == "select":
            self._select, self._chosen = name, []
            self._multiple, self._first = "multiple" in attrs, None
        elif tag == "option" and self._select:
            if self._first is None:
                self._first = attrs.get("value") or ""
            if "selected" in attrs:
                self._chosen.append(attrs.get("value") or "")
        elif tag == "textarea":
            self._textarea, self._text = name, ""

    def handle_data(self, data):
        if self._textarea:
            self._text += data

    def handle_endtag(self, tag):
        if tag == "select" and self._select:
            if not self._chosen and not self._multiple and self._first is not None:
                self._chosen = [self._first]
            if self._chosen:
                self.sent[self._select] = self._chosen
            self._select = None
        elif tag == "textarea" and self._textarea:
            text = self._text.replace("\r\n", "\n")
            # HTML ignores a line break directly after the tag; browsers send CR LF.
            self.sent[self._textarea] = [text.removeprefix("\n").replace("\n", "\r\n")]
            self._textarea = None
        elif tag == "form":
            self._inside = False


def form_on(response):
    """The data that the unchanged form of a page sends."""
    reader = _FormReader()
    reader.feed(response.content.decode())
    return reader.sent


def errors_on(response):
    """All error messages of a page as one text."""
    form = response.context["adminform"].form
    error_texts = [str(message) for messages in form.errors.values() for message in messages]
    for inline in response.context["inline_admin_formsets"]:
        for errors in inline.formset.errors:
            error_texts += [str(message) for messages in errors.values() for message in messages]
        error_texts += [str(message) for message in inline.formset.non_form_errors()]
    return "\n".join(error_texts)

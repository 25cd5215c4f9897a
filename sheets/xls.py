def is_xls(content):
    return content.startswith(b"\xd0\xcf\x11\xe0")
def open_xls(content):
    raise NotImplementedError

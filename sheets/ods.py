def open_ods(archive):
    raise NotImplementedError

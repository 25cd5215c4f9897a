def open_word(archive, part):
    raise NotImplementedError

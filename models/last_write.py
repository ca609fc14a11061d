"""Whether this process has written since: asked before anything that was read earlier is believed again."""


class LastWrite:
    """`mark` is another object after each transaction of this process. Take it before you read, compare it with `is`.

    A number that is raised could be raised by two threads to the same.
    """

    def __init__(self) -> None:
        self.mark = object()

    def note(self) -> None:
        self.mark = object()


last_write = LastWrite()

from collections import OrderedDict
from threading import Lock

from .answer import Answer
from .asked import Asked


class Store:
    """Answers by what was asked, up to a number of bytes, all that belongs to them counted. Who was not asked for
    longest goes."""

    def __init__(self, most: int) -> None:
        self.most, self.weight = most, 0
        self._answers: OrderedDict[Asked, Answer] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._answers)

    def get(self, asked: Asked) -> Answer | None:
        with self._lock:
            if answer := self._answers.get(asked):
                self._answers.move_to_end(asked)
            return answer

    def put(self, asked: Asked, answer: Answer) -> None:
        """One that would take a quarter of the room is not kept."""
        with self._lock:
            if old := self._answers.pop(asked, None):
                self.weight -= old.weight
            if answer.weight * 4 > self.most:
                return
            self._answers[asked] = answer
            self.weight += answer.weight
            while self.weight > self.most:
                self.weight -= self._answers.popitem(last=False)[1].weight

    def clear(self) -> None:
        with self._lock:
            self._answers.clear()
            self.weight = 0

"""Why a comment waits, where neither a check nor anybody outside has said so."""

from models.sentence import Sentence

UNASKED = Sentence("Nobody outside has been asked about it yet")
EDITED = Sentence("It was edited, and has not been judged anew yet")
UNDONE = Sentence("Its decision was undone")

"""Those outside the house whom the worker asks about a comment: Akismet, CleanTalk, DNS block lists.

Each is an OutsideJudge (judges.py) and fails on its own. To ask takes time, so nothing here runs in a web request but
`asked.py`, which says who is to be asked, and `akismet_callback.py`, which listens.
"""

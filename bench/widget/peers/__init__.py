"""The peers: how each is embedded and configured, and its read API answered in the JSON that its own server speaks.

The shapes were learned from the peers' published sources; none of their code is here.
"""

from .artalk import ARTALK
from .isso import ISSO
from .twikoo import TWIKOO
from .waline import WALINE

PEERS = ISSO, WALINE, ARTALK, TWIKOO

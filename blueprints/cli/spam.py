from .evaluate import evaluate
from .explain import explain
from .group import Commands
from .memory import memory

group = Commands("spam", help="How comments are judged.")
for command in (evaluate, explain, memory):
    group.add_command(command)

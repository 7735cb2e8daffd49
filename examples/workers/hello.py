"""The worker of the first program, in Python. In a program of yours, revolve.py lies beside it."""

import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../provider-process/workers"))
import revolve


def greet(task):
    task.write("thinking", "who was it again?")
    return "Hello, " + task.payload + "!"


revolve.work({"greet": greet})

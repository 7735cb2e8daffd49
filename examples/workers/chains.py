"""A worker in Python: which number below a bound takes the most steps to 1, if each is halved or else
tripled and added one? See Languages.java. In a program of yours, revolve.py lies beside its scripts."""

import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../provider-process/workers"))
import revolve


def steps(number):
    count = 0
    while number != 1:
        number = number // 2 if number % 2 == 0 else 3 * number + 1
        count += 1
    return count


def longest_chain(task):
    below = task.payload
    best = {"number": 1, "steps": 0}
    for number in range(2, below):
        count = steps(number)
        if count > best["steps"]:
            is_news = count // 100 > best["steps"] // 100
            best = {"number": number, "steps": count}
            if is_news:
                task.write("news", best)
        if number % 5000 == 0:
            task.progress(number, below)
            if "enough" in [event for event, _ in task.told()]:
                return best
    task.progress(below, below)
    return best


revolve.work({"longest-chain": longest_chain})

import os
import sys
import time

sys.path.insert(0, "workers")
import revolve


def talk(task):
    task.progress(1, 2)
    task.write("note", {"half": "done"})
    task.write("raw", b"\x00\xff")
    print("this goes to the standard error")
    return {"attempt": task.attempt, "name": task.name}


def listen(task):
    heard = []
    task.write("ready")
    while "end" not in heard:
        heard += [event for event, _ in task.told()]
        time.sleep(0.002)
    return heard


def wait(task):
    task.write("ready")
    while True:
        task.raise_if_cancelled()
        time.sleep(0.002)


def ignore(task):
    task.write("ready")
    time.sleep(1000)


def fail(task):
    raise ValueError("no such cat")


def flaky(task):
    if task.attempt < 3:
        raise RuntimeError("not yet")
    return task.attempt


def about(task):
    return {"id": task.id, "name": task.name, "attempt": task.attempt, "headers": task.headers}


def heard(task):
    return {"told": task.told(), "cancelled": task.is_cancelled()}


def leave(task):
    os._exit(3)


revolve.work({
    "echo": lambda task: task.payload,
    "bytes": lambda task: bytes(task.body),
    "talk": talk,
    "listen": listen,
    "wait": wait,
    "ignore": ignore,
    "fail": fail,
    "flaky": flaky,
    "about": about,
    "heard": heard,
    "leave": leave,
})

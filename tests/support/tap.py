"""Prints TAP, one line for each step; a step that fails ends the test, since what follows stands on it."""
import sys
import time


class Failed(Exception):
    """What was expected and what was found."""


class Tap:
    def __init__(self, about):
        self.about = about
        self.count = 0
        self.failed = 0

    def check(self, what, step):
        self.count += 1
        try:
            answer = step()
        except (Failed, AssertionError, ValueError, KeyError, OSError) as error:
            self.failed += 1
            print(f"not ok {self.count} - {self.about}: {what}\n# {type(error).__name__}: {error}", flush=True)
            raise SystemExit(1) from error
        print(f"ok {self.count} - {self.about}: {what}", flush=True)
        return answer

    def equal(self, what, found, expected):
        def step():
            if found != expected:
                raise Failed(f"expected {expected!r}, found {found!r}")
        self.check(what, step)

    def run(self, trip):
        """A whole test. What it stumbles over counts as a failed step."""
        try:
            trip(self)
        except (Failed, ValueError, KeyError, OSError) as error:
            self.failed += 1
            self.count += 1
            print(f"not ok {self.count} - {self.about}: the test goes on\n# {type(error).__name__}: {error}", flush=True)
        self.end()

    def end(self):
        print(f"1..{self.count}")
        sys.exit(1 if self.failed else 0)


def until(step, seconds, what):
    """Asks again until the answer is true; a processor or a listener of another process tells nobody when it is done."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if answer := step():
            return answer
        time.sleep(0.02)
    raise Failed(f"{what} did not come within {seconds} s")

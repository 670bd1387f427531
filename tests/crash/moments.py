"""When to kill: at what a program has done, not after a time, so that a fast machine and a slow one are asked the same."""
import signal
import time

LOOK_EVERY = 0.001  # seconds; nobody tells when another program's row is written
PATIENCE = 60  # seconds that a program may take to get there


def reached(process, there):
    """Waits until `there()` holds; False when the program ended before."""
    end = time.monotonic() + PATIENCE
    while not there():
        if process.poll() is not None or time.monotonic() > end:
            return False
        time.sleep(LOOK_EVERY)
    return True


def killed(process):
    """True when it was still alive to be killed."""
    process.send_signal(signal.SIGKILL)
    process.communicate()
    return process.returncode == -signal.SIGKILL


def share(chance, left, lives):
    """How much of what is left this life may do, at most: the lives that follow still find as much each."""
    return chance.randint(0, max(0, left // (lives + 1)))

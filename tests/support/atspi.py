"""Drives a Qt program from outside through AT-SPI 2, as assistive technology does. Debian's /usr/bin/python3 has gi.

Qt 6.4 publishes names and roles, not object names: find things by what a screen reader would say.
"""
import ctypes
import os
import signal
import subprocess
import time
import warnings

warnings.filterwarnings("ignore", category=DeprecationWarning)
os.environ["QT_LINUX_ACCESSIBILITY_ALWAYS_ON"] = "1"  # without it Qt stays off the bus
os.environ.pop("QT_QPA_PLATFORM", None)               # only xcb has a bridge
import gi  # noqa: E402

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402


class Missing(AssertionError):
    pass


def until(condition, seconds, what, step=0.02):
    """The first truthy answer of condition(). An object that vanished meanwhile, or a busy program, means 'not yet'."""
    end = time.monotonic() + seconds
    last = None
    while time.monotonic() < end:
        try:
            answer = condition()
            if answer:
                return answer
        except GLib.Error as error:
            last = error
        time.sleep(step)
    raise Missing(f"not within {seconds} s: {what}" + (f" ({last.message})" if last else ""))


def _end_with_parent():
    ctypes.CDLL("libc.so.6").prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG: no orphan keeps a pipe open


class Thing:
    """One accessible object."""

    def __init__(self, accessible):
        self.accessible = accessible

    name = property(lambda self: (self.accessible.get_name() or "").replace("&", ""))
    role = property(lambda self: self.accessible.get_role_name())
    description = property(lambda self: self.accessible.get_description() or "")

    def children(self):
        self.accessible.clear_cache()
        found = []
        for i in range(self.accessible.get_child_count()):
            child = self.accessible.get_child_at_index(i)
            if child is not None:
                found.append(Thing(child))
        return found

    def walk(self, depth=40):
        """Everything below, without the cells of tables (those are made on demand and may be millions)."""
        for child in self.children():
            yield child
            if depth > 0 and child.role not in ("table", "tree table", "list"):
                yield from child.walk(depth - 1)

    def is_showing(self):
        return self.accessible.get_state_set().contains(Atspi.StateType.SHOWING)

    def _fits(self, role, name, starts):
        return (role is None or self.role == role) and (name is None or self.name == name) and (
            starts is None or self.name.startswith(starts))

    def look(self, role=None, name=None, starts=None, showing=True):
        for thing in self.walk():
            try:
                if thing._fits(role, name, starts) and (not showing or thing.is_showing()):
                    return thing
            except GLib.Error:
                continue
        return None

    def find(self, role=None, name=None, starts=None, showing=True, seconds=10):
        wanted = f"{role or 'anything'} named {name or starts!r}"
        return until(lambda: self.look(role, name, starts, showing), seconds, wanted)

    def press(self):
        actions = self.accessible.get_action_iface()
        names = [actions.get_action_name(i) for i in range(actions.get_n_actions())]
        for wanted in ("Press", "Toggle"):
            if wanted in names:
                actions.do_action(names.index(wanted))
                return self
        raise Missing(f"{self.role} {self.name!r} cannot be pressed: {names}")

    def text(self):
        text = self.accessible.get_text_iface()
        return text.get_text(0, -1) if text else self.name

    def type_text(self, words):
        self.accessible.get_editable_text_iface().set_text_contents(words)
        return self

    # -- tables
    def _table(self):
        return self.accessible.get_table_iface()

    def rows(self):
        self.accessible.clear_cache()
        return self._table().get_n_rows()

    def headers(self):
        table = self._table()
        return [table.get_column_description(i) for i in range(table.get_n_columns())]

    def cell(self, row, header):
        return self._table().get_accessible_at(row, self.headers().index(header)).get_name()

    def select_row(self, row):
        self._table().add_row_selection(row)


class Program:
    """A program on the bus, ended with the test whatever happens."""

    def __init__(self, command, seconds=30):
        self.process = subprocess.Popen(command, preexec_fn=_end_with_parent, stdout=subprocess.DEVNULL)
        self.root = until(self._on_bus, seconds, f"{command[0]} on the accessibility bus")

    def _on_bus(self):
        if self.process.poll() is not None:
            raise Missing(f"the program ended with {self.process.returncode}")
        desktop = Atspi.get_desktop(0)
        desktop.clear_cache()
        for i in range(desktop.get_child_count()):
            candidate = desktop.get_child_at_index(i)
            if candidate is not None and candidate.get_process_id() == self.process.pid and candidate.get_child_count():
                return Thing(candidate)
        return None

    def window(self, starts, seconds=15):
        return until(lambda: next((w for w in self.root.children() if w.name.startswith(starts)), None), seconds,
                     f"a window {starts!r}")

    def keys(self, *names):
        subprocess.run(["xdotool", "key", "--delay", "20", *names], check=True)

    def end(self):
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        return self.process.returncode

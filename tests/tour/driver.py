"""The processes of a tour: the server, and apps driven by touches and keys through their remote control."""
import json
import os
import pathlib
import subprocess
import sys
import time


class Failed(Exception):
    pass


def run(*command, env=None, stdin=None, timeout=120):
    """A program to its end; its output, or Failed with what it said."""
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True, env=env,
                          input=stdin, timeout=timeout)
    if done.returncode != 0:
        raise Failed(f"{' '.join(map(str, command))}\n{done.stdout}{done.stderr}")
    return done.stdout


class Server:
    """The practice server as its own process; stopping it is how the tour goes offline."""

    def __init__(self, binary, folder, port=0):
        self.binary, self.folder, self.port, self.process = binary, folder, port, None

    def start(self):
        log = open(self.folder / "server.log", "a", encoding="utf-8")
        self.process = subprocess.Popen(
            [str(self.binary), "serve", "--db", str(self.folder / "db"), "--listen", f"127.0.0.1:{self.port}"],
            stdout=subprocess.PIPE, stderr=log, text=True)
        line = self.process.stdout.readline().split()
        if not line or line[0] != "listening":
            raise Failed(f"the server did not start: {line}")
        self.port = int(line[1].rsplit(":", 1)[1])
        return line[3]

    def kill(self):
        self.process.kill()
        self.process.wait()
        self.process = None

    def stop(self):
        if self.process:
            self.kill()


class App:
    """One app process with a store of its own. Every verb is what a finger or a keyboard can do."""

    def __init__(self, binary, store, size, pictures, name, theme="light", prepare=None, **environment):
        self.name, self.pictures, self.count, self.size = name, pictures, 0, size
        log = open(store.parent / f"{name}.log", "a", encoding="utf-8")
        env = dict(os.environ, QT_QPA_PLATFORM="offscreen", DOORSTEP_THEME=theme, **environment)
        self.process = subprocess.Popen(
            [str(binary), "--store", str(store), "--size", f"{size[0]}x{size[1]}"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True, env=env,
            preexec_fn=prepare)
        self.taps = 0

    def do(self, verb, **arguments):
        self.process.stdin.write(json.dumps({"do": verb, **arguments}) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise Failed(f"{self.name} ended during {verb} {arguments}")
        answer = json.loads(line)
        self.taps = answer["taps"]
        if not answer["ok"]:
            self.picture("failed")
            names = self._raw("list").get("names", [])
            raise Failed(f"{self.name}: {verb} {arguments}: {answer['why']}\nvisible: {' '.join(names)}")
        return answer

    def _raw(self, verb, **arguments):
        self.process.stdin.write(json.dumps({"do": verb, **arguments}) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def tap(self, *names):
        for name in names:
            self.do("tap", name=name)

    def type(self, text):
        self.do("type", text=text)

    def enter(self, field, text):
        """Touch a field, then type into it."""
        self.tap(field)
        self.type(text)

    def replace(self, field, text):
        """Touch a field, take out what stands there, then type."""
        self.tap(field)
        self.key("Ctrl+A")
        self.key("Delete")
        if text:
            self.type(text)

    def only(self, start, timeout=20):
        """Until exactly one name starts so: a search has narrowed to one."""
        end = time.monotonic() + timeout
        while time.monotonic() < end:
            if len(self.names(start)) == 1:
                return
            time.sleep(0.05)
        self.picture("failed")
        raise Failed(f"{self.name}: {start} is {self.names(start)}")

    def key(self, key):
        self.do("key", key=key)

    def wait(self, name, timeout=20000):
        self.do("wait", name=name, timeout=timeout)

    def gone(self, name, timeout=20000):
        self.do("gone", name=name, timeout=timeout)

    def text(self, name):
        return self.do("text", name=name)["text"]

    def exists(self, name):
        return self.do("exists", name=name)["exists"]

    def names(self, start=""):
        return [name for name in self._raw("list")["names"] if name.startswith(start)]

    def first(self, start, end=""):
        """The first visible name that starts and ends so; ids stand in the middle."""
        found = [name for name in self.names(start) if name.endswith(end)]
        if not found:
            self.picture("failed")
            raise Failed(f"{self.name}: nothing is called {start}...{end}\nvisible: {' '.join(self.names())}")
        return found[0]

    def picture(self, step):
        self.count += 1
        file = self.pictures / f"{self.name}-{self.count:02d}-{step}.png"
        self._raw("grab", file=str(file))
        return file

    def wait_text(self, name, *wanted, timeout=20):
        """Until the text holds one of those wanted."""
        end = time.monotonic() + timeout
        while time.monotonic() < end:
            if self.exists(name) and any(words in self.text(name) for words in wanted):
                return
            time.sleep(0.1)
        self.picture("failed")
        raise Failed(f"{self.name}: {name} never said {wanted}, it says '{self.text(name)}'")

    def wait_empty(self, field, timeout=20):
        """A field gives back what was typed once it is saved."""
        end = time.monotonic() + timeout
        while time.monotonic() < end:
            if self.text(field) == "":
                return
            time.sleep(0.05)
        raise Failed(f"{self.name}: {field} still holds '{self.text(field)}'")

    def quit(self):
        self._raw("quit")
        self.process.wait(timeout=20)

    def kill(self):
        self.process.kill()
        self.process.wait()


class Budget:
    """Counts the taps and PINs of one piece of work and remembers those that grew past what was promised."""

    def __init__(self):
        self.rows = []

    def measure(self, app, what, goal, work):
        before = app.taps
        work()
        self.count(what, app.taps - before, goal)

    def count(self, what, times, goal):
        self.rows.append((what, times, goal))

    def report(self):
        lines = [f"{what}: {taps}, goal {goal}, {'ok' if taps <= goal else 'GREW'}"
                 for what, taps, goal in self.rows]
        return "\n".join(lines), all(taps <= goal for _, taps, goal in self.rows)


def say(message):
    print(message, flush=True)


def stop(message):
    print(message, file=sys.stderr, flush=True)
    sys.exit(1)


def fresh(path):
    path = pathlib.Path(path)
    path.mkdir(parents=True, exist_ok=True)
    return path

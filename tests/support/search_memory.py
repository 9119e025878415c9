"""search_memory.py PID: which byte strings are anywhere in the readable memory of a process.

One byte string a line on standard input, in hex; for each `found` or `absent`. It is a program of its own
because whoever looks for a secret in himself finds the question. Exit code 3: this memory may not be read.
"""
import sys

CHUNK = 16 * 1024 * 1024


def regions(process):
    with open(f"/proc/{process}/maps", encoding="ascii") as maps:
        for line in maps:
            span, rights = line.split()[:2]
            if rights.startswith("r") and "[vvar]" not in line and "[vsyscall]" not in line:
                start, end = (int(part, 16) for part in span.split("-"))
                yield start, end


def search(process, wanted):
    found = set()
    overlap = max(len(each) for each in wanted)
    with open(f"/proc/{process}/mem", "rb", buffering=0) as memory:
        for start, end in regions(process):
            at = start
            while at < end:
                memory.seek(at)
                try:
                    piece = memory.read(min(CHUNK, end - at))
                except OSError:
                    break
                if not piece:
                    break
                found.update(each for each in wanted if each in piece)
                at += len(piece) if at + len(piece) >= end else max(1, len(piece) - overlap)
    return found


def main():
    wanted = [bytes.fromhex(line) for line in sys.stdin.read().split()]
    try:
        found = search(int(sys.argv[1]), wanted)
    except PermissionError:
        return 3
    for each in wanted:
        print("found" if each in found else "absent")
    return 0


if __name__ == "__main__":
    sys.exit(main())

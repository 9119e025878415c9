#!/usr/bin/env python3
"""Rules that a compiler does not check: layers, sizes, words, QML manners, paths in the docs.

    rules.py ROOT        prints each breach as file:line: rule: what, and exits 1 if there is one

The allowed links are read from the table in ARCHITECTURE.md; exceptions, each with its reason, from
tests/rules/exceptions.txt, which may only shrink.
"""
import pathlib
import re
import subprocess
import sys

SIZE_STOP = {".cpp": 500, ".h": 250, ".qml": 300}
DOC_STOP = {"README.md": 100, "ARCHITECTURE.md": 150, "CONTRIBUTING.md": 120}
REFUSED_NAME = re.compile(r"\b(class|struct|namespace|enum class)\s+\w*(Manager|Helper|Utils?|Handler|Info|Data)\b")
REFUSED_FILE = re.compile(r"(manager|helper|utils?|handler|info|data)\.(cpp|h|qml)$", re.I)
BANNED = [  # (pattern, files, hint)
    (re.compile(r"\b(TODO|FIXME|XXX)\b"), (".cpp", ".h", ".qml", ".sh", ".py"), "finish it or write it in the changelog"),
    (re.compile(r"ignoreSslErrors|VerifyNone"), (".cpp", ".h"), "pins decide, never exceptions to them"),
    (re.compile(r"setInsecureFallback\(true\)"), (".cpp", ".h"), "no plaintext keystore"),
    (re.compile(r"\b(Md5|Sha1|RC4|mt19937|std::rand|qrand)\b"), (".cpp", ".h"), "weak primitive"),
    (re.compile(r"setContextProperty"), (".cpp", ".h"), "hand view-models in as required properties"),
    (re.compile(r"::instance\(\)"), (".cpp", ".h"), "constructor injection only"),
    (re.compile(r"waitForFinished|waitForReadyRead|QEventLoop|processEvents"), (".cpp", ".h"), "no nested event loop"),
    (re.compile(r"\bexec\(QStringLiteral\(\"[^\"]*\" *\)? *\+|\.exec\([^)]*\.arg\("), (".cpp",), "bind values, never build SQL text"),
    (re.compile(r"WebEngine|WebView"), (".cpp", ".h", ".qml", ".txt"), "no web view"),
    (re.compile(r"Qt(Charts|HttpServer|VirtualKeyboard)|Qt6::(Charts|HttpServer)"), (".cpp", ".h", ".qml", ".txt"), "GPL-only module"),
]
ONLY_OUTSIDE_TESTS = {"no nested event loop", "weak primitive", "constructor injection only"}
QML_BANNED = [
    (re.compile(r"^import QtQuick\.Controls\s*$"), "import QtQuick.Controls.Basic"),
    (re.compile(r"#[0-9a-fA-F]{6}\b"), "colours come from Style"),
    (re.compile(r"children\["), "find items by objectName"),
    (re.compile(r"textFormat:\s*Text\.(RichText|StyledText|AutoText|MarkdownText)"), "Text.PlainText for text from people"),
    (re.compile(r"toLocaleString|toFixed\(|Qt\.formatDate|new Date\("), "formatting belongs in the view-model"),
]


def tracked(root):
    names = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=root, capture_output=True, text=True)
    if names.returncode == 0:
        files = names.stdout.splitlines()
    else:
        files = [str(p.relative_to(root)) for p in root.rglob("*") if p.is_file()]
    return [f for f in files if (root / f).is_file()]


def read(root, name):
    return (root / name).read_text(encoding="utf-8", errors="replace")


def allowed_links(root):
    """target -> (own targets, outside words) from the table in ARCHITECTURE.md."""
    rows = {}
    for line in read(root, "ARCHITECTURE.md").splitlines():
        cells = [c.strip() for c in line.strip().strip("|").split("|")]
        if len(cells) == 3 and re.fullmatch(r"`[a-z_]+`", cells[0]):
            own = set(re.findall(r"`([a-z_]+)`", cells[1]))
            rows[cells[0].strip("`")] = (own, set(re.findall(r"`([^`]+)`", cells[2])))
    return rows


def cmake_targets(root, files):
    """target -> (folder, linked words) for every doorstep_library."""
    found = {}
    for name in files:
        if not name.endswith("CMakeLists.txt") or name.startswith(("tests/", "programs/")):
            continue  # programs put everything together; tests may link anything
        text = re.sub(r"#.*", "", read(root, name))
        for match in re.finditer(r"doorstep_library\(\s*(\w+)(.*?)\)", text, re.S):
            words = match.group(2).split()
            links = [w for w in links_of(words)]
            found[match.group(1)] = (str(pathlib.Path(name).parent), links)
    return found


def links_of(words):
    section = None
    for word in words:
        if word in ("SOURCES", "PUBLIC", "PRIVATE"):
            section = word
        elif section in ("PUBLIC", "PRIVATE"):
            yield word


def check_layers(root, files):
    table = allowed_links(root)
    targets = cmake_targets(root, files)
    folder_of = {folder: name for name, (folder, _) in targets.items()}
    for name, (folder, links) in targets.items():
        if name not in table:
            yield f"{folder}/CMakeLists.txt:1: layers: {name} has no row in ARCHITECTURE.md"
            continue
        own, outside = table[name]
        for link in links:
            if link in targets and link not in own:
                yield f"{folder}/CMakeLists.txt:1: layers: {name} links {link}, which its row does not allow"
            if link not in targets and link not in outside:
                yield f"{folder}/CMakeLists.txt:1: layers: {name} links {link}, which its row does not allow"
        reachable = closure(name, table)
        for source in files:
            if not source.startswith(folder + "/") or not source.endswith((".h", ".cpp")):
                continue
            for number, line in enumerate(read(root, source).splitlines(), 1):
                include = re.match(r'\s*#include "([^"]+)/[^/"]+"', line)
                if not include:
                    continue
                target = target_of(include.group(1), folder_of)
                if target and target != name and target not in reachable:
                    yield f"{source}:{number}: layers: {name} includes {target}, which it may not link"


def target_of(folder, folder_of):
    while folder:
        if folder in folder_of:
            return folder_of[folder]
        folder = folder.rpartition("/")[0]
    return None


def closure(name, table):
    seen, queue = set(), [name]
    while queue:
        for own in table.get(queue.pop(), (set(), set()))[0]:
            if own not in seen:
                seen.add(own)
                queue.append(own)
    return seen


def check_sizes(root, files):
    for name in files:
        stop = DOC_STOP.get(name) or (SIZE_STOP.get(pathlib.Path(name).suffix))
        if stop and not name.startswith("tests/fixtures/"):
            lines = read(root, name).count("\n")
            if lines > stop:
                yield f"{name}:{lines}: size: {lines} lines, the stop is {stop}"


def check_functions(root, files):
    """A function body in our format opens with '{' alone in column 0 and closes with '}' there."""
    for name in files:
        if not name.endswith(".cpp"):
            continue
        start = None
        for number, line in enumerate(read(root, name).splitlines(), 1):
            if line == "{":
                start = number
            elif line.startswith("}") and start:
                if number - start > 61 and not name.startswith("tests/"):
                    yield f"{name}:{start}: size: function of {number - start - 1} lines, the stop is 60"
                start = None


def check_words(root, files):
    for name in files:
        suffix = pathlib.Path(name).suffix
        if suffix not in (".cpp", ".h", ".qml", ".sh", ".py", ".txt") or name.startswith(("tests/rules/", "tests/fixtures/")):
            continue
        if REFUSED_FILE.search(pathlib.Path(name).name):
            yield f"{name}:1: words: a file name ending so becomes a magnet; name the thing"
        for number, line in enumerate(read(root, name).splitlines(), 1):
            if suffix in (".cpp", ".h") and REFUSED_NAME.search(line):
                yield f"{name}:{number}: words: refused type name in: {line.strip()}"
            for pattern, kinds, hint in BANNED:
                if suffix in kinds and pattern.search(line) and not (name.startswith("tests/") and hint in ONLY_OUTSIDE_TESTS):
                    yield f"{name}:{number}: words: {hint}: {line.strip()[:80]}"
            if suffix == ".qml" and not name.startswith("tests/"):
                for pattern, hint in QML_BANNED:
                    if pattern.search(line) and not (hint.startswith("colours") and name.startswith("qml/Style/")):
                        yield f"{name}:{number}: qml: {hint}: {line.strip()[:80]}"


def check_qml_handlers(root, files):
    """A handler stops at 8 lines, and text shown goes through qsTr."""
    for name in files:
        if not name.endswith(".qml") or name.startswith("tests/"):
            continue
        lines = read(root, name).splitlines()
        for number, line in enumerate(lines, 1):
            if re.match(r"\s*(on[A-Z]\w*|Keys\.on\w+|function \w+).*\{\s*$", line):
                indent = len(line) - len(line.lstrip())
                for end in range(number, len(lines)):
                    if lines[end].startswith(" " * indent + "}"):
                        if end - number > 8:
                            yield f"{name}:{number}: qml: handler of {end - number} lines, the stop is 8"
                        break
            if re.search(r'\b(text|title|label|Accessible\.name):\s*"[^"]*[A-Za-z]{2}', line):
                yield f"{name}:{number}: qml: text outside qsTr: {line.strip()[:80]}"


def check_docs(root, files):
    known = set(files) | {str(p) for f in files for p in pathlib.Path(f).parents}
    commands = set(re.findall(r"^  (\w+)\)", read(root, "run"), re.M))
    for name in files:
        if not name.endswith(".md"):
            continue
        for number, line in enumerate(read(root, name).splitlines(), 1):
            for path in re.findall(r"`((?:core|sync|platform|app|qml|tests|docs|cmake|programs)/[\w./-]*)`", line):
                if path.rstrip("/") not in known:
                    yield f"{name}:{number}: docs: {path} does not exist"
            for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", line):
                if not (root / name).parent.joinpath(target).exists():
                    yield f"{name}:{number}: docs: link to {target} goes nowhere"
            for command in re.findall(r"`\./run (\w+)", line):
                if command not in commands:
                    yield f"{name}:{number}: docs: ./run {command} does not exist"


def check_hazards(root, files):
    """Each hazard names its tests, and each of them exists."""
    name = "docs/hazard-log.md"
    if name not in files:
        return
    tests = set()
    for source in files:
        if source.startswith("tests/") and source.endswith((".cpp", ".qml")):
            tests.update(re.findall(r"\b(?:void|function) (\w+_\w+)\(", read(root, source)))
    for number, line in enumerate(read(root, name).splitlines(), 1):
        if not re.match(r"\| H\d+ \|", line):
            continue
        named = re.findall(r"`(\w+)`", line.rstrip("| ").rpartition("|")[2])
        if not named:
            yield f"{name}:{number}: hazards: no test is named"
        for test in named:
            if test not in tests:
                yield f"{name}:{number}: hazards: there is no test {test}"


def exceptions(root):
    path = root / "tests/rules/exceptions.txt"
    lines = path.read_text().splitlines() if path.exists() else []
    return [line.split("|")[0].strip() for line in lines if line.strip() and not line.startswith("#")]


def breaches(root):
    files = tracked(root)
    found = []
    for check in (check_layers, check_sizes, check_functions, check_words, check_qml_handlers, check_docs, check_hazards):
        found.extend(check(root, files))
    excused = exceptions(root)
    unused = [e for e in excused if not any(b.startswith(e) for b in found)]
    kept = [b for b in found if not any(b.startswith(e) for e in excused)]
    return kept + [f"tests/rules/exceptions.txt:1: exception no longer needed: {e}" for e in unused]


if __name__ == "__main__":
    problems = breaches(pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".").resolve())
    print("\n".join(problems) if problems else "rules: clean")
    sys.exit(1 if problems else 0)

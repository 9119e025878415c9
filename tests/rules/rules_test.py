#!/usr/bin/env python3
"""Each rule is shown one tree that breaks it: a rule that cannot fail is no rule."""
import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import rules  # noqa: E402

TABLE = """| target | may link | outside |
|---|---|---|
| `core_base` | - | `Qt6::Core` |
| `core_entry` | `core_base` | `Qt6::Core` |
"""
BASE = {
    "ARCHITECTURE.md": TABLE,
    "run": "case x in\n  test)\n",
    "core/base/CMakeLists.txt": "doorstep_library(core_base SOURCES a.cpp PUBLIC Qt6::Core)\n",
    "core/entry/CMakeLists.txt": "doorstep_library(core_entry SOURCES b.cpp PUBLIC core_base)\n",
    "core/entry/b.cpp": '#include "core/base/a.h"\n',
}
CASES = [
    ("a link the table does not allow", "links core_entry",
     {"core/base/CMakeLists.txt": "doorstep_library(core_base SOURCES a.cpp PUBLIC core_entry)\n"}),
    ("an outside library the table does not allow", "links Qt6::Network",
     {"core/base/CMakeLists.txt": "doorstep_library(core_base SOURCES a.cpp PUBLIC Qt6::Network)\n"}),
    ("an include against the layers", "includes core_entry", {"core/base/a.cpp": '#include "core/entry/b.h"\n'}),
    ("a target without a row", "has no row",
     {"core/new/CMakeLists.txt": "doorstep_library(core_new SOURCES a.cpp)\n"}),
    ("a long file", "the stop is 500", {"core/base/a.cpp": "x\n" * 501}),
    ("a long function", "function of 70 lines", {"core/base/a.cpp": "void f()\n{\n" + "x;\n" * 70 + "}\n"}),
    ("a refused type name", "refused type name", {"core/base/a.h": "class SyncManager {\n};\n"}),
    ("a refused file name", "magnet", {"core/base/sync_utils.h": "\n"}),
    ("a banned call", "pins decide", {"core/base/a.cpp": "reply->ignoreSslErrors();\n"}),
    ("an unfinished line", "finish it", {"core/base/a.cpp": "// TODO later\n"}),
    ("a colour outside Style", "colours come from Style", {"qml/Today/A.qml": 'color: "#ff0000"\n'}),
    ("a bare Controls import", "Controls.Basic", {"qml/Today/A.qml": "import QtQuick.Controls\n"}),
    ("text outside qsTr", "outside qsTr", {"qml/Today/A.qml": 'text: "Hello"\n'}),
    ("a long handler", "handler of", {"qml/Today/A.qml": "    onTapped: {\n" + "        x()\n" * 9 + "    }\n"}),
    ("a doc naming a missing path", "does not exist", {"docs/a.md": "See `core/missing/file.h`.\n"}),
    ("a doc naming a missing command", "./run fly", {"docs/a.md": "Call `./run fly`.\n"}),
    ("a dead link", "goes nowhere", {"docs/a.md": "[x](b.md)\n"}),
    ("a hazard without a test", "no test is named", {"docs/hazard-log.md": "| H1 | a | b | c | none |\n"}),
    ("a hazard whose test is gone", "no test a_b", {"docs/hazard-log.md": "| H1 | a | b | c | `a_b` |\n"}),
    ("a stale exception", "no longer needed", {"tests/rules/exceptions.txt": "core/gone.cpp: size | reason\n"}),
]


def breaches(files):
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        for name, text in files.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text)
        return rules.breaches(root)


failed = 0
clean = breaches(BASE)
if clean:
    failed += 1
    print("the base tree should be clean:", clean)
for title, expected, change in CASES:
    found = breaches({**BASE, **change})
    if not any(expected in line for line in found):
        failed += 1
        print(f"not caught: {title}: {found}")
print(f"{len(CASES) + 1 - failed} passed, {failed} failed")
sys.exit(1 if failed else 0)

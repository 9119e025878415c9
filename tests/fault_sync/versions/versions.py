#!/usr/bin/env python3
"""Sources of other versions of Doorstep, from those of this one.

    versions.py ROOT VERSION OUT     writes the files that differ to OUT/..., prints their paths

Each edit must be found, so that a version cannot quietly become the same as this one.
"""
import pathlib
import sys

# A version that does not have two kinds yet: one that people write, two that the server reads too.
BEFORE = [
    ("core/ledger/kind.cpp", "AdjustmentAdded, ", ""),
    ("core/entry/clear_kinds.cpp", '"lone.expected"_L1', '"lone.notYet"_L1'),
    ("core/entry/clear_kinds.cpp", '"wipe.ordered"_L1', '"wipe.notYet"_L1'),
]
# A version in which notes are written by a newer schema, and whose database has a newer one too.
# The rows and FoldVersion are this version's.
NEXT = [
    ("core/ledger/kinds/patient_kinds.h", "    bool operator==(const NoteRecorded&)",
     "    DOORSTEP_FIELD(QString, spokenIn)\n    bool operator==(const NoteRecorded&)"),
    ("core/ledger/kinds/patient_kinds.h", '{.name = "noteRecorded", .aggregate = AggregateKind::Patient}',
     '{.name = "noteRecorded", .aggregate = AggregateKind::Patient, .schema = 2}'),
    ("core/store/schema.h", "SchemaVersion = 6;", "SchemaVersion = 7;"),
    ("core/store/schema.cpp", "struct Migration {",
     'const std::array Version7{u"CREATE INDEX entryKind ON entry(kind)"_s};\n\nstruct Migration {'),
    ("core/store/schema.cpp", "Migration{6, Version6}}", "Migration{6, Version6}, Migration{7, Version7}}"),
]
# The next but one: it has lost a kind.
PRUNED = NEXT + [("core/ledger/kind.cpp", "ObservationRecorded, ", "")]

VERSIONS = {"before": BEFORE, "next": NEXT, "pruned": PRUNED}


def main():
    root, version, out = pathlib.Path(sys.argv[1]), sys.argv[2], pathlib.Path(sys.argv[3])
    texts = {}
    for name, found, instead in VERSIONS[version]:
        text = texts.get(name) or (root / name).read_text(encoding="utf-8")
        if text.count(found) != 1:
            sys.exit(f"versions.py: {version}: {name} has {text.count(found)} of: {found}")
        texts[name] = text.replace(found, instead)
    for name, text in texts.items():
        path = out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")  # else the build would think it new
        print(name)


main()

#include "tests/fuzz/fuzz_target.h"

#include <QDir>
#include <QFile>
#include <cstdio>

/// fuzz_seeds DIR: writes the seeds of every target into DIR/<target>/ where no file of that name
/// stands yet. For a new target or a changed format; the corpus in tests/fixtures/fuzz is
/// committed.
int main(int argc, char** argv)
{
    if (argc != 2) {
        std::fprintf(stderr, "fuzz_seeds DIR\n");
        return 2;
    }
    const QDir root(QString::fromLocal8Bit(argv[1]));
    for (const auto& target : doorstep::fuzz::targets()) {
        const QDir folder(root.filePath(QString::fromLatin1(target.name)));
        if (!folder.mkpath(QStringLiteral(".")))
            return 1;
        for (const auto& seed : target.seeds()) {
            QFile file(folder.filePath(QString::fromLatin1(seed.name)));
            if (file.exists())
                continue;
            if (!file.open(QIODevice::WriteOnly) || file.write(seed.bytes) != seed.bytes.size())
                return 1;
        }
    }
    return 0;
}

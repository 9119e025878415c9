// Opens a sealed store and commits numbered transactions for ever, saying each on standard output
// once it is acknowledged. Made to be killed. Arguments: path, journal mode. Exit codes: 3 busy, 4
// any other error.

#include "core/vfs/sealed_vfs.h"
#include "tests/vfs/sealed_fixture.h"

#include <QCoreApplication>
#include <cstdio>

using namespace doorstep;
using namespace doorstep::test;

namespace {

int failed(const Error& error)
{
    std::fprintf(stderr, "%s\n", error.detail.constData());
    return error.code == ErrorCode::Busy ? 3 : 4;
}

/// Transaction `number`: one row in `commits`, three in `notes`, some old notes changed or gone.
bool commitOne(Connection& store, int number)
{
    const QString text = Marker + QStringLiteral(" %1").arg(number);
    const QString long_ = text.repeated(1 + (number * 37) % 120);
    bool ok = store.db().transaction();
    ok = ok && store.run(QStringLiteral("INSERT INTO commits VALUES (%1)").arg(number));
    for (int i = 0; i < 3; ++i)
        ok = ok
            && store.run(QStringLiteral("INSERT INTO notes(number, note) VALUES (%1, '%2')")
                             .arg(number)
                             .arg(i == 0 ? long_ : text));
    ok = ok && store.run(QStringLiteral("DELETE FROM notes WHERE number = %1").arg(number - 40));
    return ok && store.db().commit();
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication app(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() != 3)
        return 2;
    if (const auto status = vfs::registerSealedVfs(); !status)
        return failed(status.error());
    const auto key = loadTestKey();
    Connection store(QStringLiteral("writer"));
    if (const auto status = vfs::openSealed(store.db(), arguments.at(1), key); !status)
        return failed(status.error());
    if (!store.run(QStringLiteral("PRAGMA journal_mode = ") + arguments.at(2))
        || !store.run(QStringLiteral("PRAGMA wal_autocheckpoint = 50"))
        || !store.run(
            QStringLiteral("CREATE TABLE IF NOT EXISTS commits(number INTEGER PRIMARY KEY)"))
        || !store.run(QStringLiteral("CREATE TABLE IF NOT EXISTS notes(number, note TEXT)"))
        || !store.run(QStringLiteral("CREATE INDEX IF NOT EXISTS notes_number ON notes(number)")))
        return 4;
    int number = store.value(QStringLiteral("SELECT ifnull(max(number), 0) FROM commits")).toInt();
    while (commitOne(store, ++number)) {
        std::printf("%d\n", number);
        std::fflush(stdout);
    }
    return 4;
}

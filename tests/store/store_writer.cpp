/// A child process that saves until it is killed: `store_writer FOLDER FAMILY`. It reads master
/// key, staff seed and device secret as 96 bytes of hex from stdin, and prints the id of each entry
/// after its save was acknowledged. Exit 3: the store is another process's; 1: anything else
/// failed.
#include "core/ledger/act.h"
#include "core/ledger/kinds/patient_kinds.h"
#include "core/store/draft_store.h"
#include "core/store/store.h"

#include <QCoreApplication>
#include <cstdio>
#include <string>
#include <unistd.h>

using namespace doorstep;

namespace {

int report(const Error& error)
{
    std::fprintf(stderr, "%s\n", error.detail.constData());
    return error.code == ErrorCode::Busy ? 3 : 1;
}

int writeUntilKilled(store::Store& store, IdMint& mint, const Clock& clock, const QString& family)
{
    for (int i = 0;; ++i) {
        const auto patient = mint.next<PatientId>();
        ledger::Act act(mint);
        ledger::PatientRecorded recorded;
        recorded.family = family;
        recorded.given = QString::number(i);
        act.add(patient.as<ScopeId>(), patient.as<AggregateId>(), recorded);
        const auto drafted = store::DraftStore(store.connection())
                                 .put({"form", patient.as<AggregateId>(), store.staff(),
                                     QByteArray::number(i), clock.now()});
        if (!drafted)
            return report(drafted.error());
        if (const auto saved = store.save(act); !saved)
            return report(saved.error());
        const QByteArray line = act.drafts().front().id.toHex() + ' ' + patient.toHex() + '\n';
        if (::write(STDOUT_FILENO, line.constData(), static_cast<std::size_t>(line.size())) < 0)
            return 1;
    }
}

} // namespace

int main(int argc, char** argv)
{
    QCoreApplication app(argc, argv);
    char hex[193] = {};
    if (argc != 3 || std::fread(hex, 1, 192, stdin) != 192)
        return 2;
    const QByteArray secrets = QByteArray::fromHex(QByteArray(hex, 192));
    const QByteArrayView view(secrets);
    const store::StoreFiles files{QString::fromLocal8Bit(argv[1])};
    auto identity = store::readDeviceIdentity(files, SecretBytes::copyOf(view.sliced(64)));
    if (!identity)
        return report(identity.error());
    store::StaffKeys keys{identity->names.front().staff, SecretBytes::copyOf(view.first(32)),
        SecretBytes::copyOf(view.sliced(32, 32))};
    const SystemClock clock;
    IdMint mint(clock);
    auto store = store::Store::open(files, std::move(keys), std::move(*identity), clock, mint);
    if (!store)
        return report(store.error());
    return writeUntilKilled(**store, mint, clock, QString::fromLocal8Bit(argv[2]));
}

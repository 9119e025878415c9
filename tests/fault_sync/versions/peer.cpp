/// One device of some version of Doorstep: `peer FOLDER COMMAND...` opens the store in FOLDER, does
/// `write`, `sync` and `show` as asked, in that order, and prints a line for each thing that it did
/// or has. Standard input: what the device needs beside its folder, one a line (secrets in
/// hex). Built once for each version (versions.py).
#include "core/ledger/kinds/care_kinds.h"
#include "core/store/trust_store.h"
#include "tests/client/client_device.h"
#include "tests/e2e/folded_rows.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <cstdio>

using namespace doorstep;
using namespace Qt::StringLiterals;

namespace {

constexpr auto EverLater = Instant{4'000'000'000'000};

void say(const QByteArray& line)
{
    std::printf("%s\n", line.constData());
}

int failed(const Error& error)
{
    say("failed " + QByteArray::number(int(error.code)) + ' ' + error.detail);
    return 1;
}

QByteArray hashOf(const QByteArray& bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex();
}

/// What was handed in.
struct Belongings {
    SecretBytes deviceSecret;
    SecretBytes masterKey;
    StaffId staff;
    SecretBytes staffSeed;
    client::ServerAddress address;
    PatientId patient;
};

QByteArray nextLine()
{
    char line[512];
    return std::fgets(line, sizeof line, stdin) ? QByteArray(line).trimmed() : QByteArray();
}

Result<Belongings> readBelongings()
{
    const auto secret = [] { return SecretBytes::copyOf(QByteArray::fromHex(nextLine())); };
    Belongings read;
    read.deviceSecret = secret();
    read.masterKey = secret();
    DOORSTEP_TRY(staff, StaffId::fromHex(nextLine()));
    read.staff = staff;
    read.staffSeed = secret();
    const QByteArray authority = nextLine();
    DOORSTEP_TRY(pin, crypto::Digest::fromBytes(QByteArray::fromHex(nextLine())));
    read.address = {authority, pin, pin};
    DOORSTEP_TRY(patient, PatientId::fromHex(nextLine()));
    read.patient = patient;
    return read;
}

/// Whether this version has the clear kind, whatever the server makes of it.
bool knows(const entry::ClearBody& body, QByteArrayView name)
{
    const auto bytes = entry::encodeClear(body, {});
    const auto read = entry::decodeClear(entry::classOf(body), *bytes);
    return read && read->kind.toLatin1() == name;
}

class Peer {
public:
    Peer(const QString& folder, Belongings belongings)
        : m_patient(belongings.patient)
        , m_mint(m_clock)
    {
        m_device.files = {folder};
        m_device.deviceSecret = std::move(belongings.deviceSecret);
        m_device.masterKey = std::move(belongings.masterKey);
        m_device.staff = belongings.staff;
        m_device.staffSeed = std::move(belongings.staffSeed);
        m_device.clock = &m_clock;
        m_device.mint = &m_mint;
        m_device.connectTo(belongings.address);
    }
    [[nodiscard]] Status open() { return m_device.reopen(); }

    /// One of each kind that this version has, of those that differ.
    [[nodiscard]] Status write()
    {
        ledger::NoteRecorded note;
        note.text = u"rang the bell and waited"_s;
        const auto speak = [](auto& fields) {
            if constexpr (requires { fields.spokenIn; })
                fields.spokenIn = u"cy"_s;
        };
        speak(note);
        DOORSTEP_CHECK(save(note));
        ledger::AdjustmentAdded adjustment;
        adjustment.code = u"715961000000100"_s;
        adjustment.text = u"knocks twice"_s;
        DOORSTEP_CHECK(save(adjustment));
        ledger::ObservationRecorded observation;
        observation.takenAt = m_clock.now();
        observation.values = {{.code = u"8867-4"_s, .scaled = 72, .unit = u"/min"_s}};
        DOORSTEP_CHECK(save(observation));
        return isDesk() ? writeClear() : Status();
    }
    [[nodiscard]] Status sync()
    {
        constexpr int MostSyncs = 4;
        for (int i = 0; i < MostSyncs; ++i) {
            DOORSTEP_TRY(report, m_device.sync());
            if (report.waiting == 0 && !report.unfinished && report.pauseSeconds == 0)
                break;
        }
        say("synced " + QByteArray::number(m_device.receipts().here));
        return {};
    }
    [[nodiscard]] Status show()
    {
        auto& connection = m_device.store->connection();
        store::EntryStore entries(connection);
        DOORSTEP_TRY(about, entries.ofAggregate(m_patient.as<AggregateId>()));
        for (const store::EntryRow& row : about) {
            DOORSTEP_TRY(stored, connection.prepare(u"SELECT bytes FROM entry WHERE id = ?"_s));
            stored.bind(row.id);
            DOORSTEP_TRY(found, stored.next());
            if (!found)
                return Error{ErrorCode::NotFound, "an entry"};
            say("entry " + row.id.toHex() + ' ' + QByteArray::number(row.seq.value_or(0)) + ' '
                + row.kind + ' ' + QByteArray::number(row.schema) + ' ' + hashOf(stored.bytes(0)));
        }
        DOORSTEP_TRY(rows, test::foldedRows(connection, m_patient.as<AggregateId>()));
        for (const QString& row : rows)
            say("row " + row.toUtf8().toHex());
        DOORSTEP_TRY(lone, store::TrustStore(connection).loneDue(EverLater));
        say("lone " + QByteArray::number(qsizetype(lone.size())));
        DOORSTEP_TRY(newer, entries.notUnderstood());
        say("newer " + QByteArray::number(newer));
        return {};
    }

private:
    [[nodiscard]] bool isDesk() const
    {
        return m_device.store->identity().deviceRole != "tablet"_L1;
    }
    template <typename KindType> [[nodiscard]] Status save(const KindType& fields)
    {
        if (!ledger::findKind(QString::fromLatin1(KindType::Kind.name)))
            return {};
        ledger::Act act(m_mint);
        const EntryId id = act.add(m_patient.as<ScopeId>(), m_patient.as<AggregateId>(), fields);
        DOORSTEP_TRY(saved, m_device.store->save(act));
        Q_UNUSED(saved)
        say("wrote " + id.toHex() + ' ' + KindType::Kind.name + ' '
            + QByteArray::number(KindType::Kind.schema));
        return {};
    }
    /// A sign of life that is due, and that a tablet nobody knows is to be wiped: a kind for
    /// devices, and one for the server.
    [[nodiscard]] Status writeClear()
    {
        const entry::LoneExpected expected{m_clock.now(), m_mint.next<AggregateId>()};
        if (!knows(expected, "lone.expected"))
            return {};
        DOORSTEP_TRY(saved, m_device.store->saveClear(m_device.scopes().practice, {expected}));
        say("wrote-lone " + QByteArray::number(qsizetype(saved.receipts.size())));
        DOORSTEP_TRY(order,
            client::orderWipe(*m_device.store, m_mint.next<DeviceId>(),
                entry::WipeMode::AfterSending, m_mint.next<EntryId>(), m_clock.now()));
        say("wrote-wipe " + order.device.toHex());
        return {};
    }

    SystemClock m_clock;
    PatientId m_patient;
    IdMint m_mint;
    test::ClientDevice m_device;
};

Status run(const QStringList& words)
{
    DOORSTEP_TRY(belongings, readBelongings());
    Peer peer(words.at(1), std::move(belongings));
    DOORSTEP_CHECK(peer.open());
    say("opened");
    for (const QString& word : words.sliced(2)) {
        if (word == u"write")
            DOORSTEP_CHECK(peer.write());
        else if (word == u"sync")
            DOORSTEP_CHECK(peer.sync());
        else if (word == u"show")
            DOORSTEP_CHECK(peer.show());
    }
    return {};
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    if (argc < 3)
        return 2;
    const Status done = run(QCoreApplication::arguments());
    return done ? 0 : failed(done.error());
}

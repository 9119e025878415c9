/// `store_for_reading FOLDER`: makes a store in which every kind of file and page has something in
/// it, leaves it as a power cut would (half of the database only in the WAL), and prints as one
/// line of JSON the secrets and what was written, for a reader in another language to compare.
#include "core/store/attachment_store.h"
#include "core/store/draft_store.h"
#include "sync/client/recovery_cards.h"
#include "tests/store/store_fixture.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <cstdio>
#include <unistd.h>

using namespace doorstep;
using namespace Qt::StringLiterals;

namespace {

constexpr QByteArrayView Pin = "739154";
constexpr int InFile = 40;
constexpr int InLog = 12;

QString hex(QByteArrayView bytes)
{
    return QString::fromLatin1(bytes.toByteArray().toHex());
}

int report(const Error& error)
{
    std::fprintf(stderr, "%s\n", error.detail.constData());
    return 1;
}

class Maker {
public:
    explicit Maker(const QString& folder) { m_fixture.files.folder = folder; }

    Status make()
    {
        DOORSTEP_TRY(masterKey, m_fixture.create());
        Q_UNUSED(masterKey)
        DOORSTEP_TRY(door, m_fixture.unlock());
        DOORSTEP_CHECK(
            door.putStaff(m_fixture.staffKeys(), SecretBytes::copyOf(Pin), store::SecretKind::Pin));
        if (door.tryPin(m_fixture.amina, SecretBytes::copyOf("000000")))
            return Error{ErrorCode::Internal, "a wrong PIN opened the store"};
        DOORSTEP_TRY(opened, m_fixture.open());
        m_store = std::move(opened);
        DOORSTEP_CHECK(m_store->putEpochKey(m_fixture.careKey));
        DOORSTEP_CHECK(freePages());
        DOORSTEP_CHECK(savePatients(u"Infile"_s, InFile));
        DOORSTEP_CHECK(m_store->checkpoint());
        DOORSTEP_CHECK(savePatients(u"Inlog"_s, InLog));
        DOORSTEP_CHECK(attach(200));
        DOORSTEP_CHECK(attach(2 * store::AttachmentChunk));
        DOORSTEP_CHECK(attach(store::AttachmentChunk + 1));
        DOORSTEP_TRY(cards, client::makeRecoveryCards(m_fixture.practice, m_fixture.recovery));
        for (const client::RecoveryCard& card : cards)
            m_cards.append(QString::fromLatin1(card.text.view()));
        return {};
    }
    [[nodiscard]] QJsonObject written() const
    {
        return {{u"pin"_s, QString::fromLatin1(Pin)}, {u"staff"_s, hex(m_fixture.amina.toBytes())},
            {u"deviceSecret"_s, hex(m_fixture.deviceSecret.view())},
            {u"recoverySecret"_s, hex(m_fixture.recovery.secretKey.view())},
            {u"masterKey"_s, hex(m_fixture.masterKey.view())},
            {u"practice"_s, hex(m_fixture.practice.toBytes())}, {u"patients"_s, m_patients},
            {u"entries"_s, m_entries}, {u"cards"_s, m_cards}, {u"attachments"_s, m_attachments}};
    }

private:
    /// A row of many pages that goes again: its pages end on the freelist.
    Status freePages()
    {
        store::DraftStore drafts(m_store->connection());
        DOORSTEP_CHECK(drafts.put({"form", m_fixture.mint.next<AggregateId>(), m_fixture.amina,
            QByteArray(200'000, 'x'), m_fixture.clock.now()}));
        return drafts.remove("form");
    }
    Status savePatients(const QString& family, int count)
    {
        for (int i = 0; i < count; ++i) {
            const auto patient = m_fixture.mint.next<PatientId>();
            const QString given = QString::number(i);
            auto act = m_fixture.patientAct(patient, family, given);
            DOORSTEP_TRY(saved, m_store->save(act));
            Q_UNUSED(saved)
            m_patients.append(QJsonArray{hex(patient.toBytes()), family, given});
            m_entries.append(hex(act.drafts().front().id.toBytes()));
        }
        return {};
    }

    Status attach(qsizetype size)
    {
        const QByteArray content = QByteArray("heel of Inlog ").repeated(size / 14 + 1).first(size);
        DOORSTEP_TRY(made,
            m_store->attachments().add(
                {ScopeId({3}), AggregateId({3}), "image/jpeg", m_fixture.clock.now()}, content));
        m_attachments.insert(hex(made.id.toBytes()), size);
        return {};
    }

    test::StoreFixture m_fixture;
    std::unique_ptr<store::Store> m_store;
    QJsonArray m_patients;
    QJsonArray m_entries;
    QJsonArray m_cards;
    QJsonObject m_attachments; ///< size by id
};

} // namespace

int main(int argc, char** argv)
{
    QCoreApplication app(argc, argv);
    if (argc != 2)
        return 2;
    Maker maker(QString::fromLocal8Bit(argv[1]));
    if (const Status made = maker.make(); !made)
        return report(made.error());
    const QByteArray line = QJsonDocument(maker.written()).toJson(QJsonDocument::Compact) + '\n';
    std::fwrite(line.constData(), 1, static_cast<std::size_t>(line.size()), stdout);
    std::fflush(stdout);
    ::_exit(0); // closing the store would empty the WAL
}

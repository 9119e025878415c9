#include "core/ledger/kinds/care_kinds.h"
#include "core/ledger/kinds/patient_kinds.h"
#include "core/ledger/kinds/shared_kinds.h"
#include "core/ledger/projector.h"
#include "tests/ledger/author.h"
#include "tests/support/test_registry.h"

#include <latch>
#include <random>
#include <thread>

using namespace doorstep;
using namespace doorstep::ledger;
using namespace doorstep::test;

/// Stores fold on the thread that each belongs to, screens beside it: what they share, the tables
/// and kinds, is made by whoever comes first. `./run tsan` watches.
class TestFoldThreads : public QObject {
    Q_OBJECT

    static constexpr int Threads = 4;
    static constexpr int Folds = 40;

    const AggregateId m_patient = idOf<AggregateId>("patient");

    /// As a store reads them: bytes, opened anew by each thread.
    struct Stored {
        LedgerEntry head;
        QByteArray payload;
    };

    [[nodiscard]] std::vector<Stored> writtenBy(quint64 seed) const
    {
        FakeClock clock;
        Author a("a", clock), b("b", clock);
        std::mt19937_64 random(seed);
        std::vector<Stored> written;
        for (quint64 seq = 1; seq <= 60; ++seq) {
            Author& author = random() % 2 == 0 ? a : b;
            const QString text = QString::number(random() % 4);
            LedgerEntry entry;
            switch (random() % 4) {
            case 0:
                entry = author.write(m_patient, PatientRecorded{.phone = text});
                break;
            case 1:
                entry = author.write(
                    m_patient, AlertAdded{.alertKind = domain::AlertKind::Allergy, .text = text});
                break;
            case 2:
                entry = author.write(m_patient,
                    VaccinationRecorded{
                        .status = domain::VaccinationStatus::Given, .programme = text});
                break;
            default:
                entry = author.write(m_patient, NoteRecorded{.text = text});
            }
            entry.seq = seq;
            const QByteArray payload = encodePayload(entry.payload);
            entry.payload = {};
            written.push_back({entry, payload});
        }
        return written;
    }
    [[nodiscard]] std::vector<QVariantList> rowsOf(const std::vector<Stored>& stored) const
    {
        std::vector<LedgerEntry> entries;
        for (const Stored& one : stored) {
            auto payload = decodePayload(one.payload);
            if (!payload)
                return {};
            entries.push_back(one.head);
            entries.back().payload = std::move(*payload);
        }
        std::vector<QVariantList> rows;
        for (const RowSet& set : project(m_patient, std::move(entries)).rowSets)
            rows.insert(rows.end(), set.rows.begin(), set.rows.end());
        return rows;
    }

private Q_SLOTS:
    void sameEntries_onManyThreadsAtOnce_giveTheSameRows()
    {
        std::vector<std::vector<Stored>> stories;
        for (quint64 seed = 1; seed <= Folds; ++seed)
            stories.push_back(writtenBy(seed));
        std::vector<std::vector<std::vector<QVariantList>>> found(Threads);
        {
            std::latch start(Threads);
            std::vector<std::jthread> threads;
            for (auto& rows : found)
                threads.emplace_back([&] {
                    start.arrive_and_wait();
                    for (const auto& story : stories)
                        rows.push_back(rowsOf(story));
                });
        }
        for (std::size_t at = 0; at < stories.size(); ++at) {
            const auto alone = rowsOf(stories[at]);
            QVERIFY2(!alone.empty(), qPrintable(QString::number(at + 1)));
            for (const auto& rows : found)
                QVERIFY2(rows[at] == alone, qPrintable(QStringLiteral("seed %1").arg(at + 1)));
        }
    }
};

DOORSTEP_TEST(TestFoldThreads);
#include "tst_fold_threads.moc"

#include "core/ledger/kinds/patient_kinds.h"
#include "tests/ledger/author.h"
#include "tests/support/test_registry.h"

#include <algorithm>
#include <random>

using namespace doorstep;
using namespace doorstep::ledger;
using namespace doorstep::test;

class TestFoldOrder : public QObject {
    Q_OBJECT

    const AggregateId m_patient = idOf<AggregateId>("patient");

    static QList<EntryId> idsOf(const std::vector<LedgerEntry>& entries)
    {
        QList<EntryId> ids;
        for (const LedgerEntry& entry : entries)
            ids.append(entry.id);
        return ids;
    }

private Q_SLOTS:
    void ordered_sequenceDecides_notIdNorClock()
    {
        FakeClock clock;
        Author a("a", clock);
        auto first = a.write(m_patient, NoteRecorded());
        auto second = a.write(m_patient, NoteRecorded());
        first.seq = 9;
        second.seq = 3;
        QCOMPARE(idsOf(inFoldOrder({first, second})), (QList{second.id, first.id}));
    }
    void unordered_liesOnTop()
    {
        FakeClock clock;
        Author a("a", clock);
        const auto own = a.write(m_patient, NoteRecorded());
        auto late = a.write(m_patient, NoteRecorded());
        late.seq = 1;
        QCOMPARE(idsOf(inFoldOrder({own, late})), (QList{late.id, own.id}));
    }
    void unordered_twoDevices_whoBuildsOnTheOtherComesLater()
    {
        FakeClock clock;
        Author a("a", clock), b("b", clock);
        for (int turn = 0; turn < 2; ++turn) { // whichever device id is smaller
            Author& one = turn == 0 ? a : b;
            Author& two = turn == 0 ? b : a;
            const auto base = one.write(m_patient, PatientRecorded{.phone = QStringLiteral("1")});
            const auto answer = two.write(m_patient, PatientRecorded{.phone = QStringLiteral("2")},
                {{QStringLiteral("phone"), base.id}});
            const auto after = two.write(m_patient, NoteRecorded());
            QCOMPARE(
                idsOf(inFoldOrder({after, answer, base})), (QList{base.id, answer.id, after.id}));
        }
    }
    void unordered_anyArrivalOrder_sameResult()
    {
        FakeClock clock;
        Author a("a", clock), b("b", clock), c("c", clock);
        std::vector<LedgerEntry> entries;
        for (int i = 0; i < 12; ++i) {
            Author& author = i % 3 == 0 ? a : i % 3 == 1 ? b : c;
            Basis basis;
            if (i > 2)
                basis[QStringLiteral("phone")] = entries[std::size_t(i) / 2].id;
            entries.push_back(author.write(m_patient, PatientRecorded(), basis));
        }
        const auto expected = idsOf(inFoldOrder(entries));
        std::mt19937 random(7);
        for (int i = 0; i < 200; ++i) {
            std::shuffle(entries.begin(), entries.end(), random);
            QCOMPARE(idsOf(inFoldOrder(entries)), expected);
        }
    }
    void twice_lowestSequenceStays()
    {
        FakeClock clock;
        Author a("a", clock);
        const auto own = a.write(m_patient, NoteRecorded());
        auto ordered = own;
        ordered.seq = 4;
        auto again = own;
        again.seq = 7;
        const auto result = inFoldOrder({own, again, ordered});
        QCOMPARE(result.size(), std::size_t{1});
        QCOMPARE(*result.front().seq, quint64{4});
    }
    void loopOfBases_ends()
    {
        FakeClock clock;
        Author a("a", clock), b("b", clock);
        auto one = a.write(m_patient, PatientRecorded());
        auto two = b.write(m_patient, PatientRecorded());
        one.payload.basis[QStringLiteral("phone")] = two.id;
        two.payload.basis[QStringLiteral("phone")] = one.id;
        QCOMPARE(idsOf(inFoldOrder({one, two})), idsOf(inFoldOrder({two, one})));
    }
};
DOORSTEP_TEST(TestFoldOrder);

#include "tst_fold_order.moc"

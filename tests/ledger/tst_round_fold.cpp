#include "core/domain/desk_rows.h"
#include "core/domain/hold_rules.h"
#include "core/domain/practice_rows.h"
#include "core/domain/round_rows.h"
#include "core/ledger/kinds/box_kinds.h"
#include "core/ledger/kinds/desk_kinds.h"
#include "core/ledger/kinds/practice_kinds.h"
#include "core/ledger/kinds/round_kinds.h"
#include "core/ledger/kinds/shared_kinds.h"
#include "tests/ledger/author.h"
#include "tests/support/test_registry.h"

#include <limits>

using namespace doorstep;
using namespace doorstep::ledger;
using namespace doorstep::test;
namespace rules = doorstep::domain::hold_rules;

/// Rounds, visits, boxes, and what the practice and the desk share.
class TestRoundFold : public QObject {
    Q_OBJECT

    FakeClock m_clock;
    const AggregateId m_id = idOf<AggregateId>("visit");
    std::unique_ptr<Author> m_desk, m_one, m_two;

    [[nodiscard]] Projection fold(std::vector<LedgerEntry> entries) const
    {
        return project(m_id, ordered(std::move(entries)));
    }
    [[nodiscard]] LedgerEntry assign(const Author& to, const Basis& basis = {})
    {
        return m_desk->write(m_id, VisitPlanned{.assignedTo = to.staff()}, basis);
    }
    [[nodiscard]] LedgerEntry end(Author& by, domain::Outcome outcome, const Basis& basis = {})
    {
        return by.write(m_id, OutcomeRecorded{.outcome = outcome}, basis);
    }
    [[nodiscard]] static Basis assignedBy(const LedgerEntry& entry)
    {
        return {{QStringLiteral("assignedTo"), entry.id}};
    }
    [[nodiscard]] static domain::VisitStatus statusOf(const Projection& projection)
    {
        return onlyRow<domain::VisitRow>(projection).status;
    }
    [[nodiscard]] static int openHolds(const Projection& projection)
    {
        int open = 0;
        for (const auto& hold : rowsOf<domain::HoldRow>(projection))
            open += hold.status == domain::HoldStatus::Open ? 1 : 0;
        return open;
    }

private Q_SLOTS:
    void init()
    {
        m_desk = std::make_unique<Author>("desk", m_clock);
        m_one = std::make_unique<Author>("one", m_clock);
        m_two = std::make_unique<Author>("two", m_clock);
    }

    void visitStatus_doneOverAttemptedOverCancelledOverStartedOverAssigned()
    {
        const auto plan = assign(*m_one);
        const auto start = m_one->write(m_id, VisitStarted{.startedAt = {1}});
        const auto cancel = m_desk->write(m_id, VisitCancelled{});
        const auto attempt = end(*m_one, domain::Outcome::NotIn);
        const auto done = end(*m_two, domain::Outcome::Given);
        const struct {
            std::vector<LedgerEntry> entries;
            domain::VisitStatus status;
        } table[] = {
            {{plan}, domain::VisitStatus::Assigned},
            {{plan, start}, domain::VisitStatus::Started},
            {{plan, start, cancel}, domain::VisitStatus::Cancelled},
            {{cancel, plan, start}, domain::VisitStatus::Cancelled},
            {{attempt, cancel, start, plan}, domain::VisitStatus::Attempted},
            {{done, attempt, cancel, start, plan}, domain::VisitStatus::Done},
            {{plan, start, cancel, attempt, done}, domain::VisitStatus::Done},
        };
        for (const auto& row : table)
            QCOMPARE(statusOf(fold(row.entries)), row.status);
    }
    void cancelled_enteredInError_isBack()
    {
        const auto plan = assign(*m_one);
        const auto cancel = m_desk->write(m_id, VisitCancelled{});
        QCOMPARE(statusOf(fold(
                     {plan, cancel, m_desk->write(m_id, EnteredInError{.entries = {cancel.id}})})),
            domain::VisitStatus::Assigned);
    }
    void outcome_afterReassignment_countsAndIsMarked()
    {
        const auto first = assign(*m_one);
        const auto second = assign(*m_two, assignedBy(first));
        const auto work = end(*m_one, domain::Outcome::Given, assignedBy(first));
        const auto row = onlyRow<domain::VisitRow>(fold({first, second, work}));
        QCOMPARE(row.status, domain::VisitStatus::Done);
        QCOMPARE(row.assignedTo, m_two->staff());
        QCOMPARE(row.endedBy, m_one->staff());
        QVERIFY(row.afterReassignment);
    }
    void outcome_knowingTheReassignment_isNotMarked()
    {
        const auto first = assign(*m_one);
        const auto second = assign(*m_two, assignedBy(first));
        const auto work = end(*m_two, domain::Outcome::Given, assignedBy(second));
        QVERIFY(!onlyRow<domain::VisitRow>(fold({first, second, work})).afterReassignment);
    }
    void outcome_beforeReassignment_isNotMarked()
    {
        const auto first = assign(*m_one);
        const auto work = end(*m_one, domain::Outcome::NotIn, assignedBy(first));
        const auto second = assign(*m_two, assignedBy(first));
        QVERIFY(!onlyRow<domain::VisitRow>(fold({first, work, second})).afterReassignment);
    }
    void outcomes_contradictUnknowing_hold_betterStands_choiceSettles()
    {
        const auto plan = assign(*m_one);
        const auto one = end(*m_one, domain::Outcome::Given);
        const auto two = end(*m_two, domain::Outcome::Refused);
        auto projection = fold({plan, one, two});
        QCOMPARE(onlyRow<domain::VisitRow>(projection).outcome, domain::Outcome::Given);
        QCOMPARE(onlyRow<domain::VisitRow>(projection).outcomes, 2);
        QCOMPARE(onlyRow<domain::HoldRow>(projection).rule, rules::Outcomes.toString());
        const auto closing = m_desk->write(m_id,
            HoldClosed{
                .rule = rules::Outcomes.toString(), .entries = {one.id, two.id}, .chosen = two.id});
        projection = fold({plan, one, two, closing});
        QCOMPARE(onlyRow<domain::VisitRow>(projection).outcome, domain::Outcome::Refused);
        QCOMPARE(onlyRow<domain::VisitRow>(projection).status, domain::VisitStatus::Attempted);
        QCOMPARE(openHolds(projection), 0);
        QCOMPARE(rowsOf<domain::VisitOutcomeRow>(projection).size(), std::size_t{2});
    }
    void outcomes_laterKnowsEarlier_noHold_laterStands()
    {
        const auto one = end(*m_one, domain::Outcome::NotIn);
        const auto two
            = end(*m_one, domain::Outcome::Refused, {{QStringLiteral("outcome"), one.id}});
        const auto projection = fold({assign(*m_one), one, two});
        QCOMPARE(onlyRow<domain::VisitRow>(projection).outcome, domain::Outcome::Refused);
        QCOMPARE(openHolds(projection), 0);
    }
    void outcomes_twoContributionsToOneVisit_noHold()
    {
        const auto projection = fold({assign(*m_one), end(*m_one, domain::Outcome::Given),
            end(*m_two, domain::Outcome::Seen)});
        QCOMPARE(openHolds(projection), 0);
        QCOMPARE(statusOf(projection), domain::VisitStatus::Done);
    }
    void roundOrder_changedTwice_laterStandsWithoutHold()
    {
        const QList first{idOf<VisitId>("a"), idOf<VisitId>("b")};
        const QList second{idOf<VisitId>("b"), idOf<VisitId>("a")};
        const auto projection = fold({m_desk->write(m_id, RoundPlanned{.stops = first}),
            m_one->write(m_id, RoundPlanned{.stops = second})});
        QCOMPARE(onlyRow<domain::RoundRow>(projection).stops, second);
        QCOMPARE(openHolds(projection), 0);
    }

    void box_balance_namesTheDifference()
    {
        const auto flu = idOf<BatchId>("flu");
        const auto move = [&](domain::StockReason reason, int doses) {
            return m_one->write(m_id, StockMoved{.batch = flu, .reason = reason, .doses = doses});
        };
        const auto load = m_one->write(m_id,
            BoxLoaded{.round = idOf<RoundId>("round"), .contents = {{.batch = flu, .doses = 10}}});
        std::vector<LedgerEntry> entries{load, move(domain::StockReason::Given, 6),
            move(domain::StockReason::Wasted, 1), move(domain::StockReason::Returned, 2)};
        auto row = onlyRow<domain::BoxRow>(fold(entries));
        QCOMPARE(row.difference, 1);
        QCOMPARE(onlyRow<domain::BoxContentRow>(fold(entries)).remaining, 1);

        entries.push_back(m_one->write(
            m_id, BoxClosed{.difference = 1, .reason = QStringLiteral("Dropped one")}));
        QCOMPARE(openHolds(fold(entries)), 0);

        entries.push_back(move(domain::StockReason::Given, 1)); // arrives after the box was closed
        const auto projection = fold(entries);
        row = onlyRow<domain::BoxRow>(projection);
        QCOMPARE(row.difference, 0);
        QCOMPARE(row.statedDifference, 1);
        QCOMPARE(onlyRow<domain::HoldRow>(projection).rule, rules::BoxBalance.toString());
        QVERIFY(rowsOf<domain::StockMovementRow>(projection).back().afterClosing);
    }
    void box_topUpAddsUp_errorTakesBack_neverLoadedBatchGoesNegative()
    {
        const auto flu = idOf<BatchId>("flu");
        const BoxLoaded load{
            .round = idOf<RoundId>("round"), .contents = {{.batch = flu, .doses = 5}}};
        const auto wrong = m_one->write(m_id, load);
        const auto projection = fold({m_one->write(m_id, load), m_one->write(m_id, load), wrong,
            m_one->write(m_id, EnteredInError{.entries = {wrong.id}}),
            m_one->write(m_id,
                StockMoved{.batch = idOf<BatchId>("never loaded"),
                    .reason = domain::StockReason::Given,
                    .doses = 1})});
        QCOMPARE(onlyRow<domain::BoxRow>(projection).loaded, 10);
        QCOMPARE(onlyRow<domain::BoxRow>(projection).difference, 9);
        int smallest = 0;
        for (const auto& content : rowsOf<domain::BoxContentRow>(projection))
            smallest = std::min(smallest, content.remaining);
        QCOMPARE(smallest, -1);
    }
    void box_absurdCounts_stopAtTheEdge()
    {
        constexpr int most = std::numeric_limits<int>::max();
        constexpr int least = std::numeric_limits<int>::min();
        const auto flu = idOf<BatchId>("flu");
        const BoxLoaded load{
            .round = idOf<RoundId>("round"), .contents = {{.batch = flu, .doses = most}}};
        const StockMoved back{
            .batch = flu, .reason = domain::StockReason::Returned, .doses = least};
        const auto projection = fold({m_one->write(m_id, load), m_one->write(m_id, load),
            m_one->write(m_id, back), m_one->write(m_id, back)});
        const auto row = onlyRow<domain::BoxRow>(projection);
        QCOMPARE(row.loaded, most);
        QCOMPARE(row.returned, least);
        QCOMPARE(row.difference, most);
    }
    void box_temperatures_coldestAndWarmest()
    {
        const auto projection
            = fold({m_one->write(m_id, TemperatureRecorded{.takenAt = {5}, .tenths = 43}),
                m_one->write(
                    m_id, TemperatureRecorded{.takenAt = {9}, .minTenths = 18, .maxTenths = 61})});
        const auto row = onlyRow<domain::BoxRow>(projection);
        QCOMPARE(row.minTenths, std::optional<int>(18));
        QCOMPARE(row.maxTenths, std::optional<int>(61));
        QCOMPARE(row.lastTemperatureAt.ms, qint64{9});
    }

    void batch_recalled_winsWhateverTheOrder_errorLiftsIt()
    {
        const auto received
            = m_desk->write(m_id, BatchReceived{.batchNumber = QStringLiteral("BX12")});
        const auto recall = m_desk->write(m_id, BatchRecalled{.reason = QStringLiteral("MHRA")});
        for (const auto& entries : {std::vector{received, recall}, {recall, received}})
            QCOMPARE(
                onlyRow<domain::BatchRow>(fold(entries)).status, domain::BatchStatus::Recalled);
        const auto lift = m_desk->write(m_id, EnteredInError{.entries = {recall.id}});
        QCOMPARE(onlyRow<domain::BatchRow>(fold({received, recall, lift})).status,
            domain::BatchStatus::Usable);
    }
    void authority_newVersion_oldSignaturesStepBack()
    {
        const auto record = m_desk->write(m_id,
            AuthorityRecorded{.version = QStringLiteral("1"),
                .patients = QList{idOf<PatientId>("a"), idOf<PatientId>("a")}});
        const auto sign = m_one->write(
            m_id, AuthoritySigned{.staff = m_one->staff(), .version = QStringLiteral("1")});
        QVERIFY(onlyRow<domain::AuthoritySignatureRow>(fold({record, sign})).current);
        QCOMPARE(rowsOf<domain::AuthorityPatientRow>(fold({record, sign})).size(), std::size_t{1});
        const auto renewed = m_desk->write(m_id, AuthorityRecorded{.version = QStringLiteral("2")},
            {{QStringLiteral("version"), record.id}});
        QVERIFY(!onlyRow<domain::AuthoritySignatureRow>(fold({record, sign, renewed})).current);
    }
    void exported_namesEachEntryOnce()
    {
        const auto entry = idOf<EntryId>("dose");
        const auto projection = fold({m_desk->write(
            m_id, ExportRecorded{.format = domain::ExportFormat::Csv, .entries = {entry, entry}})});
        QCOMPARE(onlyRow<domain::ExportRow>(projection).entryCount, 1);
        QCOMPARE(rowsOf<domain::ExportedEntryRow>(projection).size(), std::size_t{1});
    }
    void mixedKindsInOneAggregate_eachFoldsAlone()
    {
        const auto projection
            = fold({m_desk->write(m_id, RoundPlanned{.name = QStringLiteral("A")}),
                m_desk->write(m_id, VisitPlanned{.position = 3})});
        QCOMPARE(onlyRow<domain::RoundRow>(projection).name, QStringLiteral("A"));
        QCOMPARE(onlyRow<domain::VisitRow>(projection).position, 3);
    }
};
DOORSTEP_TEST(TestRoundFold);

#include "tst_round_fold.moc"

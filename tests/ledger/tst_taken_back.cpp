#include "core/domain/desk_rows.h"
#include "core/domain/hold_rules.h"
#include "core/domain/patient_rows.h"
#include "core/ledger/kinds/care_kinds.h"
#include "core/ledger/kinds/patient_kinds.h"
#include "core/ledger/kinds/shared_kinds.h"
#include "tests/ledger/author.h"
#include "tests/support/test_registry.h"

using namespace doorstep;
using namespace doorstep::ledger;
using namespace doorstep::test;
namespace rules = doorstep::domain::hold_rules;

/// What keeps a patient safe leaves the sight of others only by who may take it away.
class TestTakenBack : public QObject {
    Q_OBJECT

    FakeClock m_clock;
    const AggregateId m_patient = idOf<AggregateId>("patient");
    std::unique_ptr<Author> m_desk, m_tablet;

    [[nodiscard]] Projection fold(std::vector<LedgerEntry> entries) const
    {
        return project(m_patient, ordered(std::move(entries)));
    }
    template <typename KindType> [[nodiscard]] LedgerEntry desk(const KindType& fields)
    {
        return m_desk->write(m_patient, fields);
    }
    template <typename KindType> [[nodiscard]] LedgerEntry tablet(const KindType& fields)
    {
        return m_tablet->write(m_patient, fields);
    }
    [[nodiscard]] static QStringList openRules(const Projection& projection)
    {
        QStringList open;
        for (const auto& hold : rowsOf<domain::HoldRow>(projection))
            if (hold.status == domain::HoldStatus::Open)
                open.append(hold.rule);
        open.sort();
        return open;
    }
    [[nodiscard]] static HoldClosed close(
        QStringView rule, const QList<EntryId>& entries, EntryId chosen = {})
    {
        return {.rule = rule.toString(), .entries = entries, .chosen = chosen};
    }
    [[nodiscard]] static VaccinationRecorded dose()
    {
        return {.status = domain::VaccinationStatus::Given,
            .programme = QStringLiteral("flu-2026-27"),
            .occurredOn = QDate(2026, 11, 24),
            .source = domain::VaccinationSource::Ours};
    }

private Q_SLOTS:
    void init()
    {
        m_desk = std::make_unique<Author>("desk", m_clock);
        m_tablet = std::make_unique<Author>("tablet", m_clock);
    }
    void alert_enteredInErrorBySomebodyElse_staysAndHolds()
    {
        const auto made = desk(PatientRecorded{.family = QStringLiteral("Testwell")});
        const auto one = desk(AlertAdded{
            .alertKind = domain::AlertKind::Allergy, .text = QStringLiteral("penicillin")});
        const auto byOther = tablet(EnteredInError{.entries = {one.id}});
        const auto isActive = [&](std::vector<LedgerEntry> more) {
            std::vector<LedgerEntry> all{made, one};
            all.insert(all.end(), more.begin(), more.end());
            return onlyRow<domain::AlertRow>(fold(all)).active;
        };
        QVERIFY(isActive({byOther}));
        const auto projection = fold({made, one, byOther});
        QCOMPARE(openRules(projection), QStringList{rules::TakenBack.toString()});
        QVERIFY(onlyRow<domain::HoldRow>(projection).urgent);
        QCOMPARE(onlyRow<domain::HoldRow>(projection).ownerRole, domain::Role::Nurse);
        QVERIFY(
            onlyRow<domain::PatientRow>(projection).allergyStatus == domain::AllergyStatus::Listed);
        // Its own writer, a nurse, or a decision may.
        QVERIFY(!isActive({desk(EnteredInError{.entries = {one.id}})}));
        QVERIFY(
            !isActive({tablet(EnteredInError{.entries = {one.id}, .role = domain::Role::Nurse})}));
        const QList<EntryId> both{byOther.id, one.id};
        QVERIFY(!isActive({byOther, desk(close(rules::TakenBack, both, byOther.id))}));
        const auto kept = desk(close(rules::TakenBack, both, one.id));
        QVERIFY(isActive({byOther, kept}));
        QVERIFY(openRules(fold({made, one, byOther, kept})).isEmpty());
        // With the whole patient taken back there is no record that the alert would guard.
        const auto undone = tablet(EnteredInError{.entries = {made.id, one.id}});
        QVERIFY(!isActive({undone}));
        QVERIFY(openRules(fold({made, one, undone})).isEmpty());
    }
    void dose_enteredInErrorBySomebodyElse_staysInTheAlert()
    {
        const auto one = desk(dose());
        const auto two = tablet(dose());
        const auto byOther = tablet(EnteredInError{.entries = {one.id}});
        QCOMPARE(openRules(fold({one, two, byOther})),
            QStringList({rules::DoubleDose.toString(), rules::TakenBack.toString()}));
        const auto byNurse
            = tablet(EnteredInError{.entries = {one.id}, .role = domain::Role::Nurse});
        QVERIFY(openRules(fold({one, two, byNurse})).isEmpty());
        QVERIFY(openRules(fold({one, two, tablet(EnteredInError{.entries = {two.id}})})).isEmpty());
    }
    void safetyHold_raised_isNotTakenBackByAnybody()
    {
        const auto one = desk(dose());
        const auto raised = desk(HoldRaised{
            .rule = rules::BatchRecalled.toString(), .entries = {one.id}, .urgent = true});
        const auto byOther = tablet(EnteredInError{.entries = {raised.id}});
        QVERIFY(openRules(fold({one, raised, byOther})).contains(rules::BatchRecalled.toString()));
        QVERIFY(
            openRules(fold({one, raised, desk(EnteredInError{.entries = {raised.id}})})).isEmpty());
    }
    void decision_inARoleThatMayNot_doesNotCloseTheHold()
    {
        const auto one = desk(dose());
        const auto two = tablet(dose());
        HoldClosed closing = close(rules::DoubleDose, {one.id, two.id});
        closing.role = domain::Role::Coordinator;
        QCOMPARE(
            openRules(fold({one, two, desk(closing)})), QStringList{rules::DoubleDose.toString()});
        closing.role = domain::Role::Nurse;
        QVERIFY(openRules(fold({one, two, desk(closing)})).isEmpty());
    }
};

DOORSTEP_TEST(TestTakenBack);
#include "tst_taken_back.moc"

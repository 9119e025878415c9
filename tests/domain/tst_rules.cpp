#include "core/domain/desk_rows.h"
#include "core/domain/hold_rules.h"
#include "core/domain/outcome_rules.h"
#include "core/domain/patient_rules.h"
#include "tests/support/test_registry.h"

#include <QMetaEnum>
#include <QSet>

using namespace doorstep;
using namespace doorstep::domain;

/// Words, holds and what an outcome makes happen.
class TestRules : public QObject {
    Q_OBJECT

    template <typename Enum> static void everyWordComesBack()
    {
        const QMetaEnum words = QMetaEnum::fromType<Enum>();
        QSet<QString> seen;
        for (int i = 0; i < words.keyCount(); ++i) {
            const auto value = static_cast<Enum>(words.value(i));
            const QString text = word(value);
            QCOMPARE(text.isEmpty(), value == Enum::Unknown);
            QCOMPARE(fromWord<Enum>(text), value);
            QVERIFY(!seen.contains(text));
            seen.insert(text);
        }
    }
    static EntryId entry(quint8 first) { return EntryId(std::array<quint8, 16>{first}); }
    // 2026-11-24 is a Tuesday.
    const QDate m_tuesday{2026, 11, 24};

private Q_SLOTS:
    void words_everyEnum_comeBack()
    {
        everyWordComesBack<Role>();
        everyWordComesBack<Gender>();
        everyWordComesBack<Outcome>();
        everyWordComesBack<VisitStatus>();
        everyWordComesBack<NotGivenReason>();
        everyWordComesBack<ConsentBy>();
        everyWordComesBack<AuthorityKind>();
        everyWordComesBack<AlertKind>();
        everyWordComesBack<StockReason>();
        everyWordComesBack<FollowUpKind>();
        everyWordComesBack<ReceiptStage>();
    }
    void words_onTheWireForEver()
    {
        QCOMPARE(word(Outcome::NotIn), QStringLiteral("not-in"));
        QCOMPARE(word(AuthorityKind::NationalProtocol), QStringLiteral("national-protocol"));
        QCOMPARE(word(Role::Hca), QStringLiteral("hca"));
        QCOMPARE(word(ReceiptStage::AtPractice), QStringLiteral("at-practice"));
        QCOMPARE(fromWord<Outcome>(u"outcome-of-tomorrow"), Outcome::Unknown);
        QCOMPARE(fromWord<Outcome>(u"NotIn"), Outcome::Unknown);
        QCOMPARE(fromWord<Outcome>(u"unknown"), Outcome::Unknown);
    }

    void holdId_dependsOnRuleAndSet_notOnOrder()
    {
        const HoldId id = hold_rules::holdId(u"a", {entry(1), entry(2)});
        QCOMPARE(hold_rules::holdId(u"a", {entry(2), entry(1), entry(2)}), id);
        QVERIFY(hold_rules::holdId(u"b", {entry(1), entry(2)}) != id);
        QVERIFY(hold_rules::holdId(u"a", {entry(1)}) != id);
        // Fixed for ever: devices of every version must name a hold alike.
        QCOMPARE(hold_rules::holdId(hold_rules::DoubleDose, {entry(1), entry(2)}).toHex(),
            QByteArray("a4df05f705370cc93e01c54ab4eb4ad8"));
    }
    void holdRules_fieldNames_comeBack()
    {
        QCOMPARE(hold_rules::fieldNameOf(hold_rules::field(u"phone")), QStringLiteral("phone"));
        QVERIFY(hold_rules::fieldNameOf(hold_rules::DoubleDose).isEmpty());
        QVERIFY(hold_rules::isUrgent(hold_rules::DoubleDose));
        QVERIFY(!hold_rules::isUrgent(hold_rules::field(u"phone")));
        QCOMPARE(hold_rules::ownerOf(hold_rules::Allergies), Role::Nurse);
        QCOMPARE(hold_rules::ownerOf(u"rule-of-tomorrow"), Role::Coordinator);
    }
    void hold_isDecidedByWhomItWaitsFor()
    {
        using hold_rules::mayDecide;
        QVERIFY(mayDecide(Role::Nurse, Role::Nurse) && mayDecide(Role::Nurse, Role::Gp));
        QVERIFY(mayDecide(Role::Gp, Role::Gp) && !mayDecide(Role::Gp, Role::Nurse));
        for (const Role role : {Role::Coordinator, Role::Manager, Role::Nurse, Role::Gp})
            QVERIFY(mayDecide(Role::Coordinator, role));
        for (const Role role : {Role::Coordinator, Role::Manager})
            QVERIFY(!mayDecide(Role::Nurse, role));
        for (const Role owner : {Role::Coordinator, Role::Nurse, Role::Gp, Role::Unknown})
            for (const Role role : {Role::Hca, Role::Visitor, Role::Unknown})
                QVERIFY(!mayDecide(owner, role));
    }
    void alerts_onlyRegisteredClinicians_mayRemove()
    {
        for (const Role role :
            {Role::Hca, Role::Coordinator, Role::Visitor, Role::Manager, Role::Unknown})
            QVERIFY(!mayRemoveAlerts(role));
        QVERIFY(mayRemoveAlerts(Role::Nurse));
        QVERIFY(mayRemoveAlerts(Role::Gp));
    }

    void status_onlyPurposeMetIsDone()
    {
        const QMetaEnum outcomes = QMetaEnum::fromType<Outcome>();
        for (int i = 0; i < outcomes.keyCount(); ++i) {
            const auto outcome = static_cast<Outcome>(outcomes.value(i));
            const bool met = outcome == Outcome::Given || outcome == Outcome::Seen;
            QCOMPARE(statusAfter(outcome), met ? VisitStatus::Done : VisitStatus::Attempted);
        }
    }
    void nextStep_everyUnmetOutcome_isWork()
    {
        const QMetaEnum outcomes = QMetaEnum::fromType<Outcome>();
        for (int i = 0; i < outcomes.keyCount(); ++i) {
            const auto outcome = static_cast<Outcome>(outcomes.value(i));
            const NextStep step = nextStep(outcome, m_tuesday);
            if (outcome == Outcome::Unknown || statusAfter(outcome) == VisitStatus::Done) {
                QVERIFY(!step.followUp && !step.retryOn.isValid());
                continue;
            }
            QVERIFY2(step.followUp || step.removesFromRounds, outcomes.key(i));
            if (step.followUp) {
                QVERIFY2(step.due >= m_tuesday, outcomes.key(i));
                QVERIFY2(step.ownerRole != Role::Unknown, outcomes.key(i));
            }
        }
    }
    void nextStep_notIn_offersCardAndNextTryInTwoDays()
    {
        const NextStep step = nextStep(Outcome::NotIn, m_tuesday);
        QVERIFY(step.offersCard);
        QCOMPARE(step.retryOn, QDate(2026, 11, 26));
        QCOMPARE(step.followUp, std::optional(FollowUpKind::Retry));
    }
    void nextStep_retryOverAWeekend_fallsOnMonday()
    {
        QCOMPARE(nextStep(Outcome::NotIn, QDate(2026, 11, 26)).retryOn, QDate(2026, 11, 30));
        QCOMPARE(nextStep(Outcome::NotIn, QDate(2026, 11, 27)).retryOn, QDate(2026, 11, 30));
        QVERIFY(!workingDay(QDate()).isValid());
    }
    void nextStep_unsafe_isUrgentToday_evenAtWeekend()
    {
        const QDate saturday(2026, 11, 28);
        const NextStep step = nextStep(Outcome::Unsafe, saturday);
        QVERIFY(step.urgent && step.removesFromRounds && step.asksReason);
        QCOMPARE(step.due, saturday);
        QVERIFY(!step.retryOn.isValid());
    }
    void nextStep_deceasedAndMoved_noFurtherVisit()
    {
        for (const Outcome outcome : {Outcome::Deceased, Outcome::Moved}) {
            const NextStep step = nextStep(outcome, m_tuesday);
            QVERIFY(step.removesFromRounds && !step.retryOn.isValid() && !step.offersCard);
            QCOMPARE(step.followUp, std::optional(FollowUpKind::UpdateRecord));
        }
    }
};
DOORSTEP_TEST(TestRules);

#include "tst_rules.moc"

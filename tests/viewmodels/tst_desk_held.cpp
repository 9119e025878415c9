#include "core/domain/hold_rules.h"
#include "core/ledger/kinds/care_kinds.h"
#include "core/ledger/kinds/shared_kinds.h"
#include "core/store/entry_store.h"
#include "core/store/hold_store.h"
#include "tests/support/test_registry.h"
#include "tests/viewmodels/desk_fixture.h"

using namespace doorstep;
using namespace doorstep::app;
using test::DeskFixture;
using test::roleOf;

class TestDeskHeld : public QObject {
    Q_OBJECT
    std::unique_ptr<test::DeskPractice> m_practice;

    /// Pearl has one dose of this season on record from two days.
    bool recordTwoDoses(DeskFixture& fixture)
    {
        const auto pearl
            = PatientId::fromHex(fixture.patientWith(QStringLiteral("9990000042")).toLatin1());
        if (!pearl)
            return false;
        for (const int day : {20, 23}) {
            ledger::Act act(fixture.session->mint());
            ledger::VaccinationRecorded dose;
            dose.status = domain::VaccinationStatus::Given;
            dose.programme = QStringLiteral("flu-2026-27");
            dose.productName = QStringLiteral("aTIV");
            dose.batchNumber = QStringLiteral("FX7K2%1").arg(day);
            dose.occurredOn = QDate(2026, 11, day);
            dose.source = domain::VaccinationSource::Elsewhere;
            dose.place = QStringLiteral("Quay Pharmacy");
            act.add(pearl->as<ScopeId>(), pearl->as<AggregateId>(), dose);
            fixture.app->lastSave()->save(std::move(act));
        }
        return fixture.settled();
    }
    /// A check found that Pearl and somebody else may be one person: the coordinator's to decide.
    bool findDuplicate(DeskFixture& fixture)
    {
        ledger::HoldRaised raised;
        raised.rule = domain::hold_rules::DuplicatePatient.toString();
        PatientId about;
        for (const char* number : {"9990000042", "9990000050"}) {
            const auto id
                = PatientId::fromHex(fixture.patientWith(QString::fromLatin1(number)).toLatin1());
            if (!id)
                return false;
            about = about.isNull() ? *id : about;
            const auto entries
                = fixture.readNow<std::vector<store::EntryRow>>([id = *id](store::Connection& c) {
                      return store::EntryStore(c).ofAggregate(id.as<AggregateId>());
                  });
            if (entries.empty())
                return false;
            raised.entries.append(entries.front().id);
        }
        raised.ownerRole = domain::Role::Coordinator;
        ledger::Act act(fixture.session->mint());
        act.add(about.as<ScopeId>(), about.as<AggregateId>(), raised);
        fixture.app->lastSave()->save(std::move(act));
        return fixture.settled();
    }
    static QString sideOf(HoldsViewModel* holds, int index)
    {
        return holds->values().at(index).value<HoldValue>().entryId;
    }
    /// The value of the choice that lets this side stand.
    static QString standsOf(HoldsViewModel* holds, int index)
    {
        return QStringLiteral("stands:") + sideOf(holds, index);
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_practice = std::make_unique<test::DeskPractice>();
        QVERIFY(m_practice->made);
    }

    void twoDoses_showBothSidesAndWaitForAChoiceAndItsReason()
    {
        DeskFixture fixture(*m_practice);
        QVERIFY(fixture.enterSection(QStringLiteral("held")));
        auto* holds = fixture.desk()->holds();
        QCOMPARE(holds->count(), 0);
        QVERIFY(recordTwoDoses(fixture));
        QTRY_COMPARE_WITH_TIMEOUT(holds->count(), 1, 20'000);
        QCOMPARE(holds->countText(), QStringLiteral("1 waits for a decision"));
        const int rail = test::rowWith(fixture.desk()->rail(), "section", QStringLiteral("held"));
        QCOMPARE(roleOf(fixture.desk()->rail(), rail, "count").toString(), QStringLiteral("1"));
        holds->decide(roleOf(holds->rows(), 0, "holdId").toString());
        QVERIFY(roleOf(holds->rows(), 0, "selected").toBool());
        QCOMPARE(holds->heading(), QStringLiteral("Two doses"));
        QVERIFY(holds->about().contains(QStringLiteral("Pearl")));
        QCOMPARE(holds->values().size(), 2);
        const auto side = holds->values().front().value<HoldValue>();
        QVERIFY(side.text.startsWith(QStringLiteral("aTIV, FX7K2")));
        QVERIFY(side.who.startsWith(QStringLiteral("Priya Nandra")));
        QCOMPARE(holds->who(), QStringLiteral("Bronwen Achebe, practice nurse"));
    }

    void twoDoses_areNotTheCoordinatorsToDecide()
    {
        DeskFixture fixture(*m_practice);
        QVERIFY(fixture.enterSection(QStringLiteral("held")));
        auto* holds = fixture.desk()->holds();
        QVERIFY(recordTwoDoses(fixture));
        QTRY_COMPARE_WITH_TIMEOUT(holds->count(), 1, 20'000);
        holds->decide(roleOf(holds->rows(), 0, "holdId").toString());
        holds->choose(QStringLiteral("wrong:") + sideOf(holds, 0));
        holds->editDecision(QStringLiteral("One was a slip"));
        QVERIFY(!holds->saveReady());
        QCOMPARE(holds->saveText(), QStringLiteral("Must decide: Bronwen Achebe, practice nurse"));
        holds->save();
        QVERIFY(fixture.settled());
        QCOMPARE(holds->count(), 1);
        QCOMPARE(holds->decisionCount(), 0);
    }

    void decision_waitsForAChoiceAndItsReason()
    {
        DeskFixture fixture(*m_practice);
        QVERIFY(fixture.enterSection(QStringLiteral("held")));
        auto* holds = fixture.desk()->holds();
        QVERIFY(findDuplicate(fixture));
        QTRY_COMPARE_WITH_TIMEOUT(holds->count(), 1, 20'000);
        holds->decide(roleOf(holds->rows(), 0, "holdId").toString());
        QCOMPARE(holds->who(), QStringLiteral("Priya Nandra, coordinator"));
        // Nothing is preset: not even keeping both.
        QCOMPARE(holds->saveText(), QStringLiteral("Choose how to decide"));
        holds->editDecision(QStringLiteral("One was a slip"));
        QVERIFY(!holds->saveReady());
        holds->choose(sideOf(holds, 0)); // no choice of this hold
        QVERIFY(!holds->saveReady());
        holds->choose(standsOf(holds, 0));
        QCOMPARE(holds->saveText(), QStringLiteral("Save the decision"));
        holds->choose(QStringLiteral("both"));
        QCOMPARE(holds->saveText(), QStringLiteral("Save the decision"));
        holds->editDecision(QStringLiteral(" "));
        QCOMPARE(holds->saveText(), QStringLiteral("Say why"));
        QVERIFY(!holds->saveReady());
    }

    void decision_closesTheHoldAndStaysWithItsWords()
    {
        DeskFixture fixture(*m_practice);
        QVERIFY(fixture.enterSection(QStringLiteral("held")));
        auto* holds = fixture.desk()->holds();
        QVERIFY(findDuplicate(fixture));
        QTRY_COMPARE_WITH_TIMEOUT(holds->count(), 1, 20'000);
        const QString hold = roleOf(holds->rows(), 0, "holdId").toString();
        holds->decide(hold);
        const QString chosen = sideOf(holds, 1);
        holds->choose(standsOf(holds, 1));
        holds->editDecision(QStringLiteral("Rang the pharmacy: one dose"));
        holds->decide(hold); // a second tap on the same row loses nothing
        QCOMPARE(holds->decision(), QStringLiteral("Rang the pharmacy: one dose"));
        holds->save();
        QTRY_COMPARE_WITH_TIMEOUT(holds->count(), 0, 20'000);
        QCOMPARE(holds->deciding(), QString());
        QVERIFY(fixture.leaveAndEnter(m_practice->priya));
        const auto row = fixture.readNow<std::optional<domain::HoldRow>>(
            [id = *HoldId::fromHex(hold.toLatin1())](
                store::Connection& connection) { return store::HoldStore(connection).find(id); });
        QVERIFY(row.has_value());
        QCOMPARE(row->status, domain::HoldStatus::Closed);
        QCOMPARE(QString::fromLatin1(row->chosen.toHex()), chosen);
        QCOMPARE(row->decision, QStringLiteral("Rang the pharmacy: one dose"));
        QCOMPARE(row->closedBy, m_practice->priya);
        // Who decided is named, not only the role.
        QTRY_COMPARE_WITH_TIMEOUT(holds->decisionCount(), 1, 20'000);
        QCOMPARE(roleOf(holds->decisions(), 0, "holdId").toString(), hold);
        QCOMPARE(roleOf(holds->decisions(), 0, "decision").toString(),
            QStringLiteral("Rang the pharmacy: one dose"));
        QVERIFY(roleOf(holds->decisions(), 0, "stands")
                    .toString()
                    .startsWith(QStringLiteral("Stands: ")));
        QVERIFY(roleOf(holds->decisions(), 0, "who")
                    .toString()
                    .startsWith(QStringLiteral("Priya Nandra, ")));
    }

    void lock_forgetsWhatIsHeld()
    {
        DeskFixture fixture(*m_practice);
        QVERIFY(fixture.enterSection(QStringLiteral("held")));
        auto* holds = fixture.desk()->holds();
        QVERIFY(recordTwoDoses(fixture));
        QTRY_COMPARE_WITH_TIMEOUT(holds->count(), 1, 20'000);
        holds->decide(roleOf(holds->rows(), 0, "holdId").toString());
        fixture.session->lock();
        QTRY_COMPARE_WITH_TIMEOUT(holds->count(), 0, 20'000);
        QCOMPARE(holds->about(), QString());
    }
};
DOORSTEP_TEST(TestDeskHeld);
#include "tst_desk_held.moc"

#include "app/runtime/import_undo.h"
#include "core/ledger/kinds/care_kinds.h"
#include "core/ledger/kinds/patient_kinds.h"
#include "core/ledger/kinds/round_kinds.h"
#include "core/store/care_store.h"
#include "core/store/desk_store.h"
#include "core/store/hold_store.h"
#include "core/store/patient_store.h"
#include "tests/support/test_registry.h"
#include "tests/viewmodels/desk_fixture.h"

using namespace doorstep;
using namespace doorstep::app;
using test::DeskFixture;

/// An undo takes back nobody about whom something was recorded since.
class TestDeskImportUndo : public QObject {
    Q_OBJECT
    std::unique_ptr<test::DeskPractice> m_practice;

    static constexpr auto ivy = "9990000123";
    static constexpr auto tom = "9990000131";

    static QByteArray listOf(const QByteArray& ivysPhone)
    {
        return "NHS Number,Surname,Forename,DOB,Address,Postcode,Phone\n"
               "999 000 0123,Seagrave,Ivy,03/04/1940,1 Mill Rise,ZZ99 3VZ,"
            + ivysPhone
            + "\n"
              "999 000 0131,Seagrave,Tom,04/03/1938,1 Mill Rise,ZZ99 3VZ,\n";
    }
    /// Imports the list; its id, "" when it did not come in.
    static QString import(DeskFixture& fixture, const QByteArray& list)
    {
        auto* lists = fixture.desk()->lists();
        QFile file(fixture.folder.filePath(QStringLiteral("list.csv")));
        if (!file.open(QIODevice::WriteOnly) || file.write(list) != list.size())
            return {};
        file.close();
        const QStringList before = importIds(fixture);
        lists->cancel();
        lists->editPath(file.fileName());
        lists->openPath();
        if (!QTest::qWaitFor([lists] { return !lists->busy(); }, 20'000))
            return {};
        lists->importNow();
        if (!QTest::qWaitFor(
                [lists] { return !lists->busy() && lists->stage() == QLatin1String("done"); },
                20'000)
            || !fixture.settled())
            return {};
        for (const QString& id : importIds(fixture))
            if (!before.contains(id))
                return id;
        return {};
    }
    static QStringList importIds(DeskFixture& fixture)
    {
        const auto imports = fixture.readNow<std::vector<domain::ImportRow>>(
            [](store::Connection& connection) { return store::DeskStore(connection).imports(); });
        QStringList ids;
        for (const auto& row : imports)
            ids.append(QString::fromLatin1(row.importId.toHex()));
        return ids;
    }
    static bool mayUndo(DeskFixture& fixture, const QString& importId)
    {
        auto* history = fixture.desk()->lists()->history();
        return test::roleOf(history, test::rowWith(history, "importId", importId), "canUndo")
            .toBool();
    }
    static QString undo(DeskFixture& fixture, const QString& importId)
    {
        auto* lists = fixture.desk()->lists();
        lists->cancel(); // what the last undo said
        const QString before = lists->doneText();
        lists->undo(importId);
        if (!QTest::qWaitFor([&] { return !lists->busy() && lists->doneText() != before; }, 20'000)
            || !fixture.settled())
            return {};
        return lists->doneText();
    }
    template <typename Fields>
    static void record(DeskFixture& fixture, const char* number, const Fields& fields)
    {
        const auto id
            = PatientId::fromHex(fixture.patientWith(QString::fromLatin1(number)).toLatin1());
        QVERIFY(id);
        ledger::Act act(fixture.session->mint());
        act.add(id->as<ScopeId>(), id->as<AggregateId>(), fields);
        fixture.app->lastSave()->save(std::move(act));
        QVERIFY(fixture.settled());
    }
    static ledger::VaccinationRecorded dose()
    {
        ledger::VaccinationRecorded dose;
        dose.status = domain::VaccinationStatus::Given;
        dose.source = domain::VaccinationSource::Ours;
        dose.programme = QStringLiteral("flu-2026-27");
        dose.occurredOn = QDate(2026, 11, 24);
        return dose;
    }
    static std::size_t doses(DeskFixture& fixture, const QString& patient)
    {
        const auto id = PatientId::fromHex(patient.toLatin1());
        return fixture
            .readNow<std::vector<domain::VaccinationRow>>([&](store::Connection& connection) {
                return store::CareStore(connection).vaccinations(id ? *id : PatientId());
            })
            .size();
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_practice = std::make_unique<test::DeskPractice>();
        QVERIFY(m_practice->made);
    }

    void dose_givenSince_keepsItsPatient_whomTheNextImportFinds()
    {
        DeskFixture fixture(*m_practice);
        QVERIFY(fixture.enterSection(QStringLiteral("import")));
        const QString first = import(fixture, listOf({}));
        QVERIFY(!first.isEmpty());
        const QString patient = fixture.patientWith(QString::fromLatin1(ivy));
        record(fixture, ivy, dose());
        QCOMPARE(undo(fixture, first),
            QStringLiteral("The import is undone: 1 person was taken back. 1 person was not taken "
                           "back, because something was recorded about them since."));
        QCOMPARE(fixture.patientWith(QString::fromLatin1(ivy)), patient);
        QCOMPARE(fixture.patientWith(QString::fromLatin1(tom)), QString());

        QVERIFY(!import(fixture, listOf({})).isEmpty());
        QCOMPARE(fixture.desk()->lists()->doneText(),
            QStringLiteral("1 added, 0 changed, 1 unchanged. 0 set aside for a person."));
        QCOMPARE(fixture.patientWith(QString::fromLatin1(ivy)), patient);
        QCOMPARE(doses(fixture, patient), 1U);
    }

    void visit_plannedSince_keepsItsPatient()
    {
        DeskFixture fixture(*m_practice);
        QVERIFY(fixture.enterSection(QStringLiteral("import")));
        const QString first = import(fixture, listOf({}));
        const auto patient
            = PatientId::fromHex(fixture.patientWith(QString::fromLatin1(tom)).toLatin1());
        QVERIFY(patient);
        const auto round = fixture.session->mint().next<RoundId>();
        ledger::Act act(fixture.session->mint());
        act.add(round.as<ScopeId>(), fixture.session->mint().next<AggregateId>(),
            ledger::VisitPlanned{.round = round, .patient = *patient});
        fixture.app->lastSave()->save(std::move(act));
        QVERIFY(fixture.settled());
        QVERIFY(undo(fixture, first).contains(QStringLiteral("1 person was not taken back")));
        QVERIFY(!fixture.patientWith(QString::fromLatin1(tom)).isEmpty());
        QVERIFY(fixture.patientWith(QString::fromLatin1(ivy)).isEmpty());
    }

    void everybodyChangedSince_nobodyIsTakenBack_andTheImportStaysUndoable()
    {
        DeskFixture fixture(*m_practice);
        QVERIFY(fixture.enterSection(QStringLiteral("import")));
        const QString first = import(fixture, listOf({}));
        for (const char* number : {ivy, tom})
            record(fixture, number, ledger::PatientRecorded{.usualGp = QStringLiteral("Dr Osei")});
        QCOMPARE(undo(fixture, first),
            QStringLiteral("Nobody was taken back. 2 people were not taken back, because something "
                           "was recorded about them since."));
        QVERIFY(mayUndo(fixture, first));
    }

    void middleImport_undone_makesNoRivals_andImportsUnwindFromTheLast()
    {
        DeskFixture fixture(*m_practice);
        QVERIFY(fixture.enterSection(QStringLiteral("import")));
        const QString first = import(fixture, listOf("01632 960001"));
        const QString second = import(fixture, listOf("01632 960002"));
        const QString third = import(fixture, listOf("01632 960003"));
        const QString patient = fixture.patientWith(QString::fromLatin1(ivy));
        QVERIFY(undo(fixture, second).startsWith(QStringLiteral("Nobody was taken back.")));
        const auto phone = [&] {
            const auto rows = fixture.readNow<std::vector<domain::PatientRow>>(
                [](store::Connection& connection) {
                    return store::PatientStore(connection).byNhsNumber(QString::fromLatin1(ivy));
                });
            return rows.empty() ? QString() : rows.front().phone;
        };
        QCOMPARE(phone(), QStringLiteral("01632 960003"));
        for (const QString& each : {third, second})
            QCOMPARE(undo(fixture, each),
                QStringLiteral("The import is undone: 1 person was taken back."));
        QCOMPARE(phone(), QStringLiteral("01632 960001"));
        QCOMPARE(fixture.patientWith(QString::fromLatin1(ivy)), patient);
        QVERIFY(undo(fixture, first).contains(QStringLiteral("2 people were taken back")));
        QVERIFY(fixture.patientWith(QString::fromLatin1(ivy)).isEmpty());
        QVERIFY(fixture
                    .readNow<std::vector<domain::HoldRow>>([](store::Connection& connection) {
                        return store::HoldStore(connection).open();
                    })
                    .empty());
    }

    void allergy_broughtByTheList_isTheNursesToTakeBack()
    {
        DeskFixture fixture(*m_practice);
        QVERIFY(fixture.enterSection(QStringLiteral("import")));
        const QString first = QString::fromLatin1(m_practice->import.toHex()); // Mabel: penicillin
        QCOMPARE(undo(fixture, first),
            QStringLiteral("The import is undone: 11 people were taken back. 1 person was not "
                           "taken back, because the list brought an allergy or a risk: a nurse or "
                           "a GP can undo it."));
        const auto mabel
            = PatientId::fromHex(fixture.patientWith(QStringLiteral("9990123454")).toLatin1());
        QVERIFY(mabel);
        QCOMPARE(fixture
                     .readNow<std::vector<domain::AlertRow>>([&](store::Connection& connection) {
                         return store::PatientStore(connection).alerts(*mabel);
                     })
                     .size(),
            1U);
        QVERIFY(mayUndo(fixture, first));

        struct Taken {
            int takenBack = 0;
            bool isUndone = false;
        };
        const auto nurses
            = fixture.readNow<Taken>([&](store::Connection& connection) -> Result<Taken> {
                  DOORSTEP_TRY(left, importedPatients(connection, m_practice->import));
                  IdMint mint(m_practice->clock);
                  DOORSTEP_TRY(undo,
                      undoImportAct(mint, {mint.next<ScopeId>(), mint.next<ScopeId>()},
                          m_practice->import, left, domain::Role::Nurse, QStringLiteral("wrong")));
                  const auto& drafts = undo.act->drafts();
                  return Taken{
                      undo.takenBack, drafts.back().payload.kind == QLatin1String("importUndone")};
              });
        QCOMPARE(nurses.takenBack, 1);
        QVERIFY(nurses.isUndone);
    }
};
DOORSTEP_TEST(TestDeskImportUndo);
#include "tst_desk_import_undo.moc"

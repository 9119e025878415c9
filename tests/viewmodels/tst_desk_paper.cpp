#include "app/runtime/box_act.h"
#include "core/store/desk_store.h"
#include "tests/viewmodels/desk_fixture.h"

#include <QFontDatabase>
#include <QProcess>

using namespace doorstep;
using namespace doorstep::app;
using test::DeskFixture;
using test::hexOf;
using test::roleOf;

/// Outcomes and Export: a round that was walked, its sheets and its files. PDFs need fonts and a
/// QGuiApplication, so this area has a main of its own.
class TestDeskPaper : public QObject {
    Q_OBJECT
    std::unique_ptr<test::DeskPractice> m_practice;
    QDate m_today{2026, 11, 24};
    VisitId m_mabel;
    VisitId m_arthur;
    VisitId m_olive;
    RoundId m_round;

    static QString textOf(const QString& pdf)
    {
        QProcess process;
        process.start(
            QStringLiteral("pdftotext"), {QStringLiteral("-layout"), pdf, QStringLiteral("-")});
        if (!process.waitForFinished(30'000) || process.exitCode() != 0)
            return {};
        return QString::fromUtf8(process.readAllStandardOutput())
            .normalized(QString::NormalizationForm_KC);
    }
    void save(DeskFixture& fixture, Result<ledger::Act> act)
    {
        QVERIFY2(act, act ? "" : act.error().detail.constData());
        fixture.app->lastSave()->save(std::move(act));
        QVERIFY(fixture.settled());
        QCOMPARE(fixture.app->lastSave()->error(), QString());
    }
    domain::PatientRow patient(DeskFixture& fixture, const char* number)
    {
        domain::PatientRow row;
        row.patient
            = *PatientId::fromHex(fixture.patientWith(QString::fromLatin1(number)).toLatin1());
        return row;
    }
    /// Mabel had her vaccine and a blood pressure, Arthur refused, Olive was not visited.
    void walkARound(DeskFixture& fixture)
    {
        auto& mint = fixture.session->mint();
        const ActBy by{m_practice->bronwen, m_practice->clock.now(), m_today};
        const auto scopes = fixture.readNow<PracticeScope>(
            [](store::Connection& connection) { return readScopes(connection); });
        m_mabel = mint.next<VisitId>();
        m_arthur = mint.next<VisitId>();
        m_olive = mint.next<VisitId>();
        const QStringList flu{QStringLiteral("vaccinate:flu-2026-27")};
        RoundPlan plan{.by = by,
            .round = {},
            .name = QStringLiteral("Harbour round"),
            .day = m_today,
            .leavesAt = QTime(9, 0),
            .team = {m_practice->bronwen},
            .programmes = {QStringLiteral("flu-2026-27")},
            .visits
            = {{m_mabel, patient(fixture, "9990123454"), flu, QTime(9, 15), QTime(9, 45), {}},
                {m_arthur, patient(fixture, "9990000018"), flu, QTime(9, 15), QTime(9, 45), {}},
                {m_olive, patient(fixture, "9990000026"), flu, QTime(10, 0), QTime(10, 30), {}}},
            .device = m_practice->tablet};
        auto planned = roundAct(mint, scopes, plan);
        QVERIFY2(planned, planned ? "" : planned.error().detail.constData());
        m_round = planned->round;
        save(fixture, std::move(planned->act));
        auto load = loadBoxAct(mint,
            {.by = by,
                .box = {},
                .round = m_round,
                .name = QStringLiteral("box 2"),
                .contents
                = {{m_practice->batch, QStringLiteral("flu-2026-27"), QStringLiteral("ativ"),
                    QStringLiteral("aTIV (Seqirus)"), QStringLiteral("37547211000001103"),
                    QStringLiteral("FX7K231"), QDate(2027, 5, 31), 4}}});
        QVERIFY2(load, load ? "" : load.error().detail.constData());
        const BoxId box = load->box;
        save(fixture, std::move(load->act));
        saveMabel(fixture, by, box);
        save(fixture,
            visitAct(mint,
                {.by = by,
                    .patient = patient(fixture, "9990000018").patient,
                    .visit = m_arthur,
                    .round = m_round,
                    .notGiven = {{.programme = QStringLiteral("flu-2026-27"),
                        .reason = domain::NotGivenReason::Refused}},
                    .outcome = VisitOutcome{.outcome = domain::Outcome::Refused,
                        .reason = QStringLiteral("worried-about-effects")}}));
    }
    void saveMabel(DeskFixture& fixture, const ActBy& by, BoxId box)
    {
        GivenDose dose{.programme = QStringLiteral("flu-2026-27"),
            .product = QStringLiteral("ativ"),
            .productName = QStringLiteral("aTIV (Seqirus)"),
            .productCode = QStringLiteral("37547211000001103"),
            .box = box,
            .batch = m_practice->batch,
            .batchNumber = QStringLiteral("FX7K231"),
            .expires = QDate(2027, 5, 31),
            .doseMicrolitres = 500,
            .site = QStringLiteral("left-upper-arm"),
            .route = QStringLiteral("im"),
            .authority = m_practice->pgd,
            .authorityKind = domain::AuthorityKind::Pgd,
            .asked = {{QStringLiteral("unwell"), domain::Answer::No, {}}},
            .consent = GivenConsent{domain::ConsentBy::Patient, {}, {}},
            .identityCheckedBy = QStringLiteral("patient")};
        ObservationSet pressure;
        pressure.values
            = {{.kind = clinical::ObservationKind::Systolic, .value = clinical::Decimal{142, 0}},
                {.kind = clinical::ObservationKind::Diastolic, .value = clinical::Decimal{88, 0}}};
        save(fixture,
            visitAct(fixture.session->mint(),
                {.by = by,
                    .patient = patient(fixture, "9990123454").patient,
                    .visit = m_mabel,
                    .round = m_round,
                    .doses = {dose},
                    .observations = pressure,
                    .note = QStringLiteral("Daughter was there."),
                    .outcome = VisitOutcome{.outcome = domain::Outcome::Given}}));
    }
    std::vector<domain::ExportRow> exportsOf(DeskFixture& fixture)
    {
        return fixture.readNow<std::vector<domain::ExportRow>>(
            [](store::Connection& c) { return store::DeskStore(c).exports(); });
    }

private Q_SLOTS:
    void initTestCase()
    {
        const int font = QFontDatabase::addApplicationFont(
            QStringLiteral(DOORSTEP_SOURCE_DIR "/qml/Style/fonts/NotoSans-Regular.ttf"));
        QVERIFY(font >= 0);
        QVERIFY(QFontDatabase::addApplicationFont(
                    QStringLiteral(DOORSTEP_SOURCE_DIR "/qml/Style/fonts/NotoSans-Bold.ttf"))
            >= 0);
        m_practice = std::make_unique<test::DeskPractice>();
        QVERIFY(m_practice->made);
    }

    void outcomes_sayHowEachVisitEnded()
    {
        DeskFixture fixture(*m_practice);
        QVERIFY(fixture.enterSection(QStringLiteral("outcomes")));
        auto* outcomes = fixture.desk()->outcomes();
        QVERIFY(!outcomes->hasRounds());
        QCOMPARE(outcomes->sheetText(), QStringLiteral("Choose a round"));
        walkARound(fixture);
        QVERIFY(outcomes->hasRounds());
        QCOMPARE(outcomes->roundName(), QStringLiteral("Harbour round"));
        QCOMPARE(outcomes->sumText(), QStringLiteral("3 visits: 1 done, 1 not given, 1 not ended"));
        QCOMPARE(
            roleOf(outcomes->rows(), 0, "name").toString(), QStringLiteral("Mabel Thistlewood"));
        QCOMPARE(roleOf(outcomes->rows(), 0, "tone").toString(), QStringLiteral("ok"));
        QVERIFY(!roleOf(outcomes->rows(), 2, "ended").toBool());
        outcomes->toggleOnlyNotGiven();
        QVERIFY(fixture.settled());
        QCOMPARE(outcomes->count(), 1);
        QCOMPARE(roleOf(outcomes->rows(), 0, "detail").toString(),
            QStringLiteral("Worried about side effects"));
        QCOMPARE(outcomes->sumText(), // the sum is of the round, whatever is shown
            QStringLiteral("3 visits: 1 done, 1 not given, 1 not ended"));
    }

    void visitSheet_isWrittenAndRecorded()
    {
        DeskFixture fixture(*m_practice);
        QTemporaryDir folder;
        QVERIFY(fixture.enterSection(QStringLiteral("outcomes")));
        walkARound(fixture);
        auto* outcomes = fixture.desk()->outcomes();
        outcomes->saveVisitSheet(hexOf(m_mabel));
        QCOMPARE(outcomes->folderError(), QStringLiteral("Enter the folder that sheets go to."));
        outcomes->editFolder(folder.path());
        QCOMPARE(outcomes->folderError(), QString());
        outcomes->saveVisitSheet(hexOf(m_mabel));
        QTRY_VERIFY_WITH_TIMEOUT(!outcomes->sheetDone().isEmpty(), 20'000);
        const QStringList files = QDir(folder.path()).entryList(QDir::Files);
        QCOMPARE(files.size(), 1);
        QVERIFY2(
            files.front().startsWith(QStringLiteral("visit-20261124-")), qPrintable(files.front()));
        const QString text = textOf(folder.filePath(files.front()));
        for (const char* wanted : {"THISTLEWOOD, Mabel", "999 012 3454", "FX7K231", "Left arm",
                 "PGD flu, version 3.1", "142/88 mmHg", "penicillin", "Daughter was there.",
                 "Bronwen Achebe", "Harbour round", "Willow Lane Surgery"})
            QVERIFY2(text.contains(QString::fromLatin1(wanted)),
                qPrintable(QString::fromLatin1(wanted) + QLatin1Char('\n') + text));
        const auto exports = exportsOf(fixture);
        QCOMPARE(exports.size(), std::size_t{1});
        QCOMPARE(exports.front().format, domain::ExportFormat::Pdf);
        QCOMPARE(exports.front().purpose, QStringLiteral("paper"));
        QVERIFY(exports.front().entryCount >= 4);
    }

    void roundSheet_hasStopsAndBatches()
    {
        DeskFixture fixture(*m_practice);
        QTemporaryDir folder;
        QVERIFY(fixture.enterSection(QStringLiteral("outcomes")));
        walkARound(fixture);
        auto* outcomes = fixture.desk()->outcomes();
        outcomes->chooseFolder(QUrl::fromLocalFile(folder.path()));
        QCOMPARE(outcomes->sheetText(), QStringLiteral("Save the round sheet as PDF"));
        outcomes->saveRoundSheet();
        QTRY_VERIFY_WITH_TIMEOUT(!outcomes->sheetDone().isEmpty(), 20'000);
        const QStringList files = QDir(folder.path()).entryList(QDir::Files);
        QCOMPARE(files.size(), 1);
        const QString text = textOf(folder.filePath(files.front()));
        for (const char* wanted : {"Harbour round", "Mabel Thistlewood", "Arthur Thistlewood",
                 "Olive Bracken", "Not ended", "Refused", "FX7K231"})
            QVERIFY2(text.contains(QString::fromLatin1(wanted)),
                qPrintable(QString::fromLatin1(wanted) + QLatin1Char('\n') + text));
    }

    void sheet_noSuchFolder_saysSoAndRecordsNothing()
    {
        DeskFixture fixture(*m_practice);
        QVERIFY(fixture.enterSection(QStringLiteral("outcomes")));
        walkARound(fixture);
        auto* outcomes = fixture.desk()->outcomes();
        outcomes->editFolder(QStringLiteral("/no/such/folder"));
        outcomes->saveRoundSheet();
        QTRY_COMPARE_WITH_TIMEOUT(outcomes->folderError(),
            QStringLiteral(
                "There is no folder /no/such/folder. Nothing was written. Enter another."),
            20'000);
        QVERIFY(exportsOf(fixture).empty());
        outcomes->editFolder(QStringLiteral("/proc"));
        outcomes->saveRoundSheet();
        QTRY_COMPARE_WITH_TIMEOUT(outcomes->folderError(),
            QStringLiteral("/proc cannot be written to. Enter another folder."), 20'000);
        QVERIFY(exportsOf(fixture).empty());
    }

    void export_writesEveryFileAndKeepsTheHistory()
    {
        DeskFixture fixture(*m_practice);
        QTemporaryDir folder;
        QVERIFY(fixture.enterSection(QStringLiteral("export")));
        auto* exports = fixture.desk()->exports();
        QCOMPARE(exports->exportText(), QStringLiteral("Enter a folder to export"));
        exports->exportNow();
        QCOMPARE(exports->folderError(), QStringLiteral("Enter the folder that the files go to."));
        exports->editFolder(folder.path());
        exports->exportNow();
        QTRY_COMPARE_WITH_TIMEOUT(exports->error(),
            QStringLiteral("No visit ended in those days. Choose other days."), 20'000);
        QVERIFY(QDir(folder.path()).isEmpty());
        walkARound(fixture);
        exports->choosePreset(QStringLiteral("week"));
        QCOMPARE(exports->error(), QString());
        QCOMPARE(exports->exportText(), QStringLiteral("Export 18 Nov 2026 to 24 Nov 2026"));
        exports->exportNow();
        QTRY_COMPARE_WITH_TIMEOUT(exports->files().size(), 5, 20'000);
        QCOMPARE(exports->doneText(),
            QStringLiteral("2 visits exported. The files are not encrypted: keep them safe."));
        const QStringList written = QDir(folder.path()).entryList(QDir::Files);
        QCOMPARE(written.size(), 5);
        for (const QString& name : exports->files()) {
            QVERIFY(written.contains(name));
            QVERIFY(QFileInfo(folder.filePath(name)).size() > 0);
            QVERIFY2(!name.contains(QStringLiteral("Thistlewood"), Qt::CaseInsensitive),
                qPrintable(name));
        }
        QFile systmOne(folder.filePath(exports->files().front()));
        QVERIFY(systmOne.open(QIODevice::ReadOnly));
        QVERIFY(systmOne.readAll().contains("FX7K231"));
        QTRY_COMPARE_WITH_TIMEOUT(exports->historyCount(), 5, 20'000);
        QCOMPARE(exportsOf(fixture).size(), std::size_t{5});
    }

    void export_locked_forgetsWhatItSaid()
    {
        DeskFixture fixture(*m_practice);
        QTemporaryDir folder;
        QVERIFY(fixture.enterSection(QStringLiteral("export")));
        walkARound(fixture);
        auto* exports = fixture.desk()->exports();
        exports->editFolder(folder.path());
        exports->exportNow();
        QTRY_VERIFY_WITH_TIMEOUT(!exports->doneText().isEmpty(), 20'000);
        fixture.session->lock();
        QTRY_COMPARE_WITH_TIMEOUT(exports->doneText(), QString(), 20'000);
        QCOMPARE(exports->historyCount(), 0);
    }
};

QTEST_MAIN(TestDeskPaper)
#include "tst_desk_paper.moc"

#include "app/runtime/export_act.h"
#include "app/runtime/visit_act.h"
#include "core/ledger/kinds/patient_kinds.h"
#include "core/store/desk_store.h"
#include "core/store/entry_store.h"
#include "sync/client/practice_root.h"
#include "tests/store/store_fixture.h"
#include "tests/support/test_registry.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace doorstep;
using namespace Qt::StringLiterals;

namespace export_act_tests {

const app::PracticeScope Scopes{ScopeId({1}), ScopeId({2})};
const QDate Today(2026, 11, 24);
constexpr auto Flu = "flu-2026-27";

/// A desk's store after a round: Mabel vaccinated, Arthur not in, Olive's blood pressure taken, and
/// Kofi's visit not yet ended. The box and its batch are only named.
class DeskAfterARound {
public:
    DeskAfterARound()
        : store(m_fixture.openNew())
        , packs(*clinical::shippedProgrammePacks())
        , round(m_fixture.mint.next<RoundId>())
    {
        client::PracticeRoot root;
        root.scopes = {Scopes.practice, Scopes.desk, ScopeId({3})};
        made = store && store->putEpochKey(m_fixture.deskKey)
            && client::writePracticeRoot(store->connection(), root) && person() && authority()
            && patients() && plan() && vaccinated() && notIn() && measured();
    }

    [[nodiscard]] Result<app::ExportFiles> files(QDate first = Today, QDate last = Today)
    {
        return app::exportFiles(store->connection(), m_fixture.mint, packs, first, last);
    }
    [[nodiscard]] bool save(Result<ledger::Act> act)
    {
        if (!act)
            qWarning("act: %s", act.error().detail.constData());
        return act && store->save(*act).ok();
    }
    /// As if the practice had answered: it has every entry of this device.
    [[nodiscard]] bool acknowledgeAll()
    {
        const auto sent = store->outgoing(0, 1000, 1 << 24);
        return sent
            && store->acknowledge({.incarnation = sent->incarnation,
                .runs = {{sent->firstCtr, quint32(sent->entries.size()), 1}},
                .held = {},
                .safeSeq = 0});
    }
    [[nodiscard]] IdMint& mint() { return m_fixture.mint; }

private:
    [[nodiscard]] app::ActBy by() const { return {m_fixture.amina, m_fixture.clock.now(), Today}; }
    [[nodiscard]] bool person()
    {
        auto act = app::personAct(m_fixture.mint, Scopes,
            {.staff = m_fixture.amina,
                .name = u"Amina Testcase"_s,
                .role = domain::Role::Nurse,
                .profession = {},
                .registration = u"NMC 00A0000E"_s});
        return act && save(std::move(act->act));
    }
    [[nodiscard]] bool authority()
    {
        auto act = app::authorityAct(m_fixture.mint, Scopes,
            {.kind = domain::AuthorityKind::Pgd,
                .title = u"PGD flu"_s,
                .version = u"3.1"_s,
                .programme = QString::fromLatin1(Flu),
                .productCodes = {u"43207411000001105"_s},
                .validFrom = QDate(2026, 9, 1),
                .validTo = QDate(2027, 3, 31),
                .prescriber = {},
                .authorisedBy = u"Dr A. Testcase"_s,
                .patients = {},
                .documentHash = QByteArray(32, 'x')});
        if (act)
            m_pgd = act->authority;
        return act && save(std::move(act->act));
    }
    [[nodiscard]] bool patients()
    {
        const std::pair<const char16_t*, const char16_t*> people[] = {{u"Mabel", u"9990000018"},
            {u"Arthur", u"9990000026"}, {u"Olive", u"9990000034"}, {u"Kofi", u"9990000042"}};
        for (const auto& [given, number] : people) {
            const auto patient = m_fixture.mint.next<PatientId>();
            ledger::Act act(m_fixture.mint);
            act.add(patient.as<ScopeId>(), patient.as<AggregateId>(),
                ledger::PatientRecorded{.family = u"Thistlewood"_s,
                    .given = QString::fromUtf16(given),
                    .born = QDate(1942, 3, 14),
                    .gender = domain::Gender::Other,
                    .nhsNumber = QString::fromUtf16(number)});
            if (!save(std::move(act)))
                return false;
            m_visits.push_back({m_fixture.mint.next<VisitId>(), {}, {}, {}, {}, {}});
            m_visits.back().patient.patient = patient;
        }
        return true;
    }
    [[nodiscard]] bool plan()
    {
        app::RoundPlan plan{.by = by(),
            .round = round,
            .name = u"Harbour round"_s,
            .day = Today,
            .leavesAt = QTime(9, 0),
            .team = {m_fixture.amina},
            .programmes = {QString::fromLatin1(Flu)},
            .visits = m_visits,
            .device = m_fixture.device};
        auto act = app::roundAct(m_fixture.mint, Scopes, plan);
        return act && save(std::move(act->act));
    }
    [[nodiscard]] app::VisitSave visit(std::size_t door) const
    {
        app::VisitSave save;
        save.by = by();
        save.patient = m_visits[door].patient.patient;
        save.visit = m_visits[door].visit;
        save.round = round;
        return save;
    }
    [[nodiscard]] bool vaccinated()
    {
        auto act = visit(0);
        act.doses = {{.programme = QString::fromLatin1(Flu),
            .product = u"tivc"_s,
            .productName = u"TIVc (Seqirus)"_s,
            .productCode = u"43207411000001105"_s,
            .box = m_fixture.mint.next<BoxId>(),
            .batch = m_fixture.mint.next<BatchId>(),
            .batchNumber = u"FX7K231"_s,
            .expires = QDate(2027, 5, 31),
            .doseMicrolitres = 500,
            .site = u"left-upper-arm"_s,
            .route = u"im"_s,
            .authority = m_pgd,
            .authorityKind = domain::AuthorityKind::Pgd,
            .asked = {{u"unwell"_s, domain::Answer::No, {}}},
            .consent = app::GivenConsent{domain::ConsentBy::Patient, {}, {}},
            .identityCheckedBy = u"patient"_s}};
        act.outcome = app::VisitOutcome{.outcome = domain::Outcome::Given};
        return save(app::visitAct(m_fixture.mint, act));
    }
    [[nodiscard]] bool notIn()
    {
        auto act = visit(1);
        act.outcome = app::VisitOutcome{.outcome = domain::Outcome::NotIn, .cardLeft = true};
        return save(app::visitAct(m_fixture.mint, act));
    }
    [[nodiscard]] bool measured()
    {
        auto act = visit(2);
        app::ObservationSet set;
        set.values = {
            {.kind = clinical::ObservationKind::Systolic, .value = clinical::Decimal::whole(142)},
            {.kind = clinical::ObservationKind::Diastolic, .value = clinical::Decimal::whole(84)}};
        act.observations = set;
        act.outcome = app::VisitOutcome{.outcome = domain::Outcome::Seen};
        return save(app::visitAct(m_fixture.mint, act));
    }

    test::StoreFixture m_fixture{u"desk"_s};
    AuthorityId m_pgd;
    std::vector<app::PlannedVisit> m_visits;

public:
    std::unique_ptr<store::Store> store;
    std::vector<clinical::ProgrammePack> packs;
    RoundId round;
    bool made = false;
};

QStringList linesOf(const QByteArray& bytes)
{
    return QString::fromUtf8(bytes).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
}

QStringList namesIn(const QString& folder)
{
    return QDir(folder).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
}

} // namespace export_act_tests

using namespace export_act_tests;

/// From a finished round to files that a clinical system takes, and to the record that they left.
class TestExportAct : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_desk = std::make_unique<DeskAfterARound>();
        QVERIFY(m_desk->made);
    }
    void cleanup() { m_desk.reset(); }

    void finishedVisits_fourFiles_namedByDaysAlone()
    {
        const auto made = m_desk->files();
        QVERIFY(made);
        QCOMPARE(made->visits, 3);
        QStringList names;
        for (const auto& file : made->files)
            names.append(file.name);
        QCOMPARE(names,
            QStringList({u"systmone-vaccinations-20261124-20261124.csv"_s,
                u"visits-20261124-20261124.csv"_s, u"fhir-bundles-20261124-20261124.json"_s,
                u"fhir-immunizations-20261124-20261124.ndjson"_s}));
    }
    void systmOne_hasTheDoseGivenByUsAndNothingElse()
    {
        const auto rows = linesOf(m_desk->files()->files[0].bytes);
        QCOMPARE(rows.size(), 2);
        for (const auto& cell : {u"9990000018"_s, u"YcjYj"_s, u"24/11/2026"_s, u"FX7K231"_s,
                 u"31/05/2027"_s, u"Left deltoid"_s, u"Intramuscular"_s, u"PGD flu v3.1"_s,
                 u"Given by Amina Testcase"_s})
            QVERIFY2(rows[1].contains(cell), qPrintable(cell));
    }
    void visitsTable_hasARowForEverythingThatHappened_unfinishedVisitLeftOut()
    {
        const auto rows = linesOf(m_desk->files()->files[1].bytes);
        QCOMPARE(rows.size(), 1 + 3 + 2); // headings, visits, a dose and a pressure
        QCOMPARE(rows.filter(u"999 000 0018"_s).filter(u"given by us"_s).size(), 1);
        QCOMPARE(rows.filter(u"999 000 0018"_s).filter(u"PGD flu v3.1"_s).size(), 1);
        QCOMPARE(rows.filter(u"999 000 0026"_s).filter(u",visit,"_s).filter(u"not-in"_s).size(), 1);
        QCOMPARE(rows.filter(u"999 000 0034"_s).filter(u"142/84"_s).size(), 1);
        QVERIFY(rows.filter(u"999 000 0042"_s).isEmpty());
    }
    void fhir_hasABundleAVisit_andOneImmunizationForTheDose()
    {
        const auto made = m_desk->files();
        const auto bundles = QJsonDocument::fromJson(made->files[2].bytes).array();
        QCOMPARE(bundles.size(), 3);
        for (const auto& bundle : bundles)
            QCOMPARE(bundle[u"resourceType"].toString(), u"Bundle"_s);
        const auto lines = linesOf(made->files[3].bytes);
        QCOMPARE(lines.size(), 1);
        const auto immunization = QJsonDocument::fromJson(lines[0].toUtf8()).object();
        QCOMPARE(immunization[u"resourceType"].toString(), u"Immunization"_s);
        QCOMPARE(immunization[u"lotNumber"].toString(), u"FX7K231"_s);
    }
    void takenBackVisit_isNotExported()
    {
        const auto entries = store::EntryStore(m_desk->store->connection()).latest(100);
        std::vector<app::UndoneEntry> undone;
        for (const auto& row : *entries) {
            if (row.kind == "vaccinationRecorded" || row.kind == "outcomeRecorded")
                undone.push_back({row.id, row.aggregate, row.scope});
        }
        QVERIFY(m_desk->save(app::undoAct(m_desk->mint(), undone, u"wrong patient"_s)));
        const auto made = m_desk->files();
        QCOMPARE(made.error().code, ErrorCode::NotFound);
    }
    void otherDays_areNotFound()
    {
        QCOMPARE(
            m_desk->files(Today.addDays(1), Today.addDays(7)).error().code, ErrorCode::NotFound);
        QCOMPARE(
            m_desk->files(Today.addDays(-7), Today.addDays(-1)).error().code, ErrorCode::NotFound);
    }

    void savedAct_namesEveryFileAndEntry_receiptsSayExported()
    {
        auto made = m_desk->files();
        QVERIFY(made);
        QVERIFY(m_desk->save(std::move(made->act)));
        QVERIFY(m_desk->acknowledgeAll());
        auto& connection = m_desk->store->connection();
        store::DeskStore desk(connection);
        const auto exports = desk.exports();
        QCOMPARE(exports->size(), made->files.size());
        for (const auto& file : made->files) {
            const auto hash = crypto::hash({file.bytes}).toBytes();
            const auto row = std::find_if(exports->begin(), exports->end(),
                [&](const domain::ExportRow& each) { return each.fileHash == hash; });
            QVERIFY2(row != exports->end(), qPrintable(file.name));
            QVERIFY(row->format == file.format);
            QVERIFY(row->entryCount > 0);
            QCOMPARE(desk.exportedEntries(row->exportId)->size(), std::size_t(row->entryCount));
        }
        const auto entries = store::EntryStore(connection).latest(100);
        int told = 0;
        for (const auto& row : *entries) {
            if (row.kind != "vaccinationRecorded" && row.kind != "observationRecorded"
                && row.kind != "outcomeRecorded")
                continue;
            ++told;
            const auto receipt = store::EntryStore(connection).receipt(row.id);
            QVERIFY2(receipt && *receipt && (*receipt)->stage == store::Stage::Exported,
                row.kind.constData());
        }
        QCOMPARE(told, 5); // a dose, a pressure, three outcomes
    }

    void writtenFiles_areWhole_forThisUserAlone()
    {
        const auto made = m_desk->files();
        QTemporaryDir folder;
        const auto staged = app::StagedExport::write(folder.path(), made->files);
        QVERIFY(staged);
        QVERIFY((*staged)->publish());
        QCOMPARE(namesIn(folder.path()).size(), 4);
        for (const auto& each : made->files) {
            QFile file(folder.filePath(each.name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            QCOMPARE(file.readAll(), each.bytes);
            QVERIFY(!(file.permissions() & (QFileDevice::ReadGroup | QFileDevice::ReadOther)));
        }
    }
    /// An act that was not kept leaves no file that nothing tells of.
    void actThatFails_leavesNoFileAndTheEarlierExport()
    {
        const auto made = m_desk->files();
        QTemporaryDir folder;
        QFile earlier(folder.filePath(made->files[0].name));
        QVERIFY(earlier.open(QIODevice::WriteOnly) && earlier.write("earlier") == 7);
        earlier.close();
        {
            const auto staged = app::StagedExport::write(folder.path(), made->files);
            QVERIFY(staged);
            for (const auto& file : made->files) // the act is being written: none has its name yet
                QCOMPARE(
                    QFile::exists(folder.filePath(file.name)), file.name == made->files[0].name);
        } // it failed: nobody publishes
        QCOMPARE(namesIn(folder.path()), QStringList(made->files[0].name));
        QVERIFY(earlier.open(QIODevice::ReadOnly));
        QCOMPARE(earlier.readAll(), QByteArray("earlier"));
    }
    void nameTakenMeanwhile_publishesNone()
    {
        const auto made = m_desk->files();
        QTemporaryDir folder;
        const auto staged = app::StagedExport::write(folder.path(), made->files);
        QVERIFY(staged);
        QVERIFY(QDir(folder.path()).mkdir(made->files[2].name));
        QVERIFY(!(*staged)->publish());
        QCOMPARE(namesIn(folder.path()), QStringList(made->files[2].name));
    }
    void folderThatIsNotThere_isOneErrorAndNoFile()
    {
        const auto made = m_desk->files();
        QTemporaryDir folder;
        const auto written = app::StagedExport::write(folder.filePath(u"not there"_s), made->files);
        QCOMPARE(written.error().code, ErrorCode::InvalidInput);
        QVERIFY(!written.error().detail.contains(folder.path().toUtf8()));
        QVERIFY(namesIn(folder.path()).isEmpty());
    }
    void folderThatCannotBeWritten_isOneError()
    {
        const auto made = m_desk->files();
        const auto written = app::StagedExport::write(u"/proc"_s, made->files); // refuses root too
        QCOMPARE(written.error().code, ErrorCode::Io);
        QVERIFY(!written.error().permanent);
    }
    void oneNameTaken_nothingIsWritten_earlierExportStands()
    {
        const auto made = m_desk->files();
        QTemporaryDir folder;
        QFile earlier(folder.filePath(made->files[0].name));
        QVERIFY(earlier.open(QIODevice::WriteOnly) && earlier.write("earlier") == 7);
        earlier.close();
        QVERIFY(QDir(folder.path()).mkdir(made->files[2].name)); // a folder of that name
        const auto written = app::StagedExport::write(folder.path(), made->files);
        QCOMPARE(written.error().code, ErrorCode::Io);
        QCOMPARE(namesIn(folder.path()).size(), 2);
        QVERIFY(earlier.open(QIODevice::ReadOnly));
        QCOMPARE(earlier.readAll(), QByteArray("earlier"));
    }

private:
    std::unique_ptr<DeskAfterARound> m_desk;
};
DOORSTEP_TEST(TestExportAct);

#include "tst_export_act.moc"

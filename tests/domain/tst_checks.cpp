#include "core/domain/checks.h"

#include "core/domain/hold_rules.h"
#include "tests/support/test_registry.h"

using namespace doorstep;
using namespace doorstep::domain;

class TestChecks : public QObject {
    Q_OBJECT

    template <typename IdType> static IdType id(quint8 number)
    {
        return IdType(std::array<quint8, 16>{number});
    }
    const QString m_product = QStringLiteral("37547211000001103");
    const QDate m_day{2026, 11, 24};

    [[nodiscard]] VaccinationRow givenDose(quint8 number) const
    {
        VaccinationRow row;
        row.entry = id<EntryId>(number);
        row.patient = id<PatientId>(1);
        row.status = VaccinationStatus::Given;
        row.source = VaccinationSource::Ours;
        row.programme = QStringLiteral("flu-2026-27");
        row.productCode = m_product;
        row.batch = id<BatchId>(1);
        row.batchNumber = QStringLiteral("BX12");
        row.expires = QDate(2027, 2, 28);
        row.occurredOn = m_day;
        row.givenBy = id<StaffId>(1);
        row.authority = id<AuthorityId>(1);
        row.current = true;
        return row;
    }
    [[nodiscard]] AuthorityFile pgd() const
    {
        AuthorityFile file;
        file.authority.authority = id<AuthorityId>(1);
        file.authority.authorityKind = AuthorityKind::Pgd;
        file.authority.title = QStringLiteral("PGD flu");
        file.authority.version = QStringLiteral("2");
        file.authority.validFrom = QDate(2026, 9, 1);
        file.authority.validTo = QDate(2027, 3, 31);
        file.authority.productCodes = {m_product};
        file.authority.authorised = true;
        AuthoritySignatureRow signature;
        signature.staff = id<StaffId>(1);
        signature.version = file.authority.version;
        signature.signedOn = QDate(2026, 9, 2);
        signature.current = true;
        file.signatures.push_back(signature);
        return file;
    }
    [[nodiscard]] static PersonRow nurse()
    {
        PersonRow person;
        person.staff = id<StaffId>(1);
        person.profession = clinical::professionWord(clinical::Profession::Nurse);
        return person;
    }
    [[nodiscard]] DoseBeforeAct doseBefore() const
    {
        DoseBeforeAct dose;
        dose.intent.giver = id<StaffId>(1);
        dose.intent.profession = clinical::Profession::Nurse;
        dose.intent.patient = id<PatientId>(1);
        dose.intent.product = m_product;
        dose.intent.on = m_day;
        dose.batch.lot = QStringLiteral("BX12");
        dose.batch.product = m_product;
        dose.batch.on = m_day;
        dose.authorities = {pgd()};
        BoxContentRow content;
        content.batch = id<BatchId>(1);
        content.productCode = m_product;
        content.batchNumber = QStringLiteral("BX12");
        content.expires = QDate(2027, 2, 28);
        content.remaining = 3;
        dose.box = {toClinical(content, nullptr)};
        return dose;
    }
    [[nodiscard]] static QStringList wordsOf(const clinical::Stops& stops)
    {
        QStringList words;
        for (const auto& stop : stops)
            words.append(clinical::stopRuleWord(stop.rule));
        return words;
    }
    [[nodiscard]] static PatientIdentity patient(
        quint8 number, const char* family, const char* given, const char* nhsNumber)
    {
        PatientIdentity identity;
        identity.patient.patient = id<PatientId>(number);
        identity.patient.family = QString::fromUtf8(family);
        identity.patient.given = QString::fromUtf8(given);
        identity.patient.born = QDate(1938, 4, 2);
        identity.patient.nhsNumber = QString::fromLatin1(nhsNumber);
        identity.firstEntry = id<EntryId>(number);
        return identity;
    }

private Q_SLOTS:
    void beforeAct_allInOrder_noStop_namesAuthorityAndBatch()
    {
        const DoseVerdict verdict = checkBeforeAct(doseBefore());
        QVERIFY2(verdict.stops.empty(), qPrintable(wordsOf(verdict.stops).join(u' ')));
        QCOMPARE(verdict.authority, std::optional(id<AuthorityId>(1)));
        QCOMPARE(verdict.batch, std::optional(id<BatchId>(1)));
    }
    void beforeAct_eachWrong_isStopped_data()
    {
        QTest::addColumn<QString>("word");
        for (const char* word : {"authority-not-signed", "authority-expired", "authority-withdrawn",
                 "pgd-not-for-profession", "batch-quarantined", "batch-expired", "batch-none-left"})
            QTest::newRow(word) << QString::fromLatin1(word);
    }
    void beforeAct_eachWrong_isStopped()
    {
        QFETCH(QString, word);
        DoseBeforeAct dose = doseBefore();
        AuthorityFile& file = dose.authorities.front();
        if (word == QStringLiteral("authority-not-signed"))
            file.signatures.front().current = false; // of an earlier version
        if (word == QStringLiteral("authority-expired"))
            file.authority.validTo = m_day.addDays(-1);
        if (word == QStringLiteral("authority-withdrawn"))
            file.authority.authorised = false; // not signed by the organisation: not in force
        if (word == QStringLiteral("pgd-not-for-profession"))
            dose.intent.profession = clinical::Profession::HealthcareAssistant;
        if (word == QStringLiteral("batch-quarantined")) {
            BatchRow recalled;
            recalled.status = BatchStatus::Recalled;
            BoxContentRow content;
            content.batchNumber = QStringLiteral("BX12");
            content.productCode = m_product;
            content.expires = QDate(2027, 2, 28);
            content.remaining = 3;
            dose.box = {toClinical(content, &recalled)};
        }
        if (word == QStringLiteral("batch-expired"))
            dose.box.front().expiry = m_day.addDays(-1);
        if (word == QStringLiteral("batch-none-left"))
            dose.box.front().dosesLeft = 0;
        const DoseVerdict verdict = checkBeforeAct(dose);
        QVERIFY2(
            wordsOf(verdict.stops).contains(word), qPrintable(wordsOf(verdict.stops).join(u' ')));
        // A count can be wrong, so an empty box asks; everything else forbids.
        QCOMPARE(clinical::mayGoOn(verdict.stops), word == QStringLiteral("batch-none-left"));
    }
    void previousDoses_countGivenAndCurrent_ofTheProgrammeInAnySeason()
    {
        auto lastSeason = givenDose(1);
        lastSeason.programme = QStringLiteral("flu-2025-26");
        auto corrected = givenDose(2);
        corrected.current = false;
        auto notGiven = givenDose(3);
        notGiven.status = VaccinationStatus::NotGiven;
        auto other = givenDose(4);
        other.programme = QStringLiteral("fluid-balance-2026");
        const auto doses = previousDoses(
            {lastSeason, corrected, notGiven, other, givenDose(5)}, u"flu-2026-27", u"flu");
        QCOMPARE(doses.size(), std::size_t{2});
    }

    void uncovered_coveredDose_noFinding()
    {
        QVERIFY(findUncoveredDoses({givenDose(1)}, {pgd()}, {nurse()}).empty());
    }
    void uncovered_expiredAtTheAct_isFound_namesWhy()
    {
        AuthorityFile file = pgd();
        file.authority.validTo = m_day.addDays(-1);
        const auto findings = findUncoveredDoses({givenDose(1)}, {file}, {nurse()});
        QCOMPARE(findings.size(), std::size_t{1});
        QCOMPARE(findings[0].rule, hold_rules::AuthorityAtAct.toString());
        QCOMPARE(findings[0].detail, QStringLiteral("authority-expired"));
        QCOMPARE(findings[0].entries, QList{id<EntryId>(1)});
        QCOMPARE(findings[0].aggregate, id<AggregateId>(1));
    }
    void uncovered_noneNamed_isFound_unknownHere_isNot()
    {
        auto none = givenDose(1);
        none.authority = {};
        QCOMPARE(findUncoveredDoses({none}, {pgd()}, {nurse()}).size(), std::size_t{1});
        auto elsewhere = givenDose(2);
        elsewhere.authority = id<AuthorityId>(9);
        QVERIFY(findUncoveredDoses({elsewhere}, {pgd()}, {nurse()}).empty());
        auto read = none;
        read.source = VaccinationSource::Elsewhere;
        QVERIFY(findUncoveredDoses({read}, {pgd()}, {nurse()}).empty());
    }
    void badBatch_recalledAndExpired_areFound_lastDayIsNot()
    {
        BatchRow batch;
        batch.batch = id<BatchId>(1);
        batch.status = BatchStatus::Recalled;
        batch.expires = m_day.addDays(-1);
        const auto findings = findBadBatches({givenDose(1)}, {batch});
        QCOMPARE(findings.size(), std::size_t{2});
        batch.status = BatchStatus::Usable;
        batch.expires = m_day;
        QVERIFY(findBadBatches({givenDose(1)}, {batch}).empty());
        auto unknownBatch = givenDose(2);
        unknownBatch.batch = {};
        unknownBatch.expires = m_day.addDays(-1);
        QCOMPARE(findBadBatches({unknownBatch}, {}).size(), std::size_t{1});
    }
    void doseWithoutStock_isFound_correctionKeepsTheMovement()
    {
        StockMovementRow movement;
        movement.vaccination = id<EntryId>(1);
        movement.reason = StockReason::Given;
        movement.current = true;
        QVERIFY(findDosesWithoutStock({givenDose(1)}, {movement}).empty());
        auto correction = givenDose(2);
        correction.supersedes = id<EntryId>(1);
        QVERIFY(findDosesWithoutStock({correction}, {movement}).empty());
        QCOMPARE(findDosesWithoutStock({givenDose(3)}, {movement}).size(), std::size_t{1});
        movement.current = false;
        QCOMPARE(findDosesWithoutStock({givenDose(1)}, {movement}).size(), std::size_t{1});
    }

    void duplicates_table_data()
    {
        QTest::addColumn<QByteArray>("family");
        QTest::addColumn<QByteArray>("given");
        QTest::addColumn<QByteArray>("number");
        QTest::addColumn<bool>("found");
        QTest::newRow("same number, other spelling")
            << QByteArray("Testwel") << QByteArray("B") << QByteArray("9990000018") << true;
        QTest::newRow("same name and day")
            << QByteArray("TEST-WELL") << QByteArray("Maebel") << QByteArray() << true;
        QTest::newRow("other given name")
            << QByteArray("Testwell") << QByteArray("Norah") << QByteArray() << false;
        QTest::newRow("two numbers")
            << QByteArray("Testwell") << QByteArray("Mabel") << QByteArray("9990000026") << false;
    }
    void duplicates_table()
    {
        QFETCH(QByteArray, family);
        QFETCH(QByteArray, given);
        QFETCH(QByteArray, number);
        QFETCH(bool, found);
        const auto findings = findDuplicatePatients({patient(1, "Test Well", "Mabel", "9990000018"),
            patient(2, family.constData(), given.constData(), number.constData())});
        QCOMPARE(findings.size(), std::size_t(found ? 1 : 0));
    }
    void duplicates_linkedAlready_areNotFoundAgain_pairIsFoundOnce()
    {
        auto one = patient(1, "Testwell", "Mabel", "9990000018");
        auto two = patient(2, "Testwell", "Mabel", "9990000018");
        QCOMPARE(findDuplicatePatients({one, two}).size(), std::size_t{1});
        QCOMPARE(findDuplicatePatients({two, one}), findDuplicatePatients({one, two}));
        two.patient.linkedTo = one.patient.patient;
        QVERIFY(findDuplicatePatients({one, two}).empty());
    }
    void doublesAcross_sameDoseInTwoRecords_isFound_readBackIsNot()
    {
        auto theirs = givenDose(2);
        theirs.patient = id<PatientId>(2);
        theirs.occurredOn = m_day.addDays(-3);
        const auto found = findDoublesAcross({givenDose(1)}, {theirs});
        QCOMPARE(found.size(), std::size_t{1});
        QCOMPARE(found, findDoublesAcross({theirs}, {givenDose(1)}));
        QCOMPARE(found.front().rule, hold_rules::DoubleDose.toString());
        QCOMPARE(found.front().entries, (QList{id<EntryId>(1), id<EntryId>(2)}));
        theirs.source = VaccinationSource::Elsewhere;
        QCOMPARE(findDoublesAcross({givenDose(1)}, {theirs}).size(), std::size_t{1});
        theirs.occurredOn = m_day; // our own dose, as another system tells of it
        QVERIFY(findDoublesAcross({givenDose(1)}, {theirs}).empty());
        theirs.source = VaccinationSource::Ours;
        theirs.programme = QStringLiteral("covid-2026");
        QVERIFY(findDoublesAcross({givenDose(1)}, {theirs}).empty());
        theirs.programme = givenDose(1).programme;
        theirs.current = false;
        QVERIFY(findDoublesAcross({givenDose(1)}, {theirs}).empty());
    }
    void boxDifferences_namesOnlyWhatDoesNotBalance()
    {
        BoxContentRow balanced;
        BoxContentRow off;
        off.batchNumber = QStringLiteral("BX12");
        off.loaded = 10;
        off.givenDoses = 8;
        off.wasted = 1;
        off.remaining = 1;
        const auto differences = boxDifferences({balanced, off});
        QCOMPARE(differences.size(), std::size_t{1});
        QCOMPARE(differences[0].batchNumber, QStringLiteral("BX12"));
        QCOMPARE(differences[0].difference, 1);
    }
};
DOORSTEP_TEST(TestChecks);

#include "tst_checks.moc"

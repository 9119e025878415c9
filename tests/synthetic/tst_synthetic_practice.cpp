#include "core/clinical/json_value.h"
#include "core/synthetic/synthetic_practice.h"
#include "tests/support/test_registry.h"

using namespace doorstep;
using namespace doorstep::exchange;
using namespace doorstep::synthetic;
using namespace Qt::StringLiterals;

class TestSyntheticPractice : public QObject {
    Q_OBJECT
    static SyntheticOptions options(int patients, quint32 seed = 2026)
    {
        return {seed, patients, QDate(2026, 11, 24)};
    }
private Q_SLOTS:
    void fifteenThousand_areImportedWithoutAWarning()
    {
        const auto practice = makeSyntheticPractice(options(15'000));
        QCOMPARE(practice.patients.size(), std::size_t(15'000));
        PreviewOptions preview;
        preview.today = QDate(2026, 11, 24);
        const auto read = previewPatientList(syntheticCsv(practice), {}, preview);
        QCOMPARE(read.verdict, FileVerdict::Accept);
        QCOMPARE(read.accepted(), 15'000);
        QSet<QString> numbers;
        int housebound = 0;
        int learningDisability = 0;
        for (std::size_t i = 0; i < read.rows.size(); ++i) {
            const auto& row = read.rows[i];
            QVERIFY2(row.verdict == RowVerdict::Accept
                    || row.findings[0].reason == RowReason::SamePersonOtherNumber,
                qPrintable(rowReasonWord(
                    row.findings.empty() ? RowReason::None : row.findings[0].reason)));
            QVERIFY(row.patient.family.size() >= 8 && row.patient.given.size() >= 8);
            QVERIFY(row.patient.nhsNumber.digits().startsWith(u"999"));
            numbers.insert(row.patient.nhsNumber.digits());
            housebound += row.patient.registers.contains(u"housebound"_s) ? 1 : 0;
            learningDisability += row.patient.registers.contains(u"ld"_s) ? 1 : 0;
            const auto& made = practice.patients[i];
            QCOMPARE(row.patient.born, made.born);
            QCOMPARE(row.patient.adjustments, made.adjustments);
            QCOMPARE(row.patient.allergies, made.allergies);
            QCOMPARE(row.patient.riskGroups, made.riskGroups);
            QCOMPARE(row.patient.keyCode, made.keyCode);
            QCOMPARE(row.patient.mapX, made.mapX);
            QCOMPARE(row.patient.restricted, made.restricted);
            QCOMPARE(row.patient.lastFlu.has_value(), made.lastFlu.has_value());
        }
        QCOMPARE(numbers.size(), 15'000);
        qInfo("housebound %d, learning disability %d", housebound, learningDisability);
        QVERIFY(housebound >= 60 && housebound <= 450);
        QVERIFY(learningDisability >= 60 && learningDisability <= 300);
    }
    void sameSeed_sameBytes_otherSeed_otherPeople()
    {
        const auto csv = syntheticCsv(makeSyntheticPractice(options(300)));
        QCOMPARE(syntheticCsv(makeSyntheticPractice(options(300))), csv);
        QVERIFY(syntheticCsv(makeSyntheticPractice(options(300, 7))) != csv);
    }
    void homes_shareOneAddress_andTheirRegister()
    {
        const auto practice = makeSyntheticPractice(options(15'000));
        QVERIFY(practice.homes.size() >= 4);
        for (const auto& home : practice.homes) {
            int residents = 0;
            for (const auto& patient : practice.patients) {
                if (patient.addressLine != home.addressLine)
                    continue;
                ++residents;
                QCOMPARE(patient.postcode, home.postcode);
                QVERIFY(patient.registers.contains(u"care-home"_s));
                QCOMPARE(patient.registers.contains(u"ld"_s), home.forLearningDisability);
            }
            QVERIFY(residents >= 6);
        }
    }
    void json_holdsTheSamePeople()
    {
        const auto practice = makeSyntheticPractice(options(50));
        const auto document = clinical::readJson(syntheticJson(practice));
        QVERIFY(document);
        QCOMPARE((*document)[u"patients"].items().size(), std::size_t(50));
        QCOMPARE((*document)[u"patients"].at(3)[u"family"].text(), practice.patients[3].family);
    }
    void smallPractice_isExactlyAsLargeAsAsked()
    {
        for (const int patients : {0, 1, 7})
            QCOMPARE(makeSyntheticPractice(options(patients)).patients.size(),
                static_cast<std::size_t>(patients));
    }
};
DOORSTEP_TEST(TestSyntheticPractice);

#include "tst_synthetic_practice.moc"

#include "core/exchange/csv_writer.h"
#include "core/exchange/fhir_export.h"
#include "core/exchange/immunization_rules.h"
#include "core/exchange/visit_csv.h"
#include "tests/clinical/fixture_files.h"
#include "tests/support/test_registry.h"

#include <QUuid>

using namespace doorstep;
using namespace doorstep::exchange;
using clinical::JsonValue;
using namespace Qt::StringLiterals;

namespace export_tests {

Instant at(const char* utc)
{
    return {QDateTime::fromString(QString::fromLatin1(utc), Qt::ISODate).toMSecsSinceEpoch()};
}

QString uuid(int n)
{
    return u"00000000-0000-4000-8000-%1"_s.arg(n, 12, 10, QLatin1Char('0'));
}

const ExportingPractice Practice{
    u"Y99999"_s, u"Quillhaven Surgery"_s, u"https://quillhaven.example/vaccination"_s};

VaccinationExport fluDose()
{
    VaccinationExport dose;
    dose.id = uuid(10);
    dose.programme = u"Flu 2026/27"_s;
    dose.procedure = {u"985151000000100"_s,
        u"Administration of first inactivated seasonal influenza vaccination"_s};
    dose.targetDisease = {u"6142004"_s, u"Influenza"_s};
    dose.product = {u"43207411000001105"_s, u"TIVc (Seqirus)"_s};
    dose.systmOneCode = u"YcjYj"_s;
    dose.occurredAt = at("2026-10-24T09:15:00Z");
    dose.recordedAt = at("2026-10-24T09:16:02Z");
    dose.lot = u"FX7K198"_s;
    dose.expiry = QDate(2027, 1, 31);
    dose.manufacturer = u"Seqirus"_s;
    dose.site = {u"368208006"_s, u"Left upper arm structure"_s};
    dose.systmOneSite = u"Left deltoid"_s;
    dose.route = {u"78421000"_s, u"Intramuscular"_s};
    dose.systmOneMethod = u"Intramuscular"_s;
    dose.dose = clinical::Decimal{5, 1};
    dose.reason = {u"78648007"_s, u"At risk for infection"_s};
    dose.authority = u"PGD flu v3.1"_s;
    return dose;
}

VisitExport visit()
{
    VisitExport result;
    result.id = uuid(1);
    result.patient.id = uuid(2);
    result.patient.nhsNumber = *clinical::NhsNumber::parse(u"9990000018").number;
    result.patient.family = u"Quibbleworth"_s;
    result.patient.given = {u"Bellanora"_s, u"Corda"_s};
    result.patient.gender = clinical::Gender::Female;
    result.patient.born = QDate(1941, 3, 12);
    result.patient.addressLine = u"1 Mill Lane"_s;
    result.patient.town = u"Quillhaven"_s;
    result.patient.postcode = u"ZZ1 1AA"_s;
    result.staff = {uuid(3), u"Thimblethorpe"_s, u"Ottolbert"_s};
    result.startedAt = at("2026-10-24T09:10:00Z");
    result.endedAt = at("2026-10-24T09:40:00Z");
    result.place = u"Patient's home"_s;
    result.outcome = u"given"_s;
    result.vaccinations = {fluDose()};
    result.bloodPressures = {{uuid(20), 138, 82, at("2026-10-24T09:20:00Z")}};
    const auto observe = [&](int n, clinical::ObservationKind kind, clinical::Decimal value) {
        result.observations.push_back({uuid(n), kind, value, at("2026-10-24T09:21:00Z")});
    };
    observe(21, clinical::ObservationKind::Pulse, clinical::Decimal::whole(72));
    observe(22, clinical::ObservationKind::Temperature, clinical::Decimal::tenths(370));
    observe(23, clinical::ObservationKind::RespiratoryRate, clinical::Decimal::whole(21));
    observe(24, clinical::ObservationKind::OxygenSaturation, clinical::Decimal::whole(98));
    News2Export news2;
    news2.id = uuid(30);
    news2.reading = {21, 98, clinical::Spo2Scale::One, false, 138, 72, clinical::Acvpu::Alert, 370};
    news2.at = at("2026-10-24T09:22:00Z");
    news2.derivedFrom = {uuid(20), uuid(21), uuid(22), uuid(23), uuid(24)};
    news2.airOrOxygenId = uuid(31);
    news2.consciousnessId = uuid(32);
    result.news2 = {news2};
    result.followUps
        = {{uuid(40), u"Ring about the next visit"_s, QDate(2026, 11, 2), u"Coordinator"_s, false}};
    return result;
}

/// Every reference of a document, wherever it stands.
void collect(const JsonValue& value, QStringList& references)
{
    for (const auto& item : value.items())
        collect(item, references);
    for (const auto& member : value.members()) {
        if (member.key == u"reference")
            references.append(member.value.text());
        collect(member.value, references);
    }
}

const JsonValue& resourceOf(const JsonValue& bundle, const QString& id)
{
    static const JsonValue none;
    for (const auto& entry : bundle[u"entry"].items()) {
        if (entry[u"resource"][u"id"].text() == id)
            return entry[u"resource"];
    }
    return none;
}

QStringList lines(const QByteArray& csv)
{
    return QString::fromUtf8(csv).split(u"\r\n"_s, Qt::SkipEmptyParts);
}

} // namespace export_tests

using namespace export_tests;

class TestExport : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void bundle_everyReference_resolvesInside()
    {
        const auto bundle = visitBundle(visit(), Practice);
        QStringList urls;
        QStringList references;
        for (const auto& entry : bundle[u"entry"].items()) {
            urls.append(entry[u"fullUrl"].text());
            collect(entry[u"resource"], references);
            QVERIFY(!QUuid(entry[u"resource"][u"id"].text()).isNull());
        }
        QVERIFY(references.size() > 20);
        for (const auto& reference : references)
            QVERIFY2(urls.contains(reference), qPrintable(reference));
        QCOMPARE(QSet<QString>(urls.begin(), urls.end()).size(), urls.size());
    }
    void bundle_isReadBackAsWritten()
    {
        const auto bundle = visitBundle(visit(), Practice);
        const auto again = clinical::readJson(bundle.toJson());
        QVERIFY(again);
        QVERIFY(*again == bundle);
        QCOMPARE(visitBundle(visit(), Practice).toJson(), bundle.toJson());
    }
    void bundle_bloodPressure_isOnePanel()
    {
        const auto bundle = visitBundle(visit(), Practice);
        const auto& panel = resourceOf(bundle, uuid(20));
        QCOMPARE(panel[u"code"][u"coding"].at(0)[u"code"].text(), u"75367002"_s);
        QCOMPARE(panel[u"code"][u"coding"].at(1)[u"code"].text(), u"85354-9"_s);
        QCOMPARE(panel[u"component"].items().size(), std::size_t(2));
        const auto& systolic = panel[u"component"].at(0);
        QCOMPARE(systolic[u"valueQuantity"][u"value"].text(), u"138"_s);
        QCOMPARE(systolic[u"valueQuantity"][u"code"].text(), u"mm[Hg]"_s);
        QVERIFY(panel[u"valueQuantity"].isNull());
    }
    void bundle_news2_namesItsSevenSources()
    {
        const auto bundle = visitBundle(visit(), Practice);
        const auto& score = resourceOf(bundle, uuid(30));
        QCOMPARE(score[u"valueQuantity"][u"value"].text(), u"2"_s);
        QCOMPARE(score[u"derivedFrom"].items().size(), std::size_t(7));
        QCOMPARE(score[u"component"].items().size(), std::size_t(7));
        QCOMPARE(score[u"component"].at(0)[u"valueQuantity"][u"value"].text(), u"2"_s);
        QCOMPARE(
            resourceOf(bundle, uuid(31))[u"valueCodeableConcept"][u"coding"].at(0)[u"code"].text(),
            u"722742002"_s);
        QCOMPARE(resourceOf(bundle, uuid(22))[u"valueQuantity"][u"value"].text(), u"37.0"_s);
    }
    void bundle_incompleteNews2_exportsNoScore()
    {
        auto incomplete = visit();
        incomplete.news2[0].reading.pulsePerMinute.reset();
        const auto bundle = visitBundle(incomplete, Practice);
        QVERIFY(resourceOf(bundle, uuid(30)).isNull());
    }
    void bundle_refusal_isNotDoneWithItsReason()
    {
        auto refused = visit();
        auto& dose = refused.vaccinations[0];
        dose.source = DoseSource::NotGiven;
        dose.procedure = {u"822931000000100"_s, u"Seasonal influenza vaccination declined"_s};
        const auto bundle = visitBundle(refused, Practice);
        const auto& immunization = resourceOf(bundle, uuid(10));
        QCOMPARE(immunization[u"status"].text(), u"not-done"_s);
        QCOMPARE(
            immunization[u"statusReason"][u"coding"].at(0)[u"code"].text(), u"822931000000100"_s);
        QVERIFY(immunization[u"extension"].isNull());
        QVERIFY(!nhsImmunization(refused, dose, Practice));
    }
    void bundle_givenElsewhere_isNeverOurs()
    {
        auto elsewhere = visit();
        elsewhere.vaccinations[0].source = DoseSource::GivenElsewhere;
        elsewhere.vaccinations[0].placeElsewhere = u"Quay Pharmacy"_s;
        const auto bundle = visitBundle(elsewhere, Practice);
        const auto& immunization = resourceOf(bundle, uuid(10));
        QVERIFY(!immunization[u"primarySource"].toBool());
        QCOMPARE(immunization[u"reportOrigin"][u"text"].text(), u"Quay Pharmacy"_s);
        QVERIFY(immunization[u"performer"].isNull());
        QVERIFY(!nhsImmunization(elsewhere, elsewhere.vaccinations[0], Practice));
        QCOMPARE(systmOneRowCount(std::vector{elsewhere}), 0);
        QVERIFY(visitsCsv(std::vector{elsewhere}, Practice).contains("given elsewhere"));
    }
    void nhsImmunization_passesTheServicesOwnRules()
    {
        const Instant now = at("2026-11-24T09:00:00Z");
        auto one = visit();
        auto check = [&] {
            const auto resource = nhsImmunization(one, one.vaccinations[0], Practice);
            const auto verdict = judgeImmunization(*resource, now);
            QVERIFY2(verdict.accepted, qPrintable(verdict.reason));
        };
        check();
        one.patient.family = QString(60, u'A'); // the service clips at 35
        one.patient.given = {u"A"_s, u"B"_s, u"C"_s, u"D"_s, u"E"_s, u"F"_s};
        check();
        one.patient.nhsNumber = {};
        one.staff.family.clear();
        check();
        one.vaccinations[0].product = {};
        one.patient.postcode.clear();
        check();
    }
    void nhsImmunization_restrictedPatient_hasNoAddress()
    {
        auto restricted = visit();
        restricted.patient.restricted = true;
        const auto resource = nhsImmunization(restricted, restricted.vaccinations[0], Practice);
        QVERIFY(!resource->toJson().contains("ZZ1 1AA"));
        QVERIFY(!visitBundle(restricted, Practice).toJson().contains("Mill Lane"));
        QVERIFY(!systmOneCsv(std::vector{restricted}, Practice).contains("Mill Lane"));
        QVERIFY(!visitsCsv(std::vector{restricted}, Practice).contains("ZZ1 1AA"));
    }
    void ukDateTime_hasOffset_neverZ()
    {
        QCOMPARE(ukDateTime(at("2026-10-24T09:15:00Z")), u"2026-10-24T10:15:00.000+01:00"_s);
        QCOMPARE(ukDateTime(at("2026-10-25T00:59:59Z")), u"2026-10-25T01:59:59.000+01:00"_s);
        QCOMPARE(ukDateTime(at("2026-10-25T01:00:00Z")), u"2026-10-25T01:00:00.000+00:00"_s);
    }
    void systmOne_layout_isExact()
    {
        const auto rows = lines(systmOneCsv(std::vector{visit()}, Practice));
        QCOMPARE(rows.size(), 2);
        QCOMPARE(rows[0],
            u"Practice code,NHS number,Surname,Middle name,Forename,Gender,Date of Birth,House "
            u"name,House number and "
            "road,Town,Postcode,Vaccination,Part,Admin date,Batch number,Expiry date,Dose,Reason,Site,Method,Notes"_s);
        QCOMPARE(rows[1],
            u"Y99999,9990000018,Quibbleworth,Corda,Bellanora,F,12/03/1941,,1 Mill "
            u"Lane,Quillhaven,ZZ1 1AA,YcjYj,1,"
            "24/10/2026,FX7K198,31/01/2027,0.5 ml,Routine,Left deltoid,Intramuscular,\"PGD flu "
            "v3.1; Given by "
            "Ottolbert Thimblethorpe\""_s);
        QCOMPARE(systmOneRowCount(std::vector{visit(), visit()}), 2);
    }
    void visitsCsv_hasARowForEachRecord()
    {
        const auto rows = lines(visitsCsv(std::vector{visit()}, Practice));
        // header, visit, dose, blood pressure, 4 observations, score, follow-up
        QCOMPARE(rows.size(), 10);
        QVERIFY(rows[3].contains(u"138/82"));
        QVERIFY(rows[2].contains(u",10:15,")); // local time in summer
        QVERIFY(rows[1].contains(u"999 000 0018"));
    }
    void formulas_areNeutralised_numbersAreNot()
    {
        for (const auto* bad :
            {u"=1+1", u"+cmd", u"-x", u"@SUM(A1)", u"\t=1", u" =1", u"＝1", u"\r=1"})
            QVERIFY(neutralised(QString::fromUtf16(bad)).startsWith(u'\''));
        for (const auto* good : {u"-0.5", u"12", u"Quibbleworth", u"a=b", u""})
            QCOMPARE(neutralised(QString::fromUtf16(good)), QString::fromUtf16(good));
        CsvWriter writer;
        writer.row({u"a\"b"_s, u"c,d"_s, u"e\nf"_s, u"=g"_s, u""_s});
        QCOMPARE(writer.bytes(), QByteArray("\"a\"\"b\",\"c,d\",\"e\nf\",'=g,\r\n"));
    }
    void hostileNames_surviveEveryExport()
    {
        auto hostile = visit();
        hostile.patient.family = u"=HYPERLINK(\"x\"),\n<b>\"\\ 𝄞"_s;
        const auto document = clinical::readJson(visitBundle(hostile, Practice).toJson());
        QVERIFY(document);
        QCOMPARE(resourceOf(*document, uuid(2))[u"name"].at(0)[u"family"].text(),
            hostile.patient.family);
        QVERIFY(systmOneCsv(std::vector{hostile}, Practice).contains("\"'=HYPERLINK(\"\"x\"\")"));
    }
};
DOORSTEP_TEST(TestExport);

#include "tst_export.moc"

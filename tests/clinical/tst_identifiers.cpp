#include "core/clinical/gs1.h"
#include "core/clinical/nhs_number.h"
#include "core/clinical/person.h"
#include "core/clinical/sct_id.h"
#include "tests/clinical/fixture_files.h"
#include "tests/support/test_registry.h"

#include <QRandomGenerator>

using namespace doorstep;
using namespace doorstep::clinical;
using namespace Qt::StringLiterals;

class TestIdentifiers : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void nhsNumber_everyVector_agrees()
    {
        const auto rows = test::fixtureRows(u"vectors/nhs-number.csv"_s);
        QVERIFY(rows.size() >= 30);
        for (const auto& row : rows) {
            const auto reading = NhsNumber::parse(row[u"input"_s]);
            const bool valid = row[u"valid"_s].startsWith(u"true");
            QVERIFY2(reading.number.has_value() == valid, qPrintable(row[u"input"_s]));
            QVERIFY2(reading.fault.has_value() != valid, qPrintable(row[u"input"_s]));
            if (valid)
                QCOMPARE(reading.number->digits(), row[u"normalised"_s]);
        }
    }
    void nhsNumber_faults_areNamed()
    {
        const auto faultOf = [](QStringView text) { return NhsNumber::parse(text).fault; };
        QCOMPARE(faultOf(u"  "), NhsNumberFault::Missing);
        QCOMPARE(faultOf(u"9.99E+09"), NhsNumberFault::SpreadsheetDamage);
        QCOMPARE(faultOf(u"9990000018.0"), NhsNumberFault::SpreadsheetDamage);
        QCOMPARE(faultOf(u"999000001"), NhsNumberFault::NotTenDigits);
        QCOMPARE(faultOf(u"999000001O"), NhsNumberFault::NotTenDigits);
        QCOMPARE(faultOf(u"9990000019"), NhsNumberFault::CheckDigit);
        QCOMPARE(faultOf(u"٩٩٩٠٠٠٠٠١٨"), NhsNumberFault::ForeignDigits);
        QCOMPARE(faultOf(u"９９９００００018"), NhsNumberFault::ForeignDigits);
        QCOMPARE(faultOf(u"\U0001D7D7990000018"), NhsNumberFault::ForeignDigits);
    }
    void nhsNumber_display_isThreeThreeFour()
    {
        QCOMPARE(NhsNumber::parse(u"999-000-0018").number->display(), u"999 000 0018"_s);
        QCOMPARE(NhsNumber().display(), QString());
    }
    void nhsNumber_notes_warnAndNeverRefuse()
    {
        const auto noteOf = [](QStringView text) { return NhsNumber::parse(text).number->note(); };
        QCOMPARE(noteOf(u"9990000018"), NhsNumberNote::TestRange);
        QCOMPARE(noteOf(u"0000000000"), NhsNumberNote::AllDigitsEqual);
        QCOMPARE(noteOf(u"6666666666"), NhsNumberNote::AllDigitsEqual);
        QCOMPARE(noteOf(u"9434765919"), NhsNumberNote::OutsideIssuedRanges);
    }
    void nhsNumber_oneDigitChanged_neverPasses()
    {
        QRandomGenerator random(2026);
        int tried = 0;
        while (tried < 300) {
            QString nine = u"999"_s;
            while (nine.size() < 9)
                nine += QChar(u'0' + static_cast<char16_t>(random.bounded(10)));
            const auto check = nhsCheckDigit(nine);
            if (!check)
                continue;
            ++tried;
            QString number = nine + QString::number(*check);
            QVERIFY(NhsNumber::parse(number).number.has_value());
            const auto at = random.bounded(10);
            number[at] = QChar(u'0'
                + static_cast<char16_t>((number[at].digitValue() + 1 + random.bounded(9)) % 10));
            QVERIFY2(!NhsNumber::parse(number).number, qPrintable(number));
        }
    }

    void sctId_everyVector_agrees()
    {
        const auto rows = test::fixtureRows(u"vectors/snomed-sctid.csv"_s);
        QVERIFY(rows.size() >= 20);
        for (const auto& row : rows)
            QVERIFY2(isConceptId(row[u"input"_s]) == (row[u"valid_concept_id"_s] == u"true"),
                qPrintable(row[u"input"_s]));
    }
    void sctId_everySourcedCode_isAConcept()
    {
        const auto rows = test::fixtureRows(u"vectors/snomed-codes.csv"_s);
        QVERIFY(rows.size() >= 100);
        for (const auto& row : rows)
            QVERIFY2(isConceptId(row[u"code"_s]), qPrintable(row[u"code"_s]));
    }
    void sctId_descriptionId_isNoConcept()
    {
        const auto id = SctId::parse(u"2622896019");
        QVERIFY(id);
        QCOMPARE(id->kind(), SctKind::Description);
        QVERIFY(!isConceptId(u"2622896019"));
        QVERIFY(SctId::parse(u"822851000000102")->isLongForm());
        QVERIFY(!SctId::parse(u"6142004")->isLongForm());
    }
    void sctId_foreignDigits_areRefused() { QVERIFY(!SctId::parse(u"٦١٤٢٠٠٤")); }

    void gs1_everyVector_agrees()
    {
        const auto vectors = test::fixtureJson(u"vectors/gs1.json"_s);
        const auto& cases = vectors[u"cases"].items();
        QVERIFY(cases.size() >= 29);
        for (const auto& one : cases) {
            const QByteArray name = one[u"name"].text().toUtf8();
            const QByteArray scan = one[u"scan"].text().toUtf8().replace("{GS}", "\x1D");
            const auto read = readGs1(scan, QDate(2026, 11, 24));
            QVERIFY2(
                (read.verdict == Gs1Verdict::Accept) == (one[u"oracle"].text() == u"accept"), name);
            QVERIFY2(read.gtin == one[u"gtin"].text(), name);
            QVERIFY2(read.lot == one[u"lot"].text(), name);
            QVERIFY2(read.serial == one[u"serial"].text(), name);
            const auto expiry = read.expiry ? read.expiry->toString(Qt::ISODate) : QString();
            QVERIFY2(expiry == one[u"expiry_date"].text(), name);
            QVERIFY2(read.elements.size() == one[u"ais"].items().size(), name);
            for (std::size_t i = 0; i < read.elements.size(); ++i) {
                const auto& pair = one[u"ais"].at(i);
                QCOMPARE(QString::fromLatin1(read.elements[i].ai), pair.at(0).text());
                QCOMPARE(read.elements[i].value, pair.at(1).text());
            }
        }
    }
    void gs1_faults_data()
    {
        QTest::addColumn<QByteArray>("scan");
        QTest::addColumn<int>("fault");
        const auto row = [](const char* name, const QByteArray& scan, Gs1Fault fault) {
            QTest::newRow(name) << scan << static_cast<int>(fault);
        };
        const QByteArray gtin = "0109501101530003";
        row("31 Nov", "]d2" + gtin + "17261131", Gs1Fault::BadDate);
        row("30 Feb", "]d2" + gtin + "17270230", Gs1Fault::BadDate);
        row("29 Feb not leap", "]d2" + gtin + "17270229", Gs1Fault::BadDate);
        row("expiry without GTIN", "]d217261130", Gs1Fault::RequiresOther);
        row("batch 21 long", "]d2" + gtin + "10ABCDEFGHIJ01234567890", Gs1Fault::WrongLength);
        row("blank in batch", "]d2" + gtin + "10AB 1", Gs1Fault::WrongCharacter);
        row("GTIN check digit", "]d20109501101530004", Gs1Fault::CheckDigit);
        row("two batches",
            "]d2" + gtin
                + "10A\x1D"
                  "10B",
            Gs1Fault::RepeatedDifferent);
        row("GTIN and content",
            "]d2" + gtin
                + "0209501101530003"
                  "371",
            Gs1Fault::ExcludedPair);
        row("unknown AI", "]d2" + gtin + "89X", Gs1Fault::UnknownAi);
        row("keyboard wedge Enter", "]d2" + gtin + "10A\r", Gs1Fault::WrongCharacter);
        row("keyboard wedge Tab", "]d2" + gtin + "10A\t", Gs1Fault::WrongCharacter);
        row("two codes glued", "]d2" + gtin + "10A]d2" + gtin, Gs1Fault::WrongCharacter);
        row("two separators",
            "]d2" + gtin
                + "10A\x1D\x1D"
                  "17261130",
            Gs1Fault::UnknownAi);
        row("other symbology", "]z0" + gtin, Gs1Fault::UnsupportedSymbology);
        row("EAN-13 check digit", "]E09501101530004", Gs1Fault::CheckDigit);
        row("plain address", "]Q1https://example.org/leaflet", Gs1Fault::LinkNotRead);
        row("beyond ASCII", "]d2" + gtin + "10\xC3\x84", Gs1Fault::WrongCharacter);
        row("null byte", "]d2" + gtin + QByteArray("10A\0B", 5), Gs1Fault::WrongCharacter);
        row("two weights",
            "]d2" + gtin
                + "3101000123"
                  "3102000123",
            Gs1Fault::ExcludedPair);
    }
    void gs1_faults()
    {
        QFETCH(QByteArray, scan);
        QFETCH(int, fault);
        const auto read = readGs1(scan, QDate(2026, 11, 24));
        QCOMPARE(read.verdict, Gs1Verdict::Reject);
        QCOMPARE(static_cast<int>(read.fault), fault);
        QVERIFY(read.elements.empty());
    }
    void gs1_plainSymbols_areAcceptedWithoutElements()
    {
        for (const QByteArray scan :
            {"]d1ANYTHING", "]Q1text", "]E09501101530003", "]E496385074"}) {
            const auto read = readGs1(scan, QDate(2026, 11, 24));
            QCOMPARE(read.verdict, Gs1Verdict::Accept);
            QVERIFY2(!read.isGs1(), scan);
        }
    }
    void gs1_digitalLink_isReadAndNeverOpened()
    {
        const auto read
            = readGs1("]Q1https://id.example.org/01/09501101530003/10/AB%2F1?17=261130&shop=3",
                QDate(2026, 11, 24));
        QCOMPARE(read.verdict, Gs1Verdict::Accept);
        QCOMPARE(read.lot, u"AB/1"_s);
        QCOMPARE(*read.expiry, QDate(2026, 11, 30));
        const auto wrongOrder
            = readGs1("]Q1https://id.example.org/01/09501101530003/21/S/10/A", QDate(2026, 11, 24));
        QCOMPARE(wrongOrder.fault, Gs1Fault::LinkNotRead);
    }
    void gs1_century_isWithinFiftyYears()
    {
        const auto expiryOf = [](QByteArray yymmdd) {
            return *readGs1("]d20109501101530003"
                            "17"
                    + yymmdd,
                QDate(2026, 1, 1))
                        .expiry;
        };
        QCOMPARE(expiryOf("761231"), QDate(2076, 12, 31)); // 50 ahead
        QCOMPARE(expiryOf("771231"), QDate(1977, 12, 31)); // 51 ahead
    }
    void gs1_batchHoldingTwentyOneWithoutSerial_asks()
    {
        const auto glued = readGs1("]d2010950110153000310AB12321SN1", QDate(2026, 11, 24));
        QVERIFY(glued.serialMayBeGlued);
        const auto parted = readGs1("]d2010950110153000310AB121\x1D"
                                    "21SN1",
            QDate(2026, 11, 24));
        QVERIFY(!parted.serialMayBeGlued);
    }
    void gs1_randomBytes_neverCrash()
    {
        QRandomGenerator random(83);
        for (int i = 0; i < 3000; ++i) {
            QByteArray scan = i % 2 ? "]d20109501101530003" : "]Q1http://h/01/";
            for (auto n = random.bounded(40); n > 0; --n)
                scan += static_cast<char>(random.bounded(256));
            const auto read = readGs1(scan, QDate(2026, 11, 24));
            QVERIFY(read.verdict == Gs1Verdict::Accept || read.elements.empty());
        }
    }

    void gender_codesInUse_areRead()
    {
        QCOMPARE(parseGender(u" f "), Gender::Female);
        QCOMPARE(parseGender(u"1"), Gender::Male);
        QCOMPARE(parseGender(u"9"), Gender::Other);
        QVERIFY(!parseGender(u"X"));
        QCOMPARE(genderLetter(Gender::Other), u"U"_s);
    }
    void postcode_isSpacedAndKept()
    {
        QCOMPARE(parsePostcode(u"ls1 4ap").text, u"LS1 4AP"_s);
        QCOMPARE(parsePostcode(u"EC1A1BB").text, u"EC1A 1BB"_s);
        QVERIFY(parsePostcode(u"zz99 3vz").isPseudo);
        const auto odd = parsePostcode(u"Upper Street");
        QVERIFY(!odd.recognised);
        QCOMPARE(odd.text, u"UPPER STREET"_s);
    }
    void age_birthdayBoundaries()
    {
        QCOMPARE(ageOn(QDate(1962, 3, 31), QDate(2027, 3, 31)), 65);
        QCOMPARE(ageOn(QDate(1962, 4, 1), QDate(2027, 3, 31)), 64);
        QCOMPARE(ageOn(QDate(2008, 2, 29), QDate(2026, 2, 28)), 17);
        QCOMPARE(ageOn(QDate(2008, 2, 29), QDate(2026, 3, 1)), 18);
        QVERIFY(!ageOn(QDate(2030, 1, 1), QDate(2026, 1, 1)));
        QVERIFY(!ageOn(QDate(), QDate(2026, 1, 1)));
    }
};
DOORSTEP_TEST(TestIdentifiers);

#include "tst_identifiers.moc"

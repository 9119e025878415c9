#include "core/exchange/date_reader.h"
#include "core/exchange/import_report.h"
#include "core/exchange/patient_columns.h"
#include "core/exchange/patient_list.h"
#include "core/exchange/uk_time.h"
#include "tests/clinical/fixture_files.h"
#include "tests/support/test_registry.h"

#include <QDir>
#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QTemporaryDir>

#include <sys/stat.h>

using namespace doorstep;
using namespace doorstep::exchange;
using namespace Qt::StringLiterals;

namespace import_tests {

const QString Folder = QStringLiteral(DOORSTEP_SOURCE_DIR "/tests/fixtures/import/");

PreviewOptions options()
{
    PreviewOptions result;
    result.today = QDate(2026, 11, 24);
    // The practice already has the person of class 50 under another name.
    result.known = [](const clinical::NhsNumber& number) -> std::optional<KnownPatient> {
        if (number.digits() == u"9990001103")
            return KnownPatient{u"Somebody Else"_s, QDate(1930, 2, 1)};
        return std::nullopt;
    };
    return result;
}

QString marksOf(const ImportPreview& preview)
{
    QStringList marks;
    for (const auto& row : preview.rows) {
        if (row.verdict == RowVerdict::Accept)
            continue;
        marks.append(u"%1=%2:%3"_s.arg(row.line).arg(
            rowVerdictWord(row.verdict), rowReasonWord(row.findings.front().reason)));
    }
    return marks.join(u' ');
}

const QByteArray Header = "NHS number,Surname,First name,Date of birth\n";

ImportPreview previewOf(const QByteArray& rows, const Mapping& mapping = {})
{
    return previewPatientList(Header + rows, mapping, options());
}

} // namespace import_tests

using namespace import_tests;

class TestImport : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void messy_everyFixture_getsItsVerdict_data()
    {
        QTest::addColumn<QStringList>("expected");
        for (const auto& row : test::fixtureRows(u"import/messy/expected.csv"_s)) {
            QTest::newRow(qPrintable(row[u"file"_s]))
                << QStringList{row[u"file"_s], row[u"verdict"_s], row[u"reason"_s],
                       row[u"accepted"_s], row[u"held"_s], row[u"rejected"_s], row[u"rows"_s]};
        }
    }
    void messy_everyFixture_getsItsVerdict()
    {
        QFETCH(QStringList, expected);
        const auto preview
            = previewPatientListFile(Folder + u"messy/"_s + expected[0], {}, options());
        const auto reason
            = preview.findings.empty() ? FileReason::None : preview.findings.front().reason;
        QCOMPARE(fileVerdictWord(preview.verdict), expected[1]);
        QCOMPARE(fileReasonWord(reason), expected[2]);
        QCOMPARE(marksOf(preview), expected[6]);
        QCOMPARE(preview.accepted(), expected[3].toInt());
        QCOMPARE(preview.held(), expected[4].toInt());
        QCOMPARE(preview.rejected(), expected[5].toInt());
    }
    void messy_everyFile_isInTheTable()
    {
        QSet<QString> listed{u"expected.csv"_s};
        for (const auto& row : test::fixtureRows(u"import/messy/expected.csv"_s))
            listed.insert(row[u"file"_s]);
        for (const auto& name : QDir(Folder + u"messy"_s).entryList(QDir::Files))
            QVERIFY2(listed.contains(name), qPrintable(name));
    }

    void tenMegabyteField_spoilsItsRowAlone()
    {
        const auto preview
            = previewOf("9990004005,Puddlemere,Bellanora,12/03/1941\n9990004013,Puddlemere,\""
                + QByteArray(10 * 1024 * 1024, 'A')
                + "\",12/03/1941\n9990004021,Whistlebeck,Doraella,25/12/1950\n");
        QCOMPARE(preview.rejected(), 1);
        QCOMPARE(preview.rows[1].findings[0].reason, RowReason::FieldTooLong);
        QCOMPARE(preview.accepted(), 2);
    }
    void fiftyThousandRows_areRead_andCanBeStopped()
    {
        QByteArray rows;
        for (int i = 0; i < 50'000; ++i) {
            const QString nine = u"999"_s + QString::number(100'000 + i);
            const auto check = clinical::nhsCheckDigit(nine);
            rows += nine.toLatin1() + QByteArray::number(check.value_or(0)) + ",Puddlemere"
                + QByteArray::number(i) + ",Bellanora,12/03/1941\n";
        }
        QElapsedTimer timer;
        timer.start();
        const auto preview = previewOf(rows);
        qInfo("50,000 rows: %lld ms", timer.elapsed());
        QCOMPARE(preview.rows.size(), std::size_t(50'000));
        std::stop_source source;
        source.request_stop();
        auto stopped = options();
        stopped.stop = source.get_token();
        const auto cancelled = previewPatientList(Header + rows, {}, stopped);
        QCOMPARE(cancelled.findings[0].reason, FileReason::Cancelled);
        QVERIFY(cancelled.rows.empty());
    }
    void tooLargeFile_isRefusedUnread()
    {
        QTemporaryDir folder;
        QFile file(folder.filePath(u"large.csv"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QVERIFY(file.resize(33 * 1024 * 1024));
        file.close();
        QCOMPARE(previewPatientListFile(file.fileName(), {}, options()).findings[0].reason,
            FileReason::TooLarge);
    }
    void notARegularFile_isRefused()
    {
        QTemporaryDir folder;
        const QString link = folder.filePath(u"link.csv"_s);
        QVERIFY(QFile::link(Folder + u"list-2000.csv"_s, link));
        const QString pipe = folder.filePath(u"pipe.csv"_s);
        QCOMPARE(mkfifo(qPrintable(pipe), 0600), 0);
        for (const auto& path : {link, pipe, folder.path(), u"/dev/zero"_s, u"/dev/null"_s})
            QCOMPARE(previewPatientListFile(path, {}, options()).findings[0].reason,
                FileReason::NotARegularFile);
        QCOMPARE(previewPatientListFile(folder.filePath(u"none.csv"_s), {}, options())
                     .findings[0]
                     .reason,
            FileReason::Unreadable);
    }
    void hostileFileName_isRead_andShownEscaped()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"a\u202Egpj\n$(x).csv"_s);
        QVERIFY(QFile::copy(Folder + u"messy/06-bom.csv"_s, path));
        QCOMPARE(previewPatientListFile(path, {}, options()).accepted(), 2);
        QCOMPARE(shownFileName(path), u"a\\u202egpj\\u000a$(x).csv"_s);
    }

    void list2000_isAcceptedWhole()
    {
        const auto preview = previewPatientListFile(Folder + u"list-2000.csv"_s, {}, options());
        QCOMPARE(preview.verdict, FileVerdict::Accept);
        QCOMPARE(preview.accepted(), 2000);
        QCOMPARE(preview.dateOrder, DateOrder::DayFirst);
        int warned = 0;
        for (const auto& row : preview.rows) {
            warned += row.verdict == RowVerdict::Warn ? 1 : 0;
            QVERIFY(row.patient.family.size() >= 8 && row.patient.given.size() >= 8);
            QVERIFY(row.patient.nhsNumber.digits().startsWith(u"999"));
            QVERIFY(row.patient.mapX.has_value());
        }
        QCOMPARE(warned, 0);
    }
    void housebound300_otherHeadersAndDates_isTheSamePeople()
    {
        const auto all = previewPatientListFile(Folder + u"list-2000.csv"_s, {}, options());
        const auto some = previewPatientListFile(Folder + u"housebound-300.csv"_s, {}, options());
        QCOMPARE(some.verdict, FileVerdict::Accept);
        QCOMPARE(some.accepted(), 300);
        QHash<QString, const ListedPatient*> byNumber;
        for (const auto& row : all.rows)
            byNumber.insert(row.patient.nhsNumber.digits(), &row.patient);
        for (const auto& row : some.rows) {
            const auto* same = byNumber.value(row.patient.nhsNumber.digits());
            QVERIFY(same);
            QCOMPARE(row.patient.family.toLower(), same->family.toLower());
            QCOMPARE(row.patient.given, same->given);
            QCOMPARE(row.patient.born, same->born);
            QCOMPARE(row.patient.title, same->title);
            QCOMPARE(row.patient.postcode, same->postcode);
            QCOMPARE(row.patient.gender, same->gender);
        }
    }
    void dryRun_saysVerdictsAndLines_neverPeople()
    {
        const auto preview
            = previewPatientListFile(Folder + u"messy/62-every-row-class.csv"_s, {}, options());
        const QByteArray report = dryRunReport(preview);
        const auto document = clinical::readJson(report);
        QVERIFY(document);
        QCOMPARE((*document)[u"file"].text(), u"accept"_s);
        QCOMPARE((*document)[u"rows"].items().size(), preview.rows.size());
        QCOMPARE((*document)[u"rejected"].toInt(), preview.rejected());
        QVERIFY(!report.contains("Quibble"));
        QVERIFY(!report.contains("999000"));
    }

    void mapping_savedHeaders_winOverUsualNames()
    {
        Mapping mapping;
        mapping.columns
            = {{u"ref"_s, PatientColumn::NhsNumber}, {u"who"_s, PatientColumn::FullName},
                {u"NHS number"_s, PatientColumn::Ignored}, {u"d"_s, PatientColumn::Born}};
        const auto preview = previewPatientList(
            "Ref,Who,D,NHS number\n9990004005,Mrs Bellanora Van Puddlemere,12/03/1941,x\n", mapping,
            options());
        QCOMPARE(preview.verdict, FileVerdict::Accept);
        QCOMPARE(preview.rows[0].patient.family, u"Puddlemere"_s);
        QCOMPARE(preview.rows[0].patient.given, u"Bellanora Van"_s);
        QCOMPARE(preview.rows[0].patient.title, u"Mrs"_s);
    }
    void mapping_dateOrderGiven_answersTheConflict()
    {
        Mapping mapping;
        mapping.dateOrder = DateOrder::DayFirst;
        const QByteArray rows = "9990004005,Puddlemere,Bellanora,25/03/"
                                "1941\n9990004013,Whistlebeck,Doraella,03/25/1941\n";
        QCOMPARE(previewOf(rows).findings[0].reason, FileReason::DateOrderConflict);
        QCOMPARE(previewOf(rows).findings[0].detail, u"25/03/1941 / 03/25/1941"_s);
        const auto answered = previewOf(rows, mapping);
        QCOMPARE(answered.accepted(), 1);
        QCOMPARE(answered.rows[1].findings[0].reason, RowReason::BornNotADate);
    }
    void quoteNeverClosed_namesTheOpeningLine()
    {
        const auto preview
            = previewPatientListFile(Folder + u"messy/19-quote-never-closed.csv"_s, {}, options());
        QCOMPARE(preview.findings[0].line, 3);
    }
    void lines_countLineBreaksInQuotes()
    {
        const auto preview = previewPatientList(
            "NHS number,Surname,First "
            "name,DOB,Address\r\n9990004005,Puddlemere,Bellanora,12/03/1941,\"a\r\nb\nc\"\r\n"
            "123,Whistlebeck,Doraella,12/03/1941,x\r\n",
            {}, options());
        QCOMPARE(preview.rows[0].patient.addressLine, u"a\nb\nc"_s);
        QCOMPARE(preview.rows[1].line, 5);
    }
    void lists_inACell_becomeWords()
    {
        const auto preview
            = previewPatientList("NHS number,Surname,First name,DOB,Registers,Risk groups\n"
                                 "9990004005,Puddlemere,Bellanora,12/03/1941,Learning disability; "
                                 "Care Home,CKD|asthma\n",
                {}, options());
        QCOMPARE(preview.rows[0].patient.registers, (QStringList{u"ld"_s, u"care-home"_s}));
        QCOMPARE(preview.rows[0].patient.riskGroups, (QStringList{u"ckd-3-5"_s, u"asthma"_s}));
    }
    void dates_stylesInUse_areRead_data()
    {
        QTest::addColumn<QString>("cell");
        for (const auto* cell : {"12/03/1941", "12.3.1941", "12-03-1941", "1941-03-12",
                 "1941/03/12", "19410312", "12-Mar-1941", "12 March 1941", "12/03/1941 00:00",
                 "1941-03-12T00:00:00", "12/03/1941 00:00:00.000", " 12/03/1941 "})
            QTest::newRow(cell) << QString::fromLatin1(cell);
    }
    void dates_stylesInUse_areRead()
    {
        QFETCH(QString, cell);
        QCOMPARE(readDate(cell, DateOrder::DayFirst).date, QDate(1941, 3, 12));
    }
    void dates_unreadable_areNamed()
    {
        const auto faultOf
            = [](QStringView cell) { return readDate(cell, DateOrder::DayFirst).fault; };
        QCOMPARE(faultOf(u"12-Mar-41"), DateFault::TwoDigitYear);
        QCOMPARE(faultOf(u"15047"), DateFault::SpreadsheetSerial);
        QCOMPARE(faultOf(u"15047.5"), DateFault::SpreadsheetSerial);
        QCOMPARE(faultOf(u"29/02/1941"), DateFault::NotADate);
        QCOMPARE(faultOf(u"12/Mmm/1941"), DateFault::NotADate);
        QCOMPARE(faultOf(u"12/03/1941 25:00"), DateFault::NotADate);
        QCOMPARE(faultOf(u"١٢/٠٣/١٩٤١"), DateFault::NotADate);
        QCOMPARE(faultOf(u""), DateFault::Missing);
        QCOMPARE(readDate(u"03/12/1941", DateOrder::MonthFirst).date, QDate(1941, 3, 12));
    }
    void ukTime_changesOnLastSundays()
    {
        QCOMPARE(lastSundayOf(2026, 3), QDate(2026, 3, 29));
        QCOMPARE(lastSundayOf(2026, 10), QDate(2026, 10, 25));
        QCOMPARE(lastSundayOf(2021, 10), QDate(2021, 10, 31));
        const auto at = [](const char* text) {
            return Instant{
                QDateTime::fromString(QString::fromLatin1(text), Qt::ISODate).toMSecsSinceEpoch()};
        };
        QVERIFY(!isUkSummerTime(at("2026-03-29T00:59:59Z")));
        QVERIFY(isUkSummerTime(at("2026-03-29T01:00:00Z")));
        QVERIFY(isUkSummerTime(at("2026-10-25T00:59:59Z")));
        QVERIFY(!isUkSummerTime(at("2026-10-25T01:00:00Z")));
    }
    void randomDamage_neverCrashes_neverInventsPeople()
    {
        QFile file(Folder + u"list-2000.csv"_s);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray good = file.read(20'000);
        for (quint32 seed = 1; seed <= 60; ++seed) {
            QRandomGenerator random(seed);
            QByteArray bytes = good;
            for (int i = 0; i < 40; ++i)
                bytes[static_cast<qsizetype>(random.bounded(static_cast<quint32>(bytes.size())))]
                    = static_cast<char>(random.bounded(256));
            const auto preview = previewPatientList(bytes, {}, options());
            for (const auto& row : preview.rows) {
                const bool usable = row.verdict != RowVerdict::Reject;
                QVERIFY2(!usable || (row.patient.born.isValid() && !row.patient.family.isEmpty()),
                    qPrintable(u"seed %1"_s.arg(seed)));
            }
        }
    }
};
DOORSTEP_TEST(TestImport);

#include "tst_import.moc"

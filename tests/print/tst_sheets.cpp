#include "core/print/formats.h"
#include "core/print/sheet.h"

#include <QBuffer>
#include <QFontDatabase>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

using namespace doorstep;
using namespace doorstep::print;

/// What a person can read in the PDF, taken out again by poppler's pdftotext.
class TestSheets : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    PageSetup m_setup;

    static QString run(const QString& program, const QStringList& arguments)
    {
        QProcess process;
        process.start(program, arguments);
        if (!process.waitForFinished(30'000) || process.exitCode() != 0)
            return {};
        // "flu" is set with a ligature; readers and this test take it apart again
        return QString::fromUtf8(process.readAllStandardOutput())
            .normalized(QString::NormalizationForm_KC);
    }
    template <typename Sheet>
    QString textOf(const Sheet& sheet, Status (*write)(QIODevice&, const Sheet&, const PageSetup&),
        int* pages = nullptr)
    {
        const QString path = m_dir.filePath(QStringLiteral("sheet.pdf"));
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || !write(file, sheet, m_setup))
            return {};
        file.close();
        const QString text = run(
            QStringLiteral("pdftotext"), {QStringLiteral("-layout"), path, QStringLiteral("-")});
        if (pages != nullptr)
            *pages = int(text.count(u'\f'));
        return text;
    }
    static VisitSheet visit()
    {
        VisitSheet sheet;
        sheet.patient = {.family = QStringLiteral("Testwell"),
            .given = QStringLiteral("Mabel"),
            .title = QStringLiteral("Mrs"),
            .born = QDate(1938, 4, 2),
            .nhsNumber = QStringLiteral("9990000018"),
            .address = QStringLiteral("4 Mill Lane, Quayhaven, QH1 2AB"),
            .phone = {}};
        sheet.day = QDate(2026, 11, 24);
        sheet.started = QTime(9, 30);
        sheet.ended = QTime(9, 48);
        sheet.seenBy = QStringLiteral("Nurse Fictional");
        sheet.outcome = QStringLiteral("Vaccine given");
        sheet.allergies = QStringLiteral("Egg (rash)");
        sheet.adjustments = {QStringLiteral("Stand on her right"), QStringLiteral("Knock loudly")};
        sheet.doses.push_back({.vaccine = QStringLiteral("Flu 2026/27, aTIV"),
            .notGiven = {},
            .elsewhere = {},
            .day = sheet.day,
            .time = QTime(9, 41),
            .batchNumber = QStringLiteral("BX12"),
            .expires = QDate(2027, 2, 28),
            .doseMicrolitres = 500,
            .site = QStringLiteral("Left arm"),
            .route = QStringLiteral("intramuscular"),
            .authority = QStringLiteral("PGD flu, version 2"),
            .consent = QStringLiteral("Mabel herself"),
            .givenBy = QStringLiteral("Nurse Fictional")});
        sheet.observations
            = {{QStringLiteral("Blood pressure"), QStringLiteral("142/88 mmHg"), {}, QTime(9, 35)},
                {QStringLiteral("Oxygen saturation"), {}, QStringLiteral("nail varnish"), {}}};
        sheet.news2 = QStringLiteral("Missing: oxygen saturation");
        sheet.followUps = {{.text = QStringLiteral("Repeat blood pressure"),
            .owner = QStringLiteral("Nurse"),
            .due = QDate(2026, 12, 8),
            .urgent = false}};
        sheet.receipt = QStringLiteral("On this device. 3 of 3 entries wait for the practice.");
        return sheet;
    }
    static RoundSheet round(int stops)
    {
        RoundSheet sheet;
        sheet.name = QStringLiteral("Quay, Tuesday");
        sheet.day = QDate(2026, 11, 24);
        sheet.team = {QStringLiteral("Nurse Fictional")};
        for (int i = 1; i <= stops; ++i)
            sheet.stops.push_back({.position = i,
                .patient = QStringLiteral("TESTWELL, Person %1").arg(i),
                .area = QStringLiteral("Quay"),
                .outcome = QStringLiteral("Vaccine given"),
                .detail = i % 5 == 0
                    ? QStringLiteral("Daughter present, asked for a call. ").repeated(3)
                    : QString(),
                .time = QTime(9, i % 60)});
        sheet.batches = {{.vaccine = QStringLiteral("aTIV"),
            .batchNumber = QStringLiteral("BX12"),
            .expires = QDate(2027, 2, 28),
            .loaded = 20,
            .given = 17,
            .wasted = 1,
            .returned = 1}};
        sheet.differenceReason = QStringLiteral("One dropped on the drive");
        sheet.temperatures
            = {{.time = QTime(8, 50), .tenths = 43, .minTenths = 38, .maxTenths = -5}};
        sheet.receipt = QStringLiteral("All 61 entries are at the practice.");
        return sheet;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_dir.isValid());
        for (const char* file : {"NotoSans-Regular.ttf", "NotoSans-Bold.ttf"}) {
            const int id = QFontDatabase::addApplicationFont(
                QStringLiteral(DOORSTEP_SOURCE_DIR "/qml/Style/fonts/%1").arg(QLatin1String(file)));
            QVERIFY2(id >= 0, file);
            m_setup.fontFamily = QFontDatabase::applicationFontFamilies(id).value(0);
        }
        m_setup.practiceName = QStringLiteral("Quayside Surgery");
        m_setup.odsCode = QStringLiteral("X99999");
        m_setup.printedBy = QStringLiteral("Nurse Fictional");
        m_setup.printedOn = QDate(2026, 11, 24);
        m_setup.printedAt = QTime(17, 5);
    }

    void visit_everythingRecorded_canBeRead()
    {
        int pages = 0;
        const QString text = textOf(visit(), &writeVisitSheet, &pages);
        for (const char* expected : {"Quayside Surgery, X99999", "TESTWELL, Mrs Mabel",
                 "2 Apr 1938 (age 88)", "999 000 0018", "4 Mill Lane, Quayhaven, QH1 2AB",
                 "Allergies: Egg (rash)", "Stand on her right", "Knock loudly",
                 "24 Nov 2026, 09:30 - 09:48", "Flu 2026/27, aTIV", "BX12, expires 28 Feb 2027",
                 "0.5 ml, Left arm, intramuscular", "PGD flu, version 2", "142/88 mmHg",
                 "Not taken: nail varnish", "Missing: oxygen saturation", "Repeat blood pressure",
                 "8 Dec 2026", "On this device. 3 of 3 entries wait for the practice.",
                 "Page 1 of 1", "Printed 24 Nov 2026 17:05 by Nurse Fictional"})
            QVERIFY2(text.contains(QString::fromUtf8(expected)), expected);
        QCOMPARE(pages, 1);
    }
    void visit_notGivenAndElsewhere_saySoPlainly()
    {
        VisitSheet sheet = visit();
        sheet.doses[0].notGiven = QStringLiteral("Refused");
        QString text = textOf(sheet, &writeVisitSheet);
        QVERIFY(text.contains(QStringLiteral("Not given")));
        QVERIFY(!text.contains(QStringLiteral("BX12")));
        sheet.doses[0].notGiven.clear();
        sheet.doses[0].elsewhere = QStringLiteral("Quay Pharmacy");
        text = textOf(sheet, &writeVisitSheet);
        QVERIFY(text.contains(QStringLiteral("Given elsewhere")));
        QVERIFY(text.contains(QStringLiteral("Quay Pharmacy, 24 Nov 2026, 09:41")));
    }
    void visit_restrictedAddress_isNotPrinted_missingNumberIsSaid()
    {
        VisitSheet sheet = visit();
        sheet.patient.address.clear();
        sheet.patient.nhsNumber.clear();
        const QString text = textOf(sheet, &writeVisitSheet);
        QVERIFY(text.contains(QStringLiteral("Not printed")));
        QVERIFY(text.contains(QStringLiteral("Not known")));
    }
    void visit_longNote_breaksByTheLine_patientOnEveryPage()
    {
        VisitSheet sheet = visit();
        QString note;
        for (int i = 1; i <= 700; ++i)
            note += QStringLiteral("sentence%1 of a long note. ").arg(i);
        note += QString(4000, u'x'); // no blank to break at
        sheet.notes = {note};
        int pages = 0;
        const QString text = textOf(sheet, &writeVisitSheet, &pages);
        QVERIFY(pages > 2);
        for (int i = 1; i <= 700; ++i)
            QVERIFY2(
                text.contains(QStringLiteral("sentence%1").arg(i)), qPrintable(QString::number(i)));
        QVERIFY(text.count(u'x') >= 4000);
        const QStringList sheets = text.split(u'\f');
        for (int page = 0; page < pages; ++page) {
            QVERIFY(sheets[page].contains(QStringLiteral("TESTWELL")));
            QVERIFY(
                sheets[page].contains(QStringLiteral("Page %1 of %2").arg(page + 1).arg(pages)));
        }
    }
    void metadata_namesNoPatient()
    {
        QVERIFY(!textOf(visit(), &writeVisitSheet).isEmpty());
        const QString about
            = run(QStringLiteral("pdfinfo"), {m_dir.filePath(QStringLiteral("sheet.pdf"))});
        QVERIFY(about.contains(QStringLiteral("Visit summary")));
        QVERIFY(!about.contains(QStringLiteral("Testwell"), Qt::CaseInsensitive));
        QVERIFY(about.contains(QStringLiteral("A4")));
    }
    void fonts_areTheBundledOnes_embedded()
    {
        QVERIFY(!textOf(visit(), &writeVisitSheet).isEmpty());
        const QStringList lines
            = run(QStringLiteral("pdffonts"), {m_dir.filePath(QStringLiteral("sheet.pdf"))})
                  .split(u'\n', Qt::SkipEmptyParts);
        QVERIFY(lines.size() > 2);
        for (const QString& line : lines.mid(2)) {
            QVERIFY2(line.contains(QStringLiteral("NotoSans")), qPrintable(line));
            QVERIFY2(line.contains(QStringLiteral(" yes ")), qPrintable(line));
        }
    }

    void round_tableBreaks_headRepeats_everyStopOnce()
    {
        int pages = 0;
        const QString text = textOf(round(90), &writeRoundSheet, &pages);
        QVERIFY(pages > 2);
        QVERIFY(text.count(QStringLiteral("Outcome")) >= 3);
        for (const char* word : {"Daughter", "present", "asked", "call"}) // cells break at words
            QCOMPARE(text.count(QLatin1StringView(word)), 18 * 3);
        for (int i = 1; i <= 90; ++i)
            QCOMPARE(text.count(QRegularExpression(QStringLiteral("Person %1\\b").arg(i))), 1);
    }
    void round_boxDifference_isNamed_withItsReason()
    {
        RoundSheet sheet = round(2);
        QString text = textOf(sheet, &writeRoundSheet);
        QVERIFY(text.contains(QStringLiteral("1 missing")));
        QVERIFY(text.contains(QStringLiteral("One dropped on the drive")));
        QVERIFY(text.contains(QStringLiteral("4.3 °C")));
        QVERIFY(text.contains(QStringLiteral("-0.5 °C")));
        sheet.batches[0].given = 19;
        QVERIFY(textOf(sheet, &writeRoundSheet).contains(QStringLiteral("1 too many")));
        sheet.batches[0].given = 18;
        QVERIFY(textOf(sheet, &writeRoundSheet).contains(QStringLiteral("balances")));
    }
    void font_missing_isNotFound_nothingWritten()
    {
        PageSetup setup = m_setup;
        setup.fontFamily = QStringLiteral("No Such Font");
        QBuffer file;
        QVERIFY(file.open(QIODevice::WriteOnly));
        const Status status = writeVisitSheet(file, visit(), setup);
        QVERIFY(!status);
        QCOMPARE(status.error().code, ErrorCode::NotFound);
        QVERIFY(file.data().isEmpty());
    }
    void device_refusesBytes_isIo()
    {
        QFile full(QStringLiteral("/dev/full"));
        if (!full.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
            QSKIP("no /dev/full here");
        const Status status = writeVisitSheet(full, visit(), m_setup);
        QVERIFY(!status);
        QCOMPARE(status.error().code, ErrorCode::Io);
    }
    void formats_doseAndTemperature_keepTheirDigits()
    {
        QCOMPARE(doseText(500), QStringLiteral("0.5 ml"));
        QCOMPARE(doseText(1000), QStringLiteral("1 ml"));
        QCOMPARE(doseText(250), QStringLiteral("0.25 ml"));
        QCOMPARE(doseText(50), QStringLiteral("0.05 ml"));
        QVERIFY(doseText(0).isEmpty());
        QCOMPARE(temperatureText(80), QStringLiteral("8.0 °C"));
        QCOMPARE(nhsNumberText(QStringLiteral("123")), QStringLiteral("123"));
    }
};

QTEST_MAIN(TestSheets)

#include "tst_sheets.moc"

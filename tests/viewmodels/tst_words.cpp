#include "app/viewmodels/words/typed_date.h"
#include "app/viewmodels/words/words.h"
#include "tests/support/test_registry.h"

using namespace doorstep::app;

/// What people type and read: dates in the ways they are written, names as they are said.
class TestWords : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void dateTyped_waysPeopleWriteIt_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QDate>("day");
        const QDate may(2027, 5, 31);
        for (const char* text : {"31/5/2027", "31/05/2027", "31.5.2027", "31-5-2027", "31 5 2027",
                 " 31 05 2027 ", "31 May 2027", "31 may 2027", "31 MAY 2027", "31-May-2027",
                 "31 / 5 / 2027", "2027-05-31"})
            QTest::addRow("%s", text) << QString::fromLatin1(text) << may;
        for (const char* text : {"", "31", "31 5", "31/13/2027", "30 2 2027", "5/31/2027",
                 "tomorrow", "31 5 27", "31 Mayo 2027", "31//5/2027"})
            QTest::addRow("not %s", text) << QString::fromLatin1(text) << QDate();
    }
    void dateTyped_waysPeopleWriteIt()
    {
        QFETCH(QString, text);
        QFETCH(QDate, day);
        QCOMPARE(words::dateTyped(text), day);
    }
    void expiryTyped_asPacksPrintIt_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QDate>("day");
        for (const char* text : {"28 2 2027", "2/2027", "02/2027", "02.2027", "2 2027", "02/27",
                 "Feb 2027", "FEB 2027", "2027-02"})
            QTest::addRow("%s", text) << QString::fromLatin1(text) << QDate(2027, 2, 28);
        for (const char* text : {"", "2027", "13/2027", "0/2027", "Febr"})
            QTest::addRow("not %s", text) << QString::fromLatin1(text) << QDate();
    }
    void expiryTyped_asPacksPrintIt()
    {
        QFETCH(QString, text);
        QFETCH(QDate, day);
        QCOMPARE(words::expiryTyped(text), day);
    }
    void fullName_listInCapitals_isSaidAsAName()
    {
        QCOMPARE(words::fullName(QStringLiteral("THISTLEWOOD"), QStringLiteral("Mabel")),
            QStringLiteral("Mabel Thistlewood"));
        QCOMPARE(words::fullName(QStringLiteral("MENSAH-REED"), QStringLiteral("Kofi")),
            QStringLiteral("Kofi Mensah-Reed"));
        QCOMPARE(words::fullName(QStringLiteral("McQuillfeather"), QString()),
            QStringLiteral("McQuillfeather"));
        QCOMPARE(words::bandName(QStringLiteral("Thistlewood"), QStringLiteral("Mabel"), QString()),
            QStringLiteral("THISTLEWOOD, Mabel"));
    }
};

DOORSTEP_TEST(TestWords);
#include "tst_words.moc"

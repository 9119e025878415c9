#include "core/store/search_store.h"
#include "tests/store/store_fixture.h"
#include "tests/support/test_registry.h"

using namespace doorstep;
using test::StoreFixture;

class TestSearch : public QObject {
    Q_OBJECT

    struct Listed {
        StoreFixture fixture;
        std::unique_ptr<store::Store> store = fixture.openNew();
        QHash<QString, PatientId> ids;

        void add(const QString& family, const QString& given, const QString& nhsNumber,
            const QString& line, const QString& town, const QString& postcode)
        {
            ledger::Act act(fixture.mint);
            ledger::PatientRecorded recorded;
            recorded.family = family;
            recorded.given = given;
            recorded.nhsNumber = nhsNumber;
            ledger::Address address;
            address.line = line;
            address.town = town;
            address.postcode = postcode;
            recorded.address = address;
            const auto patient = fixture.mint.next<PatientId>();
            act.add(patient.as<ScopeId>(), patient.as<AggregateId>(), recorded);
            QVERIFY(store->save(act));
            ids.insert(given, patient);
        }
        QStringList find(const QString& text, int limit = 50)
        {
            QStringList found;
            const auto rows = store::SearchStore(store->connection()).find(text, limit);
            if (!rows)
                return {QString::fromUtf8(rows.error().detail)};
            for (const auto& row : *rows)
                found << row.given;
            return found;
        }
    };

private Q_SLOTS:
    void find_table()
    {
        Listed list;
        QVERIFY(list.store);
        list.add(QStringLiteral("Quillfeather"), QStringLiteral("Ada"),
            QStringLiteral("9990000018"), QStringLiteral("3 Willow Lane"),
            QStringLiteral("Otterby"), QStringLiteral("ZZ1 4AP"));
        list.add(QStringLiteral("O'Testcase"), QStringLiteral("Bróna"),
            QStringLiteral("9990000026"), QStringLiteral("4 Willow Lane"),
            QStringLiteral("Otterby"), QStringLiteral("ZZ1 4AQ"));
        list.add(QStringLiteral("Smith-Testcase"), QStringLiteral("Cyd"),
            QStringLiteral("9991230000"), QStringLiteral("Flat 9, Heron House"),
            QStringLiteral("Otterby"), QStringLiteral("ZZ20 7BB"));

        const QStringList none;
        const auto find = [&](const char* text) { return list.find(QString::fromUtf8(text)); };
        QCOMPARE(find("qu"), QStringList{QStringLiteral("Ada")});
        QCOMPARE(find("ada qui"), QStringList{QStringLiteral("Ada")});
        QCOMPARE(find("QUI ADA"), QStringList{QStringLiteral("Ada")});
        QCOMPARE(find("qui bro"), none);
        QCOMPARE(find("brona"), QStringList{QString::fromUtf8("Bróna")});
        QCOMPARE(find("otest"), QStringList{QString::fromUtf8("Bróna")});
        QCOMPARE(find("o'test"), QStringList{QString::fromUtf8("Bróna")});
        QCOMPARE(find("testcase smith"), QStringList{QStringLiteral("Cyd")});
        QCOMPARE(find("smith-test"), QStringList{QStringLiteral("Cyd")});
        QCOMPARE(find("999 000 0018"), QStringList{QStringLiteral("Ada")});
        QCOMPARE(find("9991"), QStringList{QStringLiteral("Cyd")});
        QCOMPARE(find("999").size(), 3);
        QCOMPARE(find("zz14ap"), QStringList{QStringLiteral("Ada")});
        QCOMPARE(find("ZZ1 4a").size(), 2);
        QCOMPARE(find("heron"), QStringList{QStringLiteral("Cyd")});
        QCOMPARE(find("willow").size(), 2);
        QCOMPARE(list.find(QStringLiteral("willow"), 1).size(), 1);
        QCOMPARE(find("feather"), none); // the middle of a word is not its beginning
    }
    void find_nothingTypedOrOperators_isHarmless()
    {
        Listed list;
        list.add(QStringLiteral("Quillfeather"), QStringLiteral("Ada"),
            QStringLiteral("9990000018"), {}, {}, {});
        for (const char* text : {"", "   ", "\"", "*", "' OR 1=1 --", "names:x", "NEAR(", "-",
                 "AND", "qu\" OR \"x", "\xe2\x80\x8e"})
            QVERIFY(list.find(QString::fromUtf8(text)).isEmpty());
        QVERIFY(list.find(QString(100'000, u'q')).isEmpty());
    }
    void find_followsARename()
    {
        Listed list;
        list.add(QStringLiteral("Before"), QStringLiteral("Ada"), {}, {}, {}, {});
        ledger::Act act(list.fixture.mint);
        ledger::PatientRecorded renamed;
        renamed.family = QStringLiteral("After");
        const auto patient = list.ids.value(QStringLiteral("Ada"));
        act.add(patient.as<ScopeId>(), patient.as<AggregateId>(), renamed);
        QVERIFY(list.store->save(act));
        QVERIFY(list.find(QStringLiteral("before")).isEmpty());
        QCOMPARE(list.find(QStringLiteral("after")).size(), 1);
    }
};
DOORSTEP_TEST(TestSearch);

#include "tst_search.moc"

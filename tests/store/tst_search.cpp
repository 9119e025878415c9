#include "core/store/name_sound.h"
#include "core/store/schema.h"
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
        std::vector<PatientId> first;

        void add(const QString& family, const QString& given, const QString& nhsNumber,
            const QString& line, const QString& town, const QString& postcode, QDate born = {})
        {
            ledger::Act act(fixture.mint);
            ledger::PatientRecorded recorded;
            recorded.family = family;
            recorded.given = given;
            recorded.nhsNumber = nhsNumber;
            if (born.isValid())
                recorded.born = born;
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
        void addNamed(const char* family, const char* given, QDate born = {})
        {
            add(QString::fromUtf8(family), QString::fromUtf8(given), {}, {}, {}, {}, born);
        }
        qint64 count(const QString& sql)
        {
            auto counted = store->connection().prepare(sql);
            return counted && counted->next() ? counted->integer(0) : -1;
        }
        QStringList find(const char* text) { return find(QString::fromUtf8(text)); }
        QStringList find(const QString& text, int limit = 50)
        {
            QStringList found;
            const auto rows = store::SearchStore(store->connection()).find(text, limit, first);
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
    void nameSound_publishedCodes_andNamesAlike()
    {
        // "Caverphone Revisited" and its readers; without the padding.
        QCOMPARE(store::nameSound(u"stevenson"), QByteArray("STFNSN"));
        QCOMPARE(store::nameSound(u"peter"), QByteArray("PTA"));
        QCOMPARE(store::nameSound(u"lee"), QByteArray("LA"));
        for (const auto& [one, other] :
            {std::pair(u"catherine", u"katherine"), std::pair(u"catherine", u"kathryn"),
                std::pair(u"smith", u"smyth"), std::pair(u"stephen", u"steven"),
                std::pair(u"graham", u"graeme"), std::pair(u"sean", u"shaun"),
                std::pair(u"clark", u"clarke"), std::pair(u"thompson", u"thomson"),
                std::pair(u"geoffrey", u"jeffrey"), std::pair(u"knight", u"night"),
                std::pair(u"wright", u"right"), std::pair(u"leigh", u"lee"),
                std::pair(u"macdonald", u"mcdonald"), std::pair(u"philip", u"phillip")})
            QCOMPARE(store::nameSound(one), store::nameSound(other));
        QVERIFY(store::nameSound(u"smith") != store::nameSound(u"jones"));
        QVERIFY(store::nameSound(u"\u4e09").isEmpty());
    }
    void find_soundsAlike_comesLast()
    {
        Listed list;
        list.addNamed("Smith-Testcase", "Ada");
        list.addNamed("Smyth-Testcase", "Bea");
        list.addNamed("Smythson-Testcase", "Cyd");
        list.addNamed("Testcase", "Katherine");
        const QStringList smyth{
            QStringLiteral("Bea"), QStringLiteral("Cyd"), QStringLiteral("Ada")};
        QCOMPARE(list.find("smyth"), smyth);
        QCOMPARE(list.find("catherine"), QStringList{QStringLiteral("Katherine")});
        QCOMPARE(list.find("katheri testcase"), QStringList{QStringLiteral("Katherine")});
        QCOMPARE(list.find("catheri"), QStringList{QStringLiteral("Katherine")}); // not yet whole
    }
    void find_exactBeforeBeginning_roundFirstAmongEquals_addressAfterNames()
    {
        Listed list;
        list.addNamed("Mill", "Zoe");
        list.addNamed("Millbeck", "Ada");
        list.addNamed("Millbeck", "Bea");
        list.add(QStringLiteral("Aardtest"), QStringLiteral("Cyd"), {},
            QStringLiteral("1 Mill Lane"), {}, {});
        const auto names = [](const char* text) { return QString::fromUtf8(text).split(u' '); };
        QCOMPARE(list.find("mill"), names("Zoe Ada Bea Cyd"));
        list.first = {list.ids.value(QStringLiteral("Bea")), list.ids.value(QStringLiteral("Cyd"))};
        QCOMPARE(list.find("mill"), names("Zoe Bea Ada Cyd"));
        QCOMPARE(list.find(QStringLiteral("mill"), 2), names("Zoe Bea"));
        QCOMPARE(list.find(QStringLiteral("mill"), 0), QStringList());
    }
    void find_hyphensApostrophesAccents_areForgiven()
    {
        Listed list;
        list.addNamed("O'Testcase", "One");
        list.addNamed("\u00d3 Testcase", "Two");
        list.addNamed("Testcase", "Anne-Marie");
        list.addNamed("S\u00f8rensen-\u0141ukasz", "Th\u00f3ra");
        QCOMPARE(list.find("o'testcase").size(), 2);
        QCOMPARE(list.find("o\u2019testcase").size(), 2);
        QCOMPARE(list.find("otestcase").size(), 2);
        QCOMPARE(list.find("o testcase").size(), 2);
        QCOMPARE(list.find("\u00d3 testcase").size(), 2);
        for (const char* text : {"anne-marie", "annemarie", "anne marie", "marie anne", "Anne Mar"})
            QCOMPARE(list.find(text), QStringList{QStringLiteral("Anne-Marie")});
        for (const char* text :
            {"sorensen", "s\u00f8rensen", "lukasz", "thora sor", "so\u0308rensen"})
            QCOMPARE(list.find(text).size(), 1);
    }
    void find_nhsNumber_withOrWithoutSpaces_fromThreeDigits()
    {
        Listed list;
        list.add(QStringLiteral("Quillfeather"), QStringLiteral("Ada"),
            QStringLiteral("9990000018"), {}, {}, {});
        for (const char* text : {"9990000018", "999 000 0018", "999-000-0018", "999", "999 0",
                 "999 000 001", "quill 999 000"})
            QCOMPARE(list.find(text), QStringList{QStringLiteral("Ada")});
        for (const char* text : {"99", "0018", "999 000 0019", "99900000180"})
            QCOMPARE(list.find(text), QStringList());
    }
    void find_bornAsStaffTypeIt()
    {
        Listed list;
        list.addNamed("Quillfeather", "Ada", {1942, 5, 31});
        list.addNamed("Quillfeather", "Bea", {1943, 5, 31});
        for (const char* text : {"31/5/1942", "31/05/1942", "31 5 42", "31.5.42", "31-5-1942",
                 "31 May 1942", "31 may 42", "1942-05-31", "31051942", "310542", "1942",
                 "quill 1942", "31/5/42 ada"})
            QCOMPARE(list.find(text), QStringList{QStringLiteral("Ada")});
        for (const char* text : {"31/5", "31/5/1", "31/5/19", "31/5/194", "31 may 194"})
            QCOMPARE(list.find(text).size(), 2); // while it is being typed
        for (const char* text : {"5/31/1942", "30/5/1942", "31/5/1941", "0/0/0", "99/99/9999"})
            QCOMPARE(list.find(text), QStringList());
    }
    void find_postcode_wholeOrOutwardPart()
    {
        Listed list;
        list.add(QStringLiteral("Quillfeather"), QStringLiteral("Ada"), {}, {}, {},
            QStringLiteral("ZZ1 4AP"));
        list.add(QStringLiteral("Quillfeather"), QStringLiteral("Bea"), {}, {}, {},
            QStringLiteral("zz117bb"));
        for (const char* text : {"zz1 4ap", "ZZ14AP", "zz1 4", "zz14", "quill zz1 4ap"})
            QCOMPARE(list.find(text), QStringList{QStringLiteral("Ada")});
        const QStringList both{QStringLiteral("Ada"), QStringLiteral("Bea")};
        QCOMPARE(list.find("zz1"), both);
        QCOMPARE(list.find("zz11 7bb"), QStringList()); // as it was written
        QCOMPARE(list.find("zz117bb"), QStringList{QStringLiteral("Bea")});
    }
    void find_twoLettersOfAPostcode_askNobody()
    {
        Listed list;
        list.add(QStringLiteral("Quillfeather"), QStringLiteral("Ada"), {}, {}, {},
            QStringLiteral("ZZ1 4AP"));
        list.add(QStringLiteral("Zztestcase"), QStringLiteral("Bea"), {}, {}, {},
            QStringLiteral("EH9 9ZZ"));
        list.add(QStringLiteral("Quillfeather"), QStringLiteral("Cyd"), {}, {}, {},
            QStringLiteral("GIR 0AA"));
        for (const char* text : {"z", "zz"})
            QCOMPARE(list.find(text), QStringList{QStringLiteral("Bea")});
        for (const char* text : {"g", "gi", "e", "eh", "%"})
            QCOMPARE(list.find(text), QStringList());
        QCOMPARE(list.find("zz1"), QStringList{QStringLiteral("Ada")});
        QCOMPARE(list.find("z1"), QStringList());
        QCOMPARE(list.find("e9"), QStringList());
        QCOMPARE(list.find("eh9"), QStringList{QStringLiteral("Bea")});
        QCOMPARE(list.find("gir"), QStringList{QStringLiteral("Cyd")});
        QCOMPARE(list.find("9zz"), QStringList{QStringLiteral("Bea")});
    }
    void find_nothingTypedOrOperators_isHarmless()
    {
        Listed list;
        list.add(QStringLiteral("Quillfeather"), QStringLiteral("Ada"),
            QStringLiteral("9990000018"), {}, {}, {});
        for (const char* text : {"", "   ", "\"", "*", "' OR 1=1 --", "names:x", "NEAR(", "-",
                 "AND", "qu\" OR \"x", "\xe2\x80\x8e"})
            QVERIFY(list.find(QString::fromUtf8(text)).isEmpty());
        for (const char* text : {"\xf0\x9f\x98\x80", "(((", "a\" OR \"b", "%", "_", "NEAR(a b)",
                 "'", "~SMT", "#", "=", "@", "/"})
            QVERIFY(list.find(QString::fromUtf8(text)).isEmpty());
        QVERIFY(list.find(QString(QChar(0xd800))).isEmpty());
        QVERIFY(list.find(QString(100'000, u'q')).isEmpty());
        QVERIFY(list.find(QStringLiteral("q ").repeated(5000)).size() == 1);
        QVERIFY(list.find(QStringLiteral("1 ").repeated(5000)).isEmpty());
        QVERIFY(list.find(QString(10'000, QChar(0))).isEmpty());
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
        QCOMPARE(list.count(QStringLiteral(
                     "SELECT count(*) FROM searchWord WHERE word IN ('before', '~PFA')")),
            0);
    }
    void find_forgottenPatient_leavesNoWord()
    {
        Listed list;
        list.addNamed("Staytest", "Ada");
        const auto stay = list.count(QStringLiteral("SELECT count(*) FROM searchWord"));
        QVERIFY(stay > 2);
        list.addNamed("Gonetest", "Bea", {1942, 5, 31});
        QVERIFY(list.count(QStringLiteral("SELECT count(*) FROM searchWord")) > stay);
        const auto gone = list.ids.value(QStringLiteral("Bea"));
        QVERIFY(store::SearchStore(list.store->connection()).remove(gone));
        QCOMPARE(list.count(QStringLiteral("SELECT count(*) FROM searchWord")), stay);
        QCOMPARE(list.count(QStringLiteral("SELECT count(*) FROM searchRow")), 1);
        QCOMPARE(list.find("gone"), QStringList());
        QCOMPARE(list.find("stay").size(), 1);
        // Freed bytes are overwritten inside the page.
        QCOMPARE(list.count(QStringLiteral("PRAGMA secure_delete")), 1);
    }
    void open_storeOfTheFirstVersion_isIndexedAnew()
    {
        Listed list;
        list.addNamed("Smith-Testcase", "Ada", {1942, 5, 31});
        auto& connection = list.store->connection();
        for (const char* sql :
            {"DROP TABLE attachment", "DROP TABLE searchWord", "DROP TABLE searchRow",
                "CREATE TABLE searchRow(row INTEGER PRIMARY KEY, patient BLOB NOT NULL UNIQUE)",
                "CREATE VIRTUAL TABLE search USING fts5(names, nhsNumber, postcode, address, "
                "tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3', detail = column)",
                "INSERT INTO searchRow(patient) SELECT patient FROM patient",
                "INSERT INTO search(rowid, names) SELECT row, 'Smith-Testcase Ada' FROM searchRow",
                "PRAGMA user_version = 1"})
            QVERIFY2(connection.run(QString::fromLatin1(sql)), sql);
        list.store.reset();
        auto opened = list.fixture.open();
        QVERIFY2(opened, opened ? "" : opened.error().detail.constData());
        list.store = std::move(*opened);
        QCOMPARE(list.find("smyth 31/5/42"), QStringList{QStringLiteral("Ada")});
        QCOMPARE(list.count(QStringLiteral("PRAGMA user_version")), store::SchemaVersion);
        QCOMPARE(
            list.count(QStringLiteral(
                "SELECT count(*) FROM sqlite_master WHERE name LIKE 'search\\_%' ESCAPE '\\'")),
            0);
        QCOMPARE(list.count(QStringLiteral("SELECT count(*) FROM aggregate WHERE stale = 1")), 0);
    }
    void open_storeOfTheSecondVersion_findsTheSame()
    {
        Listed list;
        list.add(QStringLiteral("Quillfeather"), QStringLiteral("Ada"),
            QStringLiteral("9990000018"), QStringLiteral("3 Willow Lane"),
            QStringLiteral("Otterby"), QStringLiteral("ZZ1 4AP"), {1942, 5, 31});
        list.add(QStringLiteral("Zztestcase"), QStringLiteral("Bea"), {}, {}, {},
            QStringLiteral("EH9 9ZZ"));
        const auto answers = [&list] {
            QStringList all;
            for (const char* text : {"zz1 4ap", "zz14", "zz1", "4ap", "eh9", "9zz", "zz", "ada",
                     "quil willow", "quillfether", "999 000", "31/5/42", "1942"})
                all << list.find(text).join(u' ');
            return all;
        };
        const QStringList before = answers();
        QVERIFY(!before.contains(QString()));
        const qint64 count = list.count(QStringLiteral("SELECT count(*) FROM searchWord"));
        auto& connection = list.store->connection();
        for (const char* sql : {// as it put them: postcodes without a sign, among the names
                 "UPDATE searchWord SET word = substr(word, 2) WHERE substr(word, 1, 1) = '%'",
                 "UPDATE searchRow SET words = replace(words, '%', '')", "DROP TABLE attachment",
                 "PRAGMA user_version = 2"})
            QVERIFY2(connection.run(QString::fromLatin1(sql)), sql);
        QCOMPARE(list.find("zz").size(), 2); // it is the second version's
        list.store.reset();
        auto opened = list.fixture.open();
        QVERIFY2(opened, opened ? "" : opened.error().detail.constData());
        list.store = std::move(*opened);
        QCOMPARE(list.count(QStringLiteral("PRAGMA user_version")), store::SchemaVersion);
        QCOMPARE(answers(), before);
        QCOMPARE(list.count(QStringLiteral("SELECT count(*) FROM searchWord")), count);
        QCOMPARE(
            list.count(QStringLiteral("SELECT count(*) FROM searchWord WHERE word = 'zz1'")), 0);
        QCOMPARE(list.count(QStringLiteral("SELECT count(*) FROM aggregate WHERE stale = 1")), 0);
    }
};
DOORSTEP_TEST(TestSearch);

#include "tst_search.moc"

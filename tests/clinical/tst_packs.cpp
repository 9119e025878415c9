#include "core/clinical/eligibility.h"
#include "core/clinical/json_value.h"
#include "core/clinical/pre_screen.h"
#include "core/clinical/programme_pack.h"
#include "core/clinical/strict_utf8.h"
#include "tests/clinical/fixture_files.h"
#include "tests/support/test_registry.h"

using namespace doorstep;
using namespace doorstep::clinical;
using namespace Qt::StringLiterals;

namespace pack_tests {

QByteArray fluBytes()
{
    QFile file(QStringLiteral(DOORSTEP_SOURCE_DIR "/core/clinical/packs/flu-2026-27.json"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("flu pack missing");
    return file.readAll();
}

ProgrammePack flu()
{
    auto pack = readProgrammePack(fluBytes());
    if (!pack)
        qFatal("%s", pack.error().detail.constData());
    return std::move(*pack);
}

const QDate Today(2026, 11, 24);

EligibilityFacts bornOn(QDate born)
{
    EligibilityFacts facts;
    facts.born = born;
    return facts;
}

} // namespace pack_tests

using namespace pack_tests;

class TestPacks : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void shippedPacks_allRead()
    {
        const auto packs = shippedProgrammePacks();
        QVERIFY2(packs.ok(), packs ? "" : packs.error().detail.constData());
        QVERIFY(!packs->empty());
        for (const auto& pack : *packs) {
            QVERIFY(pack.dated.isValid());
            QVERIFY(!pack.sources.empty());
        }
    }
    void fluPack_saysWhatItIs()
    {
        const auto pack = flu();
        QCOMPARE(pack.title, u"Flu 2026/27"_s);
        QCOMPARE(pack.code(u"declined")->snomed, u"822931000000100"_s);
        QCOMPARE(pack.productByDmd(u"43207411000001105")->id, u"tivc"_s);
        QVERIFY(!pack.productByDmd(u"")); // products without an id are never found by an empty one
        QCOMPARE(pack.site(u"left-upper-arm")->snomed, u"368208006"_s);
        QCOMPARE(pack.preScreen.size(), std::size_t(5));
        QVERIFY(!pack.gaps.isEmpty());
    }
    void badPack_isRefusedWithPlaceAndRule_data()
    {
        QTest::addColumn<QByteArray>("find");
        QTest::addColumn<QByteArray>("replace");
        QTest::addColumn<QByteArray>("says");
        const auto row
            = [](const char* name, const QByteArray& find, const QByteArray& replace,
                  const QByteArray& says) { QTest::newRow(name) << find << replace << says; };
        row("misspelt member", "\"minimumAge\": 18, \"belowAge\": 65, \"anyOf\"",
            "\"minimumAge\": 18, \"belowage\": 65, \"anyOf\"", "cohorts[4].belowage: not a member");
        row("code check digit", "822931000000100", "822931000000101", "codes[2].snomed");
        row("description id", "\"snomed\": \"6142004\"", "\"snomed\": \"2622896019\"",
            "targetDisease.snomed");
        row("undated", "\"dated\": \"2026-11-22\",", "", "dated: date expected");
        row("impossible date", "\"dated\": \"2026-11-22\"", "\"dated\": \"2026-11-31\"",
            "dated: not a date");
        row("undeclared source", "\"anyOf\": [\"carer\"], \"source\": \"letter-2026\"",
            "\"anyOf\": [\"carer\"], \"source\": \"hearsay\"", "cohorts: names a source");
        row("undeclared route", "\"route\": \"nasal\"", "\"route\": \"oral\"",
            "products: names a source or route");
        row("id twice", "\"id\": \"carer\"", "\"id\": \"care-home\"", "cohorts: id used twice");
        row("newer schema", "\"schema\": 1", "\"schema\": 2", "schema");
        row("no age left", "\"minimumAge\": 2, \"belowAge\": 4",
            "\"minimumAge\": 4, \"belowAge\": 4", "belowAge: no age is left");
        row("cohort of everyone", "\"anyOf\": [\"carer\"], ", "", "invites everyone");
        row("ends before it begins", "\"closes\": \"2027-03-31\",\n  \"targetDisease\"",
            "\"closes\": \"2026-03-31\",\n  \"targetDisease\"", "closes: ends before");
        row("dose not a number", "\"dose\": \"0.2\"", "\"dose\": \"half\"", "dose: decimal");
        row("unknown effect", "\"whenYes\": \"postpone\"", "\"whenYes\": \"shrug\"",
            "whenYes: not an effect");
        row("age as text", "\"minimumAge\": 65, \"source\"", "\"minimumAge\": \"65\", \"source\"",
            "minimumAge: whole number");
        row("duplicate key", "\"version\": 1,", "\"version\": 1, \"version\": 2,", "key twice");
        row("cut off", "\"preScreen\": [", "", "json byte");
    }
    void badPack_isRefusedWithPlaceAndRule()
    {
        QFETCH(QByteArray, find);
        QFETCH(QByteArray, replace);
        QFETCH(QByteArray, says);
        QByteArray bytes = fluBytes();
        const auto at = bytes.indexOf(find);
        QVERIFY(at >= 0);
        bytes.replace(at, find.size(), replace);
        const auto pack = readProgrammePack(bytes);
        QVERIFY(!pack);
        QVERIFY2(pack.error().detail.contains(says), pack.error().detail);
    }

    void eligibility_age65_isJudgedOnTheReferenceDay()
    {
        const auto pack = flu();
        const auto due = eligibilityFor(pack, bornOn(QDate(1962, 3, 31)), Today);
        QCOMPARE(due.state, EligibilityState::Due);
        QCOMPARE(due.reasons[0].cohort, u"aged-65"_s);
        QCOMPARE(*due.reasons[0].age, 65);
        QCOMPARE(due.reasons[0].ageOn, QDate(2027, 3, 31));
        QCOMPARE(eligibilityFor(pack, bornOn(QDate(1962, 4, 1)), Today).state,
            EligibilityState::NotInCohort);
    }
    void eligibility_beforeTheCohortOpens_saysWhen()
    {
        const auto early = eligibilityFor(flu(), bornOn(QDate(1940, 5, 1)), QDate(2026, 9, 15));
        QCOMPARE(early.state, EligibilityState::NotYet);
        QCOMPARE(early.dueFrom, QDate(2026, 10, 1));
    }
    void eligibility_pregnancyOpensInSeptember_evenAtForty()
    {
        auto facts = bornOn(QDate(1986, 5, 1));
        facts.riskGroups = {u"pregnant"_s};
        QCOMPARE(eligibilityFor(flu(), facts, QDate(2026, 9, 15)).state, EligibilityState::Due);
    }
    void eligibility_riskGroupAndRegister_giveTheReason()
    {
        auto facts = bornOn(QDate(1980, 1, 1));
        facts.registers = {u"housebound"_s, u"ld"_s};
        const auto due = eligibilityFor(flu(), facts, Today);
        QCOMPARE(due.state, EligibilityState::Due);
        QCOMPARE(due.reasons[0].group, u"ld"_s);
        facts.registers = {u"housebound"_s};
        QCOMPARE(eligibilityFor(flu(), facts, Today).state, EligibilityState::NotInCohort);
        facts.bodyMassIndex = Decimal::whole(40);
        QCOMPARE(eligibilityFor(flu(), facts, Today).reasons[0].group, u"bmi"_s);
    }
    void eligibility_doseThisSeason_counts_lastSeasonDoesNot()
    {
        auto facts = bornOn(QDate(1940, 1, 1));
        facts.doses = {{u"flu"_s, {}, QDate(2026, 8, 31), u"Quay Pharmacy"_s}};
        QCOMPARE(eligibilityFor(flu(), facts, Today).state, EligibilityState::Due);
        facts.doses.push_back({u"flu"_s, {}, QDate(2026, 10, 2), u"Quay Pharmacy"_s});
        const auto given = eligibilityFor(flu(), facts, Today);
        QCOMPARE(given.state, EligibilityState::AlreadyGiven);
        const auto stops = checkInterval(flu(), facts, Today);
        QCOMPARE(stops.size(), std::size_t(1));
        QCOMPARE(stops[0].rule, StopRule::AlreadyGiven);
        QCOMPARE(stops[0].level, StopLevel::Block);
        QCOMPARE(stops[0].detail, u"Quay Pharmacy"_s);
        QCOMPARE(stops[0].date, QDate(2026, 10, 2));
    }
    void eligibility_otherProgrammeAndFutureDose_doNotCount()
    {
        auto facts = bornOn(QDate(1940, 1, 1));
        facts.doses
            = {{u"rsv"_s, {}, QDate(2026, 10, 2), {}}, {u"flu"_s, {}, QDate(2027, 1, 2), {}}};
        QCOMPARE(eligibilityFor(flu(), facts, Today).state, EligibilityState::Due);
    }
    void eligibility_afterTheSeason_isClosed()
    {
        QCOMPARE(eligibilityFor(flu(), bornOn(QDate(1940, 1, 1)), QDate(2027, 4, 1)).state,
            EligibilityState::Closed);
    }
    void eligibility_withoutBirthDate_isUnknown_deceasedStops()
    {
        QCOMPARE(eligibilityFor(flu(), {}, Today).state, EligibilityState::Unknown);
        auto facts = bornOn(QDate(1940, 1, 1));
        facts.deceased = true;
        QCOMPARE(checkInterval(flu(), facts, Today)[0].rule, StopRule::PatientDeceased);
        QVERIFY(!mayGoOn(checkInterval(flu(), facts, Today)));
    }
    void interval_courseOfTwo_countsDays()
    {
        auto pack = flu();
        pack.dosesInCourse = 2;
        pack.minimumIntervalDays = 28;
        auto facts = bornOn(QDate(1940, 1, 1));
        facts.doses = {{u"flu"_s, {}, QDate(2026, 10, 28), {}}};
        const auto stops = checkInterval(pack, facts, Today);
        QCOMPARE(stops[0].rule, StopRule::TooSoon);
        QCOMPARE(stops[0].level, StopLevel::Postpone);
        QCOMPARE(stops[0].date, QDate(2026, 11, 25));
        QVERIFY(checkInterval(pack, facts, QDate(2026, 11, 25)).empty());
        facts.doses.push_back({u"flu"_s, {}, QDate(2026, 11, 24), {}});
        QCOMPARE(checkInterval(pack, facts, QDate(2026, 12, 30))[0].rule, StopRule::CourseComplete);
    }
    void product_lineByAge()
    {
        const auto pack = flu();
        const auto rulesAt = [&](QStringView product, int age) {
            const auto stops
                = checkProduct(*pack.productById(product), Today.addYears(-age), Today);
            return stops.empty() ? QString() : stopRuleWord(stops[0].rule);
        };
        QCOMPARE(rulesAt(u"ativ", 80), QString());
        QCOMPARE(rulesAt(u"ativ", 49), u"product-not-for-age"_s);
        QCOMPARE(rulesAt(u"tivc", 64), QString());
        QCOMPARE(rulesAt(u"tivc", 65), u"product-second-line"_s);
        QCOMPARE(rulesAt(u"tive-vaxigrip", 70), u"product-not-for-age"_s);
        QCOMPARE(rulesAt(u"laiv", 2), QString());
        QCOMPARE(rulesAt(u"laiv", 18), u"product-not-for-age"_s);
    }

    void preScreen_allNo_goesOn()
    {
        const auto pack = flu();
        ScreenAnswers answers;
        for (const auto& question : pack.preScreen)
            answers[question.id] = ScreenAnswer::No;
        const auto result = judgePreScreen(pack, answers);
        QCOMPARE(result.effect, ScreenEffect::Proceed);
        QVERIFY(result.isComplete());
        QVERIFY(result.stops.empty());
    }
    void preScreen_unanswered_isNeverNo()
    {
        const auto result = judgePreScreen(flu(), {});
        QCOMPARE(result.unanswered.size(), 5);
        QVERIFY(!mayGoOn(result.stops));
    }
    void preScreen_gravestAnswer_comesFirst()
    {
        ScreenAnswers answers{{u"unwell"_s, ScreenAnswer::Yes},
            {u"anaphylaxis"_s, ScreenAnswer::Yes}, {u"egg-allergy"_s, ScreenAnswer::Unsure},
            {u"bleeding"_s, ScreenAnswer::No}, {u"already-had"_s, ScreenAnswer::No}};
        const auto result = judgePreScreen(flu(), answers);
        QCOMPARE(result.effect, ScreenEffect::DoNotGive);
        QCOMPARE(result.stops[0].detail, u"anaphylaxis-to-vaccine"_s);
        QCOMPARE(result.stops[1].level, StopLevel::Postpone);
        QCOMPARE(result.stops[2].liftedBy, LiftedBy::RegisteredProfessional);
    }

    void json_hostileDocuments_areRefused_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("duplicate key") << QByteArray("{\"a\":1,\"a\":2}");
        QTest::newRow("duplicate key by escape") << QByteArray("{\"a\":1,\"\\u0061\":2}");
        QTest::newRow("lone high surrogate") << QByteArray("\"\\uD800\"");
        QTest::newRow("lone low surrogate") << QByteArray("\"\\uDC00x\"");
        QTest::newRow("high then letter") << QByteArray("\"\\uD800\\u0041\"");
        QTest::newRow("null character") << QByteArray("\"\\u0000\"");
        QTest::newRow("depth") << QByteArray(65, '[') + QByteArray(65, ']');
        QTest::newRow("depth bomb") << QByteArray(1'000'000, '[');
        QTest::newRow("trailing") << QByteArray("{} {}");
        QTest::newRow("lines of json") << QByteArray("{}\n{}");
        QTest::newRow("cut") << QByteArray("{\"a\":[1,2");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("exponent") << QByteArray("1e400");
        QTest::newRow("leading zero") << QByteArray("01");
        QTest::newRow("plus") << QByteArray("+1");
        QTest::newRow("bare point") << QByteArray("1.");
        QTest::newRow("not a number") << QByteArray("NaN");
        QTest::newRow("comment") << QByteArray("/**/1");
        QTest::newRow("single quotes") << QByteArray("{'a':1}");
        QTest::newRow("trailing comma") << QByteArray("[1,]");
        QTest::newRow("control in string") << QByteArray("\"a\nb\"");
        QTest::newRow("bad utf-8") << QByteArray("\"\xC3\x28\"");
        QTest::newRow("overlong utf-8") << QByteArray("\"\xC0\xAF\"");
        QTest::newRow("utf-16") << QByteArray("\xFF\xFE{\0}\0", 6);
        QTest::newRow("long key") << "{\"" + QByteArray(300, 'k') + "\":1}";
        QTest::newRow("many values") << '[' + QByteArray("1,").repeated(200'001) + "1]";
    }
    void json_hostileDocuments_areRefused()
    {
        QFETCH(QByteArray, bytes);
        QVERIFY(!readJson(bytes));
    }
    void json_roundTrip_keepsOrderAndDigits()
    {
        const QByteArray bytes
            = "{\"b\":0.10,\"a\":[true,false,null,\"é\\\"\\\\\\n𝄞\"],\"n\":-12345678901234567890}";
        const auto document = readJson("\xEF\xBB\xBF" + bytes);
        QVERIFY(document);
        QCOMPARE(document->toJson(), bytes);
        QCOMPARE(*readJson("\"\\ud834\\udd1e\""), JsonValue::string(u"𝄞"_s));
    }
    void utf8_firstBadByte_isNamed()
    {
        QCOMPARE(firstBadUtf8("plain é 𝄞"), std::nullopt);
        QCOMPARE(*firstBadUtf8("ab\xFFz"), 2);
        QCOMPARE(*firstBadUtf8("ab\xED\xA0\x80"), 2); // surrogate, as CESU-8 writes it
        QCOMPARE(*firstBadUtf8("ab\xE2\x82"), 2); // ends inside a character
        QCOMPARE(*firstBadUtf8("\xC1\x81"), 0); // overlong
        QCOMPARE(*firstBadUtf8("\xF4\x90\x80\x80"), 0); // beyond Unicode
        QVERIFY(!strictUtf8("\x80"));
    }
};
DOORSTEP_TEST(TestPacks);

#include "tst_packs.moc"

#include "core/clinical/json_value.h"
#include "core/exchange/check.h"
#include "core/exchange/immunization_rules.h"
#include "tests/clinical/fixture_files.h"
#include "tests/support/test_registry.h"

using namespace doorstep;
using namespace doorstep::exchange;
using clinical::JsonValue;
using namespace Qt::StringLiterals;

namespace check_tests {

/// 2026-11-24T09:00:00Z.
constexpr Instant Now{1795510800000};

JsonValue checked(const char* kind, const JsonValue& line)
{
    auto answer = clinical::readJson(checkLine(kind, line.toJson(), Now));
    return answer ? std::move(*answer) : JsonValue();
}

JsonValue input(const QString& text)
{
    return JsonValue::object({{u"input"_s, JsonValue::string(text)}});
}

/// JSON Patch (RFC 6902) by rebuilding: add, replace and remove are all the vectors use.
JsonValue patched(const JsonValue& at, QStringList path, const QString& op, const JsonValue& value)
{
    const QString step = path.takeFirst();
    const bool here = path.isEmpty();
    if (at.isArray()) {
        std::vector<JsonValue> items = at.items();
        const auto index = step == u"-" ? items.size() : step.toUInt();
        if (here && op == u"add")
            items.insert(items.begin() + static_cast<std::ptrdiff_t>(index), value);
        else if (here && op == u"remove")
            items.erase(items.begin() + static_cast<std::ptrdiff_t>(index));
        else
            items[index] = here ? value : patched(items[index], path, op, value);
        return JsonValue::array(std::move(items));
    }
    std::vector<JsonValue::Member> members;
    bool found = false;
    for (const auto& member : at.members()) {
        const bool match = member.key == step;
        found = found || match;
        if (match && here && op == u"remove")
            continue;
        members.push_back({member.key,
            !match ? member.value : (here ? value : patched(member.value, path, op, value))});
    }
    if (!found && here)
        members.push_back({step, value});
    return JsonValue::objectAsRead(std::move(members));
}

JsonValue withOps(JsonValue document, const JsonValue& ops)
{
    for (const auto& op : ops.items())
        document = patched(
            document, op[u"path"].text().mid(1).split(u'/'), op[u"op"].text(), op[u"value"]);
    return document;
}

JsonValue example()
{
    return test::fixtureJson(u"vectors/imms-flu-example.json"_s);
}

JsonValue replaced(const QString& path, const JsonValue& value)
{
    return patched(example(), path.split(u'/'), u"replace"_s, value);
}

} // namespace check_tests

using namespace check_tests;

class TestCheck : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void nhsNumber_everyVector_agrees()
    {
        for (const auto& row : test::fixtureRows(u"vectors/nhs-number.csv"_s)) {
            const auto answer = checked("nhs-number", input(row[u"input"_s]));
            const bool valid = row[u"valid"_s].startsWith(u"true");
            QVERIFY2(answer[u"valid"].toBool() == valid, qPrintable(row[u"input"_s]));
            QCOMPARE(answer[u"normalised"].text(), row[u"normalised"_s]);
        }
    }
    void sctid_everyVector_agrees()
    {
        for (const auto& row : test::fixtureRows(u"vectors/snomed-sctid.csv"_s))
            QVERIFY2(checked("sctid", input(row[u"input"_s]))[u"valid_concept_id"].toBool()
                    == (row[u"valid_concept_id"_s] == u"true"),
                qPrintable(row[u"input"_s]));
    }
    void gs1_everyVector_agrees()
    {
        const auto vectors = test::fixtureJson(u"vectors/gs1.json"_s);
        for (const auto& one : vectors[u"cases"].items()) {
            const auto answer = checked("gs1", one);
            const QByteArray name = one[u"name"].text().toUtf8();
            QVERIFY2(answer[u"verdict"].text() == one[u"oracle"].text(), name);
            for (const auto* key : {u"gtin", u"expiry_date", u"lot", u"serial"})
                QVERIFY2(answer[key] == one[key], name);
            QVERIFY2(answer[u"reason"].isNull() == (one[u"oracle"].text() == u"accept"), name);
        }
    }
    void news2_everyVector_agrees()
    {
        const auto vectors = test::fixtureJson(u"vectors/news2.json"_s);
        for (const auto& one : vectors[u"cases"].items()) {
            const auto answer = checked("news2", one);
            for (const auto* key : {u"total", u"band", u"sub"})
                QVERIFY2(answer[key] == one[key], one[u"name"].text().toUtf8().constData());
        }
    }
    void imms_everyVector_agrees_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QString>("overall");
        const auto vectors = test::fixtureJson(u"vectors/imms-fhir-rules.json"_s);
        QVERIFY(vectors[u"cases"].items().size() >= 48);
        for (const auto& one : vectors[u"cases"].items())
            QTest::newRow(one[u"name"].text().toUtf8().constData())
                << withOps(example(), one[u"ops"]).toJson() << one[u"overall"].text();
    }
    void imms_everyVector_agrees()
    {
        QFETCH(QByteArray, line);
        QFETCH(QString, overall);
        const auto answer = clinical::readJson(checkLine("imms", line, Now));
        QVERIFY(answer);
        QVERIFY2((*answer)[u"verdict"].text() == overall, qPrintable((*answer)[u"reason"].text()));
        QCOMPARE((*answer)[u"reason"].isNull(), overall == u"accept");
    }
    void imms_publishedExample_isAccepted()
    {
        const auto verdict = judgeImmunization(example(), Now);
        QVERIFY2(verdict.accepted, qPrintable(verdict.reason));
    }
    void imms_moreFaults_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QByteArray>("value");
        const auto row = [](const char* name, const QString& path, const QByteArray& value) {
            QTest::newRow(name) << path << value;
        };
        row("occurrence with Z", u"occurrenceDateTime"_s, "\"2021-02-14T13:28:17Z\"");
        row("occurrence in the future", u"occurrenceDateTime"_s, "\"2026-11-24T10:00:00+00:00\"");
        row("occurrence impossible", u"occurrenceDateTime"_s, "\"2021-02-30T13:28:17+00:00\"");
        row("recorded tomorrow", u"recorded"_s, "\"2026-11-25\"");
        row("family 36 long", u"contained/1/name/0/family"_s, "\"" + QByteArray(36, 'A') + "\"");
        row("six given names", u"contained/1/name/0/given"_s,
            "[\"A\",\"B\",\"C\",\"D\",\"E\",\"F\"]");
        row("blank given name", u"contained/1/name/0/given"_s, "[\" \"]");
        row("postcode blank", u"contained/1/address/0/postalCode"_s, "\"  \"");
        row("NHS number spaced", u"contained/1/identifier/0/value"_s, "\"999 054 860 9\"");
        row("status not-done", u"status"_s, "\"not-done\"");
        row("patient reference elsewhere", u"patient/reference"_s, "\"#Pat2\"");
        row("dose number as text", u"protocolApplied/0/doseNumberPositiveInt"_s, "\"1\"");
        row("dose as text", u"doseQuantity/value"_s, "\"0.5\"");
        row("lot as number", u"lotNumber"_s, "12345");
        row("expiry partial time", u"expirationDate"_s, "\"2021-07-02T00:00\"");
        row("gender null", u"contained/1/gender"_s, "null");
        row("vaccine code check digit", u"vaccineCode/coding/0/code"_s, "\"39566211000001104\"");
        row("no vaccine code", u"vaccineCode"_s, "{}");
        row("performer no actor", u"performer/0"_s, "{\"function\":{\"text\":\"x\"}}");
        row("location value blank", u"location/identifier/value"_s, "\"\"");
        row("site coded twice", u"site/coding"_s,
            "[{\"system\":\"http://snomed.info/sct\",\"code\":\"368209003\"},{\"system\":\"http://"
            "snomed.info/sct\",\"code\":\"368208006\"}]");
        row("empty reason", u"reasonCode/0/coding"_s, "[]");
        row("unknown element deep inside", u"site/colour"_s, "\"blue\"");
    }
    void imms_moreFaults()
    {
        QFETCH(QString, path);
        QFETCH(QByteArray, value);
        const auto verdict = judgeImmunization(replaced(path, *clinical::readJson(value)), Now);
        QVERIFY(!verdict.accepted);
        QVERIFY(!verdict.reason.isEmpty());
    }
    void imms_stillAccepted_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QByteArray>("value");
        const auto row = [](const char* name, const QString& path, const QByteArray& value) {
            QTest::newRow(name) << path << value;
        };
        row("recorded with Z", u"recorded"_s, "\"2021-02-14T13:28:17Z\"");
        row("recorded other offset", u"recorded"_s, "\"2021-02-14T13:28:17+05:30\"");
        row("summer time", u"occurrenceDateTime"_s, "\"2021-07-14T13:28:17+01:00\"");
        row("today", u"occurrenceDateTime"_s, "\"2026-11-24\"");
        row("two names, official wins", u"contained/1/name"_s,
            "[{\"use\":\"old\",\"family\":\"Puddlemere\",\"given\":[\"Bellanora\"]},{\"use\":"
            "\"official\",\"family\":\"Quibbleworth\",\"given\":[\"Bellanora\"]}]");
        row("measles, mumps and rubella in any order", u"protocolApplied/0/targetDisease"_s,
            "[{\"coding\":[{\"system\":\"http://snomed.info/"
            "sct\",\"code\":\"36989005\"}]},{\"coding\":[{\"system\":\"http://snomed.info/"
            "sct\",\"code\":\"14189004\"}]},{\"coding\":[{\"system\":\"http://snomed.info/"
            "sct\",\"code\":\"36653000\"}]}]");
    }
    void imms_stillAccepted()
    {
        QFETCH(QString, path);
        QFETCH(QByteArray, value);
        const auto verdict = judgeImmunization(replaced(path, *clinical::readJson(value)), Now);
        QVERIFY2(verdict.accepted, qPrintable(verdict.reason));
    }
    void unreadableLines_areSaid()
    {
        QVERIFY(checkLine("gs1", "{", Now).contains("error"));
        QVERIFY(checkLine("gs1", "[]", Now).contains("error"));
        QVERIFY(checkLine("tea-leaves", "{}", Now).contains("unknown kind"));
        QVERIFY(checkLine("imms", "{\"a\":1,\"a\":2}", Now).contains("\"reject\""));
        QVERIFY(checkLine("news2", "{\"temp\":37.55}", Now).contains("error"));
        QCOMPARE(checkKinds().size(), 5);
    }
    void imms_everyMemberRemovedOrMistyped_neverCrashes()
    {
        const auto base = example();
        for (const auto& member : base.members()) {
            for (const auto& value :
                {JsonValue(), JsonValue::integer(7), JsonValue::string(u"x"_s), JsonValue::array(),
                    JsonValue::object(), JsonValue::array({JsonValue::integer(1)})}) {
                const auto verdict = judgeImmunization(replaced(member.key, value), Now);
                QVERIFY2(!verdict.accepted || member.key == u"lotNumber", qPrintable(member.key));
            }
        }
    }
};
DOORSTEP_TEST(TestCheck);

#include "tst_check.moc"

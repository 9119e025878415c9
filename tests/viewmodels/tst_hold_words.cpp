#include "app/viewmodels/desk/hold_ways.h"
#include "app/viewmodels/words/entry_words.h"
#include "app/viewmodels/words/hold_words.h"
#include "app/viewmodels/words/record_words.h"
#include "core/domain/hold_rules.h"
#include "core/ledger/kinds/box_kinds.h"
#include "core/ledger/kinds/care_kinds.h"
#include "core/ledger/kinds/patient_kinds.h"
#include "core/ledger/kinds/practice_kinds.h"
#include "core/ledger/kinds/round_kinds.h"
#include "core/ledger/kinds/shared_kinds.h"
#include "tests/support/test_registry.h"

#include <QCborArray>
#include <QMetaProperty>

using namespace doorstep;
using namespace doorstep::app;
using namespace doorstep::ledger;
namespace rules = doorstep::domain::hold_rules;

/// Two sides of a hold are two texts: whoever decides reads what each says, for every rule and
/// every field there is.
class TestHoldWords : public QObject {
    Q_OBJECT

    using Pair = std::pair<Payload, Payload>;

    template <typename KindType>
    [[nodiscard]] static Pair pairOf(const KindType& one, const KindType& other)
    {
        return {makePayload({}, {}, one), makePayload({}, {}, other)};
    }
    [[nodiscard]] static VaccinationRecorded dose(const char* batch, const char* site = "")
    {
        return {.status = domain::VaccinationStatus::Given,
            .programme = QStringLiteral("flu-2026-27"),
            .productName = QStringLiteral("aTIV"),
            .batchNumber = QString::fromLatin1(batch),
            .site = QString::fromLatin1(site),
            .occurredOn = QDate(2026, 11, 24)};
    }
    /// Two values of one field of a merging kind, that differ.
    [[nodiscard]] static std::pair<QCborValue, QCborValue> valuesOf(
        const QByteArray& type, const QByteArray& field)
    {
        const QCborValue one(QByteArray(16, 'a'));
        const QCborValue other(QByteArray(16, 'b'));
        if (type.contains("Gender"))
            return {QStringLiteral("male"), QStringLiteral("female")};
        if (type.contains("Role"))
            return {QStringLiteral("nurse"), QStringLiteral("gp")};
        if (type.contains("RoundKind"))
            return {QStringLiteral("clinic"), QStringLiteral("home-visits")};
        if (type.contains("AuthorityKind"))
            return {QStringLiteral("pgd"), QStringLiteral("psd")};
        if (type.contains("Address"))
            return {QCborMap{{QStringLiteral("line"), QStringLiteral("3 Tern Close")}},
                QCborMap{{QStringLiteral("line"), QStringLiteral("3 Tern Close")},
                    {QStringLiteral("mapX"), 12}}};
        if (type.contains("Contact"))
            return {QCborMap{{QStringLiteral("name"), QStringLiteral("Ann")}},
                QCborMap{{QStringLiteral("name"), QStringLiteral("Ben")}}};
        if (type.contains("QStringList"))
            return {QCborArray{QStringLiteral("ld")},
                QCborArray{QStringLiteral("ld"), QStringLiteral("smi")}};
        if (type.contains("QList"))
            return {QCborArray{one}, QCborArray{other, one}};
        if (type.contains("QByteArray") || type.contains("Id"))
            return {one, other};
        if (type.contains("QDate") || type.contains("QTime") || type.contains("int"))
            return {7, 8};
        if (type.contains("bool"))
            return {true, false};
        if (type.contains("AllergyStatus"))
            return {QStringLiteral("none-known"), QStringLiteral("listed")};
        if (field == "nhsNumber")
            return {QStringLiteral("9990123454"), QStringLiteral("9990000018")};
        return {QStringLiteral("nurse"), QString()};
    }
    void compareField(const KindDescriptor& kind, const QByteArray& type, const QByteArray& name)
    {
        const QString field = QString::fromLatin1(name);
        const auto [one, other] = valuesOf(type, name);
        const QString first = words::fieldSays(*kind.fields, field, one, {});
        const QString second = words::fieldSays(*kind.fields, field, other, {});
        QVERIFY2(first != second && !first.isEmpty() && !second.isEmpty(),
            name + ": " + first.toUtf8() + " / " + second.toUtf8());
        for (const QString& text : {first, second}) {
            QVERIFY2(text != words::recordKind(QString::fromLatin1(kind.spec.name)).text, name);
            QVERIFY2(!text.contains(QString::fromLatin1(QByteArray(16, 'a').toHex())), name);
        }
        // A heading says it as a person does: no name of the code.
        QVERIFY2(std::none_of(name.begin(), name.end(),
                     [&](char letter) {
                         return std::isupper(letter) && words::fieldWord(field) == field;
                     }),
            name);
    }
    [[nodiscard]] static std::map<QString, std::vector<Pair>> pairsByRule()
    {
        const auto outcome = pairOf(OutcomeRecorded{.outcome = domain::Outcome::NotIn},
            OutcomeRecorded{.outcome = domain::Outcome::Refused});
        const Pair allergies{
            makePayload(
                {}, {}, AllergiesChecked{.allergyStatus = domain::AllergyStatus::NoneKnown}),
            makePayload({}, {},
                AlertAdded{.alertKind = domain::AlertKind::Allergy,
                    .text = QStringLiteral("penicillin")})};
        const Pair removal{
            makePayload({}, {},
                AlertRemoved{.role = domain::Role::Hca, .reason = QStringLiteral("Not true")}),
            allergies.second};
        MeasuredValue pressure{.code = QStringLiteral("271649006"), .scaled = 148};
        MeasuredValue other = pressure;
        other.scaled = 184;
        std::map<QString, std::vector<Pair>> pairs;
        pairs[rules::DoubleDose.toString()] = {pairOf(dose("FX1"), dose("FX2"))};
        pairs[rules::Corrections.toString()]
            = {pairOf(dose("FX1", "left-upper-arm"), dose("FX1", "right-upper-arm")),
                pairOf(ObservationRecorded{.values = {pressure}},
                    ObservationRecorded{.values = {other}}),
                pairOf(NoteRecorded{.text = QStringLiteral("Rang")},
                    NoteRecorded{.text = QStringLiteral("Did not ring")}),
                pairOf(ResponseSigned{.response = R"({"item":[{"linkId":"1","text":"Falls",
                       "answer":[{"valueBoolean":true}]}]})"},
                    ResponseSigned{.response = R"({"item":[{"linkId":"1","text":"Falls",
                       "answer":[{"valueBoolean":false}]}]})"}),
                pairOf(AttachmentRecorded{.blob = QByteArray(32, 'a'), .size = 2048},
                    AttachmentRecorded{.blob = QByteArray(32, 'b'), .size = 2048}),
                pairOf(StockMoved{.reason = domain::StockReason::Wasted, .doses = 1},
                    StockMoved{.reason = domain::StockReason::Wasted, .doses = 2}),
                pairOf(BatchReceived{.batchNumber = QStringLiteral("FX1"), .doses = 10},
                    BatchReceived{.batchNumber = QStringLiteral("FX1"), .doses = 20}),
                outcome};
        pairs[rules::Outcomes.toString()] = {outcome};
        pairs[rules::Allergies.toString()] = {allergies};
        pairs[rules::AlertRemoval.toString()] = {removal};
        pairs[rules::TakenBack.toString()]
            = {{makePayload({}, {}, EnteredInError{.reason = QStringLiteral("Not true")}),
                allergies.second}};
        pairs[rules::FollowUpResults.toString()]
            = {pairOf(FollowUpClosed{.result = QStringLiteral("Rang: no answer")},
                FollowUpClosed{.result = QStringLiteral("Seen in clinic")})};
        pairs[rules::BoxBalance.toString()] = {{makePayload({}, {}, BoxClosed{.difference = 1}),
            makePayload({}, {}, StockMoved{.reason = domain::StockReason::Given, .doses = 1})}};
        pairs[rules::Decisions.toString()]
            = {pairOf(HoldClosed{.decision = QStringLiteral("Rang Dev")},
                HoldClosed{.decision = QStringLiteral("Asked Mabel")})};
        pairs[rules::DuplicatePatient.toString()]
            = {pairOf(PatientRecorded{.family = QStringLiteral("Oakshott"),
                          .nhsNumber = QStringLiteral("9990000042")},
                PatientRecorded{.family = QStringLiteral("Oakshott"),
                    .nhsNumber = QStringLiteral("9990000050")})};
        for (const QStringView rule : {rules::AuthorityAtAct, rules::BatchRecalled,
                 rules::BatchExpired, rules::DoseWithoutStock})
            pairs[rule.toString()] = {pairOf(dose("FX1"), dose("FX2"))};
        return pairs;
    }
    [[nodiscard]] static std::vector<HoldSide> sidesOf(const Pair& pair)
    {
        std::vector<HoldSide> sides;
        for (const Payload* payload : {&pair.first, &pair.second})
            sides.push_back({.entry = EntryId({quint8(sides.size() + 1)}),
                .aggregate = AggregateId({quint8(sides.size() + 1)}),
                .scope = ScopeId({quint8(sides.size() + 1)}),
                .kind = payload->kind.toLatin1(),
                .text = words::entrySays(*payload, {})});
        return sides;
    }

private Q_SLOTS:
    void everyFieldThatMerges_hasAName_andTwoValuesReadDifferently()
    {
        int compared = 0;
        for (const KindDescriptor& kind : knownKinds()) {
            if (!kind.spec.mergesByField)
                continue;
            for (int i = kind.fields->propertyOffset(); i < kind.fields->propertyCount(); ++i) {
                const QMetaProperty property = kind.fields->property(i);
                if (!QByteArray(property.typeName()).contains("optional"))
                    continue;
                compareField(kind, property.typeName(), property.name());
                ++compared;
            }
        }
        QVERIFY(compared > 45);
    }

    void everyRule_twoSidesReadDifferently_andSayMoreThanTheirKind()
    {
        const auto pairs = pairsByRule();
        for (const QStringView rule : rules::All) {
            const auto found = pairs.find(rule.toString());
            QVERIFY2(found != pairs.end(), rule.toUtf8());
            for (const auto& [one, other] : found->second) {
                const QStringList texts = words::entriesSay({one, other}, {});
                QVERIFY2(texts[0] != texts[1], rule.toUtf8() + ": " + texts[0].toUtf8());
                for (const QString& text : texts) {
                    QVERIFY2(text != words::recordKind(one.kind).text, text.toUtf8());
                    QVERIFY2(text != words::recordKind(other.kind).text, text.toUtf8());
                }
            }
            QVERIFY2(words::holdHeading(rule.toString()) != words::holdHeading(QStringLiteral("?")),
                rule.toUtf8());
        }
    }

    /// A way that names a record wrong names what to enter in error; one that lets a record stand
    /// names it; nothing wrong stands.
    void everyRule_offersOnlyWhatItDoes()
    {
        for (const auto& [rule, pairs] : pairsByRule()) {
            domain::HoldRow hold;
            hold.rule = rule;
            const auto ways = waysToDecide(hold, sidesOf(pairs.front()));
            QVERIFY2(!ways.empty(), rule.toUtf8());
            QSet<QString> values;
            QSet<QString> texts;
            for (const HoldWay& way : ways) {
                values.insert(way.choice.value);
                texts.insert(way.choice.text);
                QVERIFY2(!way.choice.detail.isEmpty(), rule.toUtf8());
                if (way.choice.value.startsWith(QLatin1String("wrong:")))
                    QVERIFY2(!way.wrong.empty(), rule.toUtf8());
                if (way.choice.value.startsWith(QLatin1String("stands:")))
                    QVERIFY2(!way.chosen.isNull(), rule.toUtf8());
                for (const UndoneEntry& wrong : way.wrong)
                    QVERIFY2(wrong.entry != way.chosen, rule.toUtf8());
            }
            QCOMPARE(values.size(), qsizetype(ways.size()));
            QCOMPARE(texts.size(), qsizetype(ways.size()));
        }
    }

    /// Where the fold lets no chosen entry win, letting one stand must name the other wrong.
    void rulesWhoseFoldReadsNoChoice_nameTheOtherWrong()
    {
        const auto pairs = pairsByRule();
        for (const QStringView rule : {rules::Allergies, rules::FollowUpResults}) {
            domain::HoldRow hold;
            hold.rule = rule.toString();
            for (const HoldWay& way :
                waysToDecide(hold, sidesOf(pairs.at(rule.toString()).front())))
                QCOMPARE(way.wrong.empty(), way.chosen.isNull());
        }
    }
};

DOORSTEP_TEST(TestHoldWords);
#include "tst_hold_words.moc"

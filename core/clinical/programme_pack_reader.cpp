/// The pack file, schema 1. One JSON object; every member is known here or the file is refused, so
/// that a misspelt "minimumage" can never widen a cohort in silence. Dates are YYYY-MM-DD. Codes
/// are strings.
///
///   schema 1, id, programme, title, version, dated, opens, closes, targetDisease {snomed, term},
///   countsFrom?, dosesInCourse?, minimumIntervalDays?, gaps?, and the lists
///   sources   {id, title, published, where}
///   cohorts   {id, label, opens, closes, ageOn?, minimumAge?, belowAge?, minimumAgeMonths?,
///   anyOf?,
///              minimumBmi?, source}
///   products  {id, name, dmd?, dose, doseUnit, route, systmOneCode?, lines [{minimumAge?,
///   belowAge?,
///              secondLine?}], givenCodes, source}
///   sites, routes {id, label, snomed, term, systmOne?}
///   codes     {outcome, snomed, term}
///   preScreen {id, text, easyText, whenYes, whenUnsure, reason, source}

#include "core/clinical/json_value.h"
#include "core/clinical/programme_pack.h"
#include "core/clinical/sct_id.h"

#include <QSet>

using namespace Qt::StringLiterals;

namespace doorstep::clinical {

namespace pack {

/// The first fault found; later reads go on with empty values and change nothing.
struct Fault {
    QByteArray detail;
    void put(const QString& place, QByteArrayView rule)
    {
        if (detail.isEmpty())
            detail = "pack " + place.toUtf8() + ": " + rule.toByteArray();
    }
    [[nodiscard]] bool isSet() const { return !detail.isEmpty(); }
};

/// Reads members of one object and remembers which, so that the rest can be refused.
class Fields {
public:
    Fields(const JsonValue& object, QString place, Fault& fault)
        : m_object(object)
        , m_place(std::move(place))
        , m_fault(fault)
    {
        if (!object.isObject())
            m_fault.put(m_place, "object expected");
    }
    ~Fields()
    {
        for (const auto& member : m_object.members()) {
            if (!m_used.contains(member.key))
                m_fault.put(placeOf(member.key), "not a member of schema 1");
        }
    }
    Fields(const Fields&) = delete;
    Fields& operator=(const Fields&) = delete;

    QString text(const QString& key)
    {
        auto value = optionalText(key);
        if (value.isEmpty())
            m_fault.put(placeOf(key), "text expected");
        return value;
    }
    QString optionalText(const QString& key)
    {
        const auto* value = take(key);
        if (!value)
            return {};
        if (!value->isString() || value->text().trimmed().isEmpty() || value->text().size() > 500)
            m_fault.put(placeOf(key), "text of 1 to 500 characters expected");
        return value->text();
    }
    QDate date(const QString& key)
    {
        const auto value = optionalDate(key);
        if (!value.isValid())
            m_fault.put(placeOf(key), "date expected");
        return value;
    }
    QDate optionalDate(const QString& key)
    {
        const auto* value = take(key);
        if (!value)
            return {};
        const auto date = value->isString() && value->text().size() == 10
            ? QDate::fromString(value->text(), Qt::ISODate)
            : QDate();
        if (!date.isValid())
            m_fault.put(placeOf(key), "not a date");
        return date;
    }
    std::optional<int> optionalInt(const QString& key, int low, int high)
    {
        const auto* value = take(key);
        if (!value)
            return std::nullopt;
        const auto number = value->toInt();
        if (!number || *number < low || *number > high)
            m_fault.put(placeOf(key), "whole number out of range");
        return number;
    }
    bool optionalFlag(const QString& key)
    {
        const auto* value = take(key);
        if (value && !value->isBoolean())
            m_fault.put(placeOf(key), "true or false expected");
        return value && value->toBool();
    }
    QString conceptId(const QString& key)
    {
        auto value = optionalConceptId(key);
        if (value.isEmpty())
            m_fault.put(placeOf(key), "SNOMED concept id expected");
        return value;
    }
    QString optionalConceptId(const QString& key)
    {
        auto value = optionalText(key);
        if (!value.isEmpty() && !isConceptId(value))
            m_fault.put(placeOf(key), "not a SNOMED concept id");
        return value;
    }
    QStringList texts(const QString& key)
    {
        QStringList list;
        forEach(key, [&](const JsonValue& item, const QString& place) {
            if (!item.isString() || item.text().trimmed().isEmpty())
                m_fault.put(place, "text expected");
            list.append(item.text());
        });
        return list;
    }
    template <typename Item, typename Read> std::vector<Item> list(const QString& key, Read read)
    {
        std::vector<Item> items;
        forEach(key, [&](const JsonValue& item, const QString& place) {
            Fields fields(item, place, m_fault);
            items.push_back(read(fields));
        });
        return items;
    }
    [[nodiscard]] Fault& fault() { return m_fault; }
    [[nodiscard]] QString placeOf(const QString& key) const
    {
        return m_place.isEmpty() ? key : m_place + u'.' + key;
    }
    const JsonValue* take(const QString& key)
    {
        m_used.insert(key);
        return m_object.find(key);
    }

private:
    template <typename Visit> void forEach(const QString& key, Visit visit)
    {
        const auto* value = take(key);
        if (!value)
            return;
        if (!value->isArray() || value->items().size() > 500) {
            m_fault.put(placeOf(key), "list of at most 500 expected");
            return;
        }
        for (std::size_t i = 0; i < value->items().size(); ++i)
            visit(value->items()[i], placeOf(key) + u'[' + QString::number(i) + u']');
    }

    const JsonValue& m_object;
    QString m_place;
    Fault& m_fault;
    QSet<QString> m_used;
};

void checkOrder(Fields& fields, const QString& key, QDate first, QDate last)
{
    if (first.isValid() && last.isValid() && last < first)
        fields.fault().put(fields.placeOf(key), "ends before it begins");
}

void checkAges(Fields& fields, std::optional<int> from, std::optional<int> below)
{
    if (from && below && *below <= *from)
        fields.fault().put(fields.placeOf(QStringLiteral("belowAge")), "no age is left");
}

PackSource readSource(Fields& f)
{
    return {f.text(u"id"_s), f.text(u"title"_s), f.date(u"published"_s), f.text(u"where"_s)};
}

Cohort readCohort(Fields& f)
{
    Cohort cohort;
    cohort.id = f.text(u"id"_s);
    cohort.label = f.text(u"label"_s);
    cohort.opens = f.date(u"opens"_s);
    cohort.closes = f.date(u"closes"_s);
    cohort.ageOn = f.optionalDate(u"ageOn"_s);
    cohort.minimumAge = f.optionalInt(u"minimumAge"_s, 0, 130);
    cohort.belowAge = f.optionalInt(u"belowAge"_s, 1, 130);
    cohort.minimumAgeMonths = f.optionalInt(u"minimumAgeMonths"_s, 1, 48);
    cohort.anyOf = f.texts(u"anyOf"_s);
    if (const auto bmi = f.optionalText(u"minimumBmi"_s); !bmi.isEmpty()) {
        cohort.minimumBmi = Decimal::parse(bmi);
        if (!cohort.minimumBmi)
            f.fault().put(f.placeOf(u"minimumBmi"_s), "decimal text expected");
    }
    cohort.source = f.text(u"source"_s);
    checkOrder(f, u"closes"_s, cohort.opens, cohort.closes);
    checkAges(f, cohort.minimumAge, cohort.belowAge);
    const bool hasRule
        = cohort.minimumAge || cohort.belowAge || !cohort.anyOf.isEmpty() || cohort.minimumBmi;
    if (!hasRule)
        f.fault().put(f.placeOf(u"id"_s), "a cohort without a condition invites everyone");
    return cohort;
}

ProductLine readLine(Fields& f)
{
    ProductLine line{f.optionalInt(u"minimumAge"_s, 0, 130), f.optionalInt(u"belowAge"_s, 1, 130),
        f.optionalFlag(u"secondLine"_s)};
    checkAges(f, line.minimumAge, line.belowAge);
    return line;
}

Product readProduct(Fields& f)
{
    Product product;
    product.id = f.text(u"id"_s);
    product.name = f.text(u"name"_s);
    product.dmd = f.optionalConceptId(u"dmd"_s);
    product.dose = f.text(u"dose"_s);
    product.doseUnit = f.text(u"doseUnit"_s);
    product.route = f.text(u"route"_s);
    product.systmOneCode = f.optionalText(u"systmOneCode"_s);
    product.lines = f.list<ProductLine>(u"lines"_s, readLine);
    product.givenCodes = f.texts(u"givenCodes"_s);
    product.source = f.text(u"source"_s);
    if (!Decimal::parse(product.dose))
        f.fault().put(f.placeOf(u"dose"_s), "decimal text expected");
    if (product.lines.empty())
        f.fault().put(f.placeOf(u"lines"_s), "at least one age range expected");
    for (const auto& code : product.givenCodes) {
        if (!isConceptId(code))
            f.fault().put(f.placeOf(u"givenCodes"_s), "not a SNOMED concept id");
    }
    return product;
}

CodedPlace readPlace(Fields& f)
{
    return {f.text(u"id"_s), f.text(u"label"_s), f.conceptId(u"snomed"_s), f.text(u"term"_s),
        f.optionalText(u"systmOne"_s)};
}

OutcomeCode readCode(Fields& f)
{
    static const QStringList Outcomes{u"given"_s, u"given-elsewhere"_s, u"declined"_s,
        u"no-consent"_s, u"contraindicated"_s, u"did-not-attend"_s, u"unwell"_s};
    OutcomeCode code{f.text(u"outcome"_s), f.conceptId(u"snomed"_s), f.text(u"term"_s)};
    if (!Outcomes.contains(code.outcome))
        f.fault().put(f.placeOf(u"outcome"_s), "not an outcome of schema 1");
    return code;
}

ScreenEffect readEffect(Fields& f, const QString& key)
{
    static const QStringList Words{
        u"proceed"_s, u"note"_s, u"ask-clinician"_s, u"postpone"_s, u"do-not-give"_s};
    const auto position = Words.indexOf(f.text(key));
    if (position < 0) {
        f.fault().put(f.placeOf(key), "not an effect of schema 1");
        return ScreenEffect::DoNotGive;
    }
    return static_cast<ScreenEffect>(position);
}

PreScreenQuestion readQuestion(Fields& f)
{
    PreScreenQuestion question;
    question.id = f.text(u"id"_s);
    question.text = f.text(u"text"_s);
    question.easyText = f.text(u"easyText"_s);
    question.whenYes = readEffect(f, u"whenYes"_s);
    question.whenUnsure = readEffect(f, u"whenUnsure"_s);
    question.reason = f.text(u"reason"_s);
    question.source = f.text(u"source"_s);
    return question;
}

template <typename Item, typename Key>
QSet<QString> uniqueIds(const std::vector<Item>& items, Key key, const QString& list, Fault& fault)
{
    QSet<QString> ids;
    for (const auto& item : items) {
        if (ids.contains(item.*key))
            fault.put(list, "id used twice");
        ids.insert(item.*key);
    }
    if (items.empty())
        fault.put(list, "must not be empty");
    return ids;
}

template <typename Item, typename Key>
void checkReferences(const std::vector<Item>& items, Key key, const QSet<QString>& known,
    const QString& list, Fault& fault)
{
    for (const auto& item : items) {
        if (!known.contains(item.*key))
            fault.put(list, "names a source or route that the pack does not declare");
    }
}

/// What no single object can see: ids, references, one product per dm+d id.
void checkWhole(const ProgrammePack& result, Fault& fault)
{
    const auto sources = uniqueIds(result.sources, &PackSource::id, u"sources"_s, fault);
    const auto routes = uniqueIds(result.routes, &CodedPlace::id, u"routes"_s, fault);
    uniqueIds(result.cohorts, &Cohort::id, u"cohorts"_s, fault);
    uniqueIds(result.products, &Product::id, u"products"_s, fault);
    uniqueIds(result.sites, &CodedPlace::id, u"sites"_s, fault);
    uniqueIds(result.codes, &OutcomeCode::outcome, u"codes"_s, fault);
    uniqueIds(result.preScreen, &PreScreenQuestion::id, u"preScreen"_s, fault);
    checkReferences(result.cohorts, &Cohort::source, sources, u"cohorts"_s, fault);
    checkReferences(result.products, &Product::source, sources, u"products"_s, fault);
    checkReferences(result.products, &Product::route, routes, u"products"_s, fault);
    checkReferences(result.preScreen, &PreScreenQuestion::source, sources, u"preScreen"_s, fault);
    QSet<QString> dmd;
    for (const auto& product : result.products) {
        if (!product.dmd.isEmpty() && dmd.contains(product.dmd))
            fault.put(u"products"_s, "dm+d id used twice");
        dmd.insert(product.dmd);
    }
    if (!result.code(u"given"))
        fault.put(u"codes"_s, "no code for given");
}

ProgrammePack readPack(Fields& f)
{
    ProgrammePack result;
    result.id = f.text(u"id"_s);
    result.programme = f.text(u"programme"_s);
    result.title = f.text(u"title"_s);
    result.version = f.optionalInt(u"version"_s, 1, 9999).value_or(0);
    result.dated = f.date(u"dated"_s);
    result.opens = f.date(u"opens"_s);
    result.closes = f.date(u"closes"_s);
    if (const auto* disease = f.take(u"targetDisease"_s)) {
        Fields fields(*disease, u"targetDisease"_s, f.fault());
        result.targetDisease = fields.conceptId(u"snomed"_s);
        result.targetDiseaseTerm = fields.text(u"term"_s);
    }
    result.countsFrom = f.optionalDate(u"countsFrom"_s);
    result.dosesInCourse = f.optionalInt(u"dosesInCourse"_s, 1, 9).value_or(1);
    result.minimumIntervalDays = f.optionalInt(u"minimumIntervalDays"_s, 0, 3660).value_or(0);
    result.gaps = f.texts(u"gaps"_s);
    result.sources = f.list<PackSource>(u"sources"_s, readSource);
    result.cohorts = f.list<Cohort>(u"cohorts"_s, readCohort);
    result.products = f.list<Product>(u"products"_s, readProduct);
    result.sites = f.list<CodedPlace>(u"sites"_s, readPlace);
    result.routes = f.list<CodedPlace>(u"routes"_s, readPlace);
    result.codes = f.list<OutcomeCode>(u"codes"_s, readCode);
    result.preScreen = f.list<PreScreenQuestion>(u"preScreen"_s, readQuestion);
    if (result.version == 0)
        f.fault().put(u"version"_s, "whole number expected");
    if (result.targetDisease.isEmpty())
        f.fault().put(u"targetDisease"_s, "expected");
    checkOrder(f, u"closes"_s, result.opens, result.closes);
    checkWhole(result, f.fault());
    return result;
}

} // namespace pack

Result<ProgrammePack> readProgrammePack(const QByteArray& bytes)
{
    JsonLimits limits;
    limits.bytes = qsizetype{1024} * 1024;
    DOORSTEP_TRY(document, readJson(bytes, limits));
    if (!document.isObject())
        return Error{ErrorCode::InvalidInput, "pack: object expected"};
    // A newer schema may say what this build cannot judge: refuse it before reading further.
    if (document[u"schema"].toInt() != 1)
        return Error{ErrorCode::Unsupported, "pack schema: 1 expected"};
    pack::Fault fault;
    ProgrammePack result;
    {
        pack::Fields fields(document, {}, fault);
        fields.take(u"schema"_s);
        result = pack::readPack(fields);
    }
    if (fault.isSet())
        return Error{ErrorCode::InvalidInput, fault.detail};
    return result;
}

} // namespace doorstep::clinical

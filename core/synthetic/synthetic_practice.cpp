#include "core/synthetic/synthetic_practice.h"

#include "core/clinical/json_value.h"
#include "core/exchange/csv_writer.h"
#include "core/synthetic/synthetic_names.h"

#include <QRandomGenerator>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace doorstep::synthetic {

namespace parts {

constexpr int MapSide = 1001;
constexpr int DaysInYear = 365;

struct Address {
    QString line;
    QString postcode;
    QString area;
    int x = 0;
    int y = 0;
};

/// Draws everything from one seeded generator, in one order.
class Maker {
public:
    explicit Maker(const SyntheticOptions& options)
        : m_options(options)
        , m_random(options.seed)
    {
    }

    SyntheticPractice make()
    {
        m_practice.name = u"Quillhaven Surgery"_s;
        m_practice.odsCode = u"Y99999"_s;
        makeHomes();
        while (room() > 0)
            makeHousehold();
        shuffle();
        return std::move(m_practice);
    }

private:
    [[nodiscard]] int room() const
    {
        return m_options.patients - static_cast<int>(m_practice.patients.size());
    }
    int below(int limit) { return m_random.bounded(limit); }
    bool chance(int percent) { return below(100) < percent; }
    template <std::size_t Size> QString pick(const std::array<const char16_t*, Size>& words)
    {
        return QString::fromUtf16(words[static_cast<std::size_t>(below(static_cast<int>(Size)))]);
    }

    /// A number of the never-issued range, each once.
    clinical::NhsNumber nextNumber()
    {
        while (true) {
            const QString nine
                = u"999"_s + QString::number(below(1'000'000)).rightJustified(6, u'0');
            const auto check = clinical::nhsCheckDigit(nine);
            if (!check || m_numbers.contains(nine))
                continue;
            m_numbers.insert(nine);
            return *clinical::NhsNumber::parse(nine + QString::number(*check)).number;
        }
    }

    Address nextAddress()
    {
        static constexpr std::array Areas{u"Northgate", u"Riverside", u"Uphill", u"Old Town"};
        static const QString Letters = u"ABDEFGHJLNPQRSTUWXYZ"_s;
        Address address;
        address.x = below(MapSide);
        address.y = below(MapSide);
        address.area
            = QString::fromUtf16(Areas[(address.x > 500 ? 1u : 0u) + (address.y > 500 ? 2u : 0u)]);
        const QString number = QString::number(1 + below(120));
        const QString street = pick(Streets);
        address.line = number + u' ' + street + u' ' + pick(StreetKinds);
        const int outward = 1 + below(9);
        const int inward = 1 + below(9);
        const QChar first = Letters[below(static_cast<int>(Letters.size()))];
        const QChar second = Letters[below(static_cast<int>(Letters.size()))];
        address.postcode = u"ZZ%1 %2%3%4"_s.arg(outward).arg(inward).arg(first).arg(second);
        return address;
    }

    QString nextFamily()
    {
        const QString first = pick(FamilyFirst);
        return first + pick(FamilyLast);
    }

    exchange::ListedPatient person(
        const QString& family, const Address& address, int youngest, int oldest)
    {
        exchange::ListedPatient patient;
        patient.nhsNumber = nextNumber();
        patient.family = family;
        const bool female = chance(54);
        const QString first = pick(GivenFirst);
        patient.given = first + (female ? pick(GivenFemale) : pick(GivenMale));
        patient.gender = female ? clinical::Gender::Female : clinical::Gender::Male;
        patient.title = female ? (chance(50) ? u"Mrs"_s : u"Ms"_s) : u"Mr"_s;
        const int days = youngest * DaysInYear + below((oldest - youngest) * DaysInYear);
        patient.born = m_options.today.addDays(-days);
        patient.addressLine = address.line;
        patient.town = u"Quillhaven"_s;
        patient.postcode = address.postcode;
        patient.area = address.area;
        patient.mapX = address.x;
        patient.mapY = address.y;
        patient.phone = u"01632 960%1"_s.arg(
            below(1000), 3, 10, QLatin1Char('0')); // a number range reserved for fiction
        patient.usualGp = pick(Gps);
        addRegisters(patient, days / DaysInYear);
        addNotes(patient);
        return patient;
    }

    void addRegisters(exchange::ListedPatient& patient, int age)
    {
        // About 80 housebound in a list of 10,000: one in five from 85 on, few before.
        if (age >= 85 ? chance(20) : age >= 70 && chance(2))
            patient.registers.append(u"housebound"_s);
        if (age >= 18 && chance(1))
            patient.registers.append(u"smi"_s);
        if (age >= 60 && chance(1))
            patient.registers.append(u"palliative"_s);
        if (chance(age >= 50 ? 30 : 12))
            patient.riskGroups.append(pick(RiskGroups));
        if (patient.gender == clinical::Gender::Female && age >= 18 && age < 45 && chance(3))
            patient.riskGroups.append(u"pregnant"_s);
        if (age >= 65 ? chance(70) : chance(10))
            patient.lastFlu = clinical::PreviousDose{
                u"flu"_s, {}, m_options.today.addYears(-1).addDays(-below(50)), pick(FluPlaces)};
    }

    void addNotes(exchange::ListedPatient& patient)
    {
        const bool visited = patient.registers.contains(u"housebound"_s);
        if (chance(12))
            patient.allergies.append(pick(Allergies));
        if (chance(visited ? 50 : 4))
            patient.adjustments.append(pick(Adjustments));
        if (chance(visited ? 25 : 2))
            patient.alerts.append(pick(Alerts));
        if (visited) {
            patient.accessNote = chance(60) ? pick(AccessNotes) : QString();
            const QString contact = pick(GivenFirst) + pick(GivenFemale);
            patient.contactName = contact + u' ' + patient.family;
            patient.contactPhone = u"07700 900%1"_s.arg(below(1000), 3, 10, QLatin1Char('0'));
        }
        if (patient.accessNote.startsWith(u"Key safe"))
            patient.keyCode = QString::number(below(10'000)).rightJustified(4, u'0');
        if (chance(3)) {
            patient.language = pick(Languages);
            patient.interpreter = chance(60);
        }
        patient.restricted = below(500) == 0;
    }

    void makeHomes()
    {
        // 50 to 100 people with a learning disability for 8,000 patients; a third of them in homes
        // here.
        const int homes
            = std::min<int>(static_cast<int>(HomeNames.size()), 1 + m_options.patients / 2'000);
        for (int i = 0; i < homes && room() > 0; ++i) {
            Address address = nextAddress();
            SyntheticHome home;
            home.name = QString::fromUtf16(HomeNames[static_cast<std::size_t>(i)]);
            home.forLearningDisability = i % 2 == 0;
            home.addressLine = address.line = home.name + u", "_s + address.line;
            home.postcode = address.postcode;
            home.mapX = address.x;
            home.mapY = address.y;
            const int residents = std::min(6 + below(7), room());
            for (int n = 0; n < residents; ++n) {
                auto patient = person(nextFamily(), address, home.forLearningDisability ? 22 : 74,
                    home.forLearningDisability ? 75 : 99);
                patient.registers.removeAll(u"housebound"_s);
                patient.registers.append(u"care-home"_s);
                if (home.forLearningDisability) {
                    patient.registers.append(u"ld"_s);
                    if (patient.adjustments.isEmpty())
                        patient.adjustments.append(pick(Adjustments));
                }
                m_practice.patients.push_back(std::move(patient));
            }
            m_practice.homes.push_back(std::move(home));
        }
    }

    void makeHousehold()
    {
        const Address address = nextAddress();
        const QString family = nextFamily();
        const bool elders = chance(24);
        const int size = std::min(elders ? 1 + below(2) : 1 + below(5), room());
        for (int n = 0; n < size; ++n) {
            const bool child = !elders && n >= 2;
            auto patient = person(
                family, address, elders ? 66 : (child ? 0 : 19), elders ? 98 : (child ? 18 : 66));
            if (!child && !elders && below(120) == 0)
                patient.registers.append(u"ld"_s);
            m_practice.patients.push_back(std::move(patient));
        }
    }

    void shuffle()
    {
        auto& patients = m_practice.patients;
        for (auto i = patients.size(); i > 1; --i)
            std::swap(
                patients[i - 1], patients[static_cast<std::size_t>(below(static_cast<int>(i)))]);
    }

    const SyntheticOptions& m_options;
    QRandomGenerator m_random;
    QSet<QString> m_numbers;
    SyntheticPractice m_practice;
};

/// One column of both outputs.
struct Column {
    QString header; ///< as the importer knows it
    QString member; ///< of the JSON object
    QString (*text)(const exchange::ListedPatient&);
};

QString joined(const QStringList& parts)
{
    return parts.join(u"; "_s);
}

QString number(std::optional<int> value)
{
    return value ? QString::number(*value) : QString();
}

QString yes(bool value)
{
    return value ? u"yes"_s : QString();
}

const std::vector<Column>& columns()
{
    using P = const exchange::ListedPatient&;
    static const std::vector<Column> all{
        {u"NHS number"_s, u"nhsNumber"_s, [](P p) { return p.nhsNumber.digits(); }},
        {u"Surname"_s, u"family"_s, [](P p) { return p.family; }},
        {u"First name"_s, u"given"_s, [](P p) { return p.given; }},
        {u"Title"_s, u"title"_s, [](P p) { return p.title; }},
        {u"Date of birth"_s, u"born"_s, [](P p) { return p.born.toString(Qt::ISODate); }},
        {u"Gender"_s, u"gender"_s, [](P p) { return clinical::genderWord(p.gender); }},
        {u"Address"_s, u"addressLine"_s, [](P p) { return p.addressLine; }},
        {u"Town"_s, u"town"_s, [](P p) { return p.town; }},
        {u"Postcode"_s, u"postcode"_s, [](P p) { return p.postcode; }},
        {u"Area"_s, u"area"_s, [](P p) { return p.area; }},
        {u"Phone"_s, u"phone"_s, [](P p) { return p.phone; }},
        {u"Contact"_s, u"contactName"_s, [](P p) { return p.contactName; }},
        {u"Contact phone"_s, u"contactPhone"_s, [](P p) { return p.contactPhone; }},
        {u"Usual GP"_s, u"usualGp"_s, [](P p) { return p.usualGp; }},
        {u"Language"_s, u"language"_s, [](P p) { return p.language; }},
        {u"Interpreter"_s, u"interpreter"_s, [](P p) { return yes(p.interpreter); }},
        {u"Registers"_s, u"registers"_s, [](P p) { return joined(p.registers); }},
        {u"Risk groups"_s, u"riskGroups"_s, [](P p) { return joined(p.riskGroups); }},
        {u"Allergies"_s, u"allergies"_s, [](P p) { return joined(p.allergies); }},
        {u"Alerts"_s, u"alerts"_s, [](P p) { return joined(p.alerts); }},
        {u"Adjustments"_s, u"adjustments"_s, [](P p) { return joined(p.adjustments); }},
        {u"Access note"_s, u"accessNote"_s, [](P p) { return p.accessNote; }},
        {u"Key code"_s, u"keyCode"_s, [](P p) { return p.keyCode; }},
        {u"Last flu vaccine"_s, u"lastFlu"_s,
            [](P p) { return p.lastFlu ? p.lastFlu->givenOn.toString(Qt::ISODate) : QString(); }},
        {u"Last flu at"_s, u"lastFluPlace"_s,
            [](P p) { return p.lastFlu ? p.lastFlu->place : QString(); }},
        {u"Restricted"_s, u"restricted"_s, [](P p) { return yes(p.restricted); }},
        {u"Map X"_s, u"mapX"_s, [](P p) { return number(p.mapX); }},
        {u"Map Y"_s, u"mapY"_s, [](P p) { return number(p.mapY); }},
    };
    return all;
}

} // namespace parts

SyntheticPractice makeSyntheticPractice(const SyntheticOptions& options)
{
    return parts::Maker(options).make();
}

QByteArray syntheticCsv(const SyntheticPractice& practice)
{
    exchange::CsvWriter writer;
    QStringList cells;
    for (const auto& column : parts::columns())
        cells.append(column.header);
    writer.row(cells);
    for (const auto& patient : practice.patients) {
        cells.clear();
        for (const auto& column : parts::columns())
            cells.append(column.text(patient));
        writer.row(cells);
    }
    return writer.bytes();
}

QByteArray syntheticJson(const SyntheticPractice& practice)
{
    using clinical::JsonValue;
    auto homes = JsonValue::array();
    for (const auto& home : practice.homes) {
        homes.append(JsonValue::object({{u"name"_s, JsonValue::string(home.name)},
            {u"learningDisability"_s, JsonValue::boolean(home.forLearningDisability)},
            {u"addressLine"_s, JsonValue::string(home.addressLine)},
            {u"postcode"_s, JsonValue::string(home.postcode)},
            {u"mapX"_s, JsonValue::integer(home.mapX)},
            {u"mapY"_s, JsonValue::integer(home.mapY)}}));
    }
    auto patients = JsonValue::array();
    for (const auto& patient : practice.patients) {
        auto one = JsonValue::object();
        for (const auto& column : parts::columns())
            one.set(column.member, JsonValue::stringOrNull(column.text(patient)));
        patients.append(std::move(one));
    }
    return JsonValue::object(
        {{u"practice"_s, JsonValue::string(practice.name)},
            {u"ods"_s, JsonValue::string(practice.odsCode)}, {u"homes"_s, std::move(homes)},
            {u"patients"_s, std::move(patients)}})
        .toJson();
}

} // namespace doorstep::synthetic

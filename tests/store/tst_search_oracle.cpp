#include "core/store/name_sound.h"
#include "core/store/search_store.h"
#include "tests/store/store_fixture.h"
#include "tests/support/seed.h"
#include "tests/support/test_registry.h"

#include <QSet>
#include <algorithm>
#include <random>

using namespace doorstep;
using namespace Qt::StringLiterals;
using test::StoreFixture;

namespace search_oracle {

struct Person {
    PatientId id;
    QStringList family; ///< parts, plain letters
    QStringList given;
    QString number;
    QDate born;
    QString outward, inward;
    QStringList address;
};

enum class Asks { Name, Address, Number, Born, Year, Postcode };
struct Asked {
    Asks asks;
    QString plain; ///< what is meant
    QString typed; ///< how it was written
    QDate born;
};

/// 0 exact, 1 beginning, 2 address, 3 sound, 4 none. Letters meet names, postcodes and addresses,
/// whatever was meant by them.
int nearness(const Person& person, const Asked& asked)
{
    switch (asked.asks) {
    case Asks::Name:
    case Asks::Address: {
        QStringList names = person.family + person.given;
        names << person.family.join(QString()) << person.given.join(QString());
        int nearest = 4;
        for (const QString& name : names)
            if (name == asked.plain)
                nearest = 0;
            else if (name.startsWith(asked.plain))
                nearest = std::min(nearest, 1);
        if (asked.plain.size() >= 3 && person.outward.startsWith(asked.plain))
            nearest = std::min(nearest, 1);
        if (asked.plain.size() < 3)
            return nearest;
        for (const QString& word : person.address)
            if (word.startsWith(asked.plain))
                nearest = std::min(nearest, 2);
        QByteArray sound = store::nameSound(asked.plain);
        const QByteArray stem = sound.endsWith('A') ? sound.chopped(1) : sound;
        for (const QString& name : names) {
            const QByteArray said = store::nameSound(name);
            if (sound.size() >= 2 && (said == sound || (stem.size() >= 3 && said.startsWith(stem))))
                nearest = std::min(nearest, 3);
        }
        return nearest;
    }
    case Asks::Number:
        return person.number == asked.plain ? 0 : person.number.startsWith(asked.plain) ? 1 : 4;
    case Asks::Born:
        return person.born == asked.born ? 0 : 4;
    case Asks::Year:
        if (person.born.year() == asked.plain.toInt())
            return 0;
        return person.number.startsWith(asked.plain) ? 1 : 4;
    case Asks::Postcode:
        if (person.outward == asked.plain || person.outward + person.inward == asked.plain)
            return 0;
        return (person.outward + person.inward).startsWith(asked.plain) ? 1 : 4;
    }
    return 4;
}

class World {
public:
    explicit World(quint64 seed)
        : m_random(seed)
    {
    }
    int below(int count) { return int(m_random() % quint64(count)); }
    QString one(const QStringList& list) { return list.at(below(int(list.size()))); }

    Person person(IdMint& mint)
    {
        static const QStringList families{u"smithtest"_s, u"smythtest"_s, u"obrientest"_s,
            u"quibbleworth"_s, u"quibblewick"_s, u"milltest"_s, u"tanntest"_s, u"jonestest"_s};
        static const QStringList givens{u"catherine"_s, u"katherine"_s, u"john"_s, u"jon"_s,
            u"anne"_s, u"marie"_s, u"graham"_s, u"graeme"_s, u"millie"_s, u"zoe"_s};
        static const QStringList streets{u"mill"_s, u"smithtest"_s, u"heron"_s};
        Person made;
        made.id = mint.next<PatientId>();
        made.family = {one(families)};
        if (below(4) == 0)
            made.family << one(families);
        made.given = {one(givens)};
        if (below(4) == 0)
            made.given << one(givens);
        made.number = u"999%1"_s.arg(below(10'000'000), 7, 10, QChar(u'0'));
        made.born = QDate(1930 + below(90), 1 + below(12), 1 + below(28));
        made.outward = u"zz%1"_s.arg(1 + below(12));
        made.inward = QString::number(below(10)) + QStringLiteral("ab").at(below(2)) + u'q';
        made.address = {one(streets), one(QStringList{u"lane"_s, u"street"_s})};
        return made;
    }
    /// Upper case, accents and joiners as lists have them.
    QString written(const QStringList& parts)
    {
        QString text = parts.join(below(2) ? u'-' : u' ');
        text[0] = text[0].toUpper();
        if (below(3) == 0)
            text.replace(u'i', u"\u00ed"_s);
        if (below(5) == 0)
            text.replace(u"obrien"_s, u"o'brien"_s);
        return text;
    }
    Asked ask(const std::vector<Person>& people)
    {
        const Person& meant = people.at(std::size_t(below(int(people.size()))));
        const auto cut = [this](const QString& text, int least) {
            return text.left(least + below(int(text.size()) - least + 1));
        };
        switch (below(8)) {
        case 0:
            return address(cut(one(meant.address), 1));
        case 1: {
            const QString number = cut(meant.number, 3);
            return {Asks::Number, number, spaced(number), {}};
        }
        case 2:
            return {Asks::Born, {}, dateTyped(meant.born), meant.born};
        case 3: {
            const QString year = QString::number(meant.born.year());
            return {Asks::Year, year, year, {}};
        }
        case 4: {
            const QString code = below(2) ? meant.outward : meant.outward + meant.inward;
            if (below(4) == 0) // its letters alone ask for a name
                return {Asks::Name, u"zz"_s, u"ZZ"_s, {}};
            return {Asks::Postcode, code, code.toUpper(), {}};
        }
        default: {
            const QString name = cut(one(meant.family + meant.given), 2);
            return {Asks::Name, name, below(2) ? name : name.toUpper(), {}};
        }
        }
    }

private:
    static Asked address(const QString& word) { return {Asks::Address, word, word, {}}; }
    QString spaced(QString number)
    {
        if (below(2) == 0 && number.size() > 3)
            number.insert(3, u' ');
        return number;
    }
    QString dateTyped(QDate date)
    {
        static const QStringList ways{u"d/M/yyyy"_s, u"dd/MM/yyyy"_s, u"d M yyyy"_s, u"d.M.yyyy"_s,
            u"d MMM yyyy"_s, u"d MMMM yyyy"_s, u"yyyy-MM-dd"_s, u"ddMMyyyy"_s};
        return QLocale::c().toString(date, one(ways));
    }

    std::mt19937_64 m_random;
};

QString orderOf(const Person& person)
{
    return person.family.join(QString()).left(6).leftJustified(6)
        + person.given.join(QString()).left(3).leftJustified(3);
}

} // namespace search_oracle

/// The index against looking at every patient in turn.
class TestSearchOracle : public QObject {
    Q_OBJECT

    using Person = search_oracle::Person;
    using Asked = search_oracle::Asked;
    /// How near, whether of the round, by name: what rows are ordered by.
    using Place = std::tuple<int, bool, QString>;

    static void save(store::Store& store, StoreFixture& fixture, const Person& person,
        search_oracle::World& world)
    {
        ledger::Act act(fixture.mint);
        ledger::PatientRecorded recorded;
        recorded.family = world.written(person.family);
        recorded.given = world.written(person.given);
        recorded.nhsNumber = person.number;
        recorded.born = person.born;
        ledger::Address address;
        address.line = person.address.join(u' ');
        address.postcode = person.outward + u' ' + person.inward;
        recorded.address = address;
        act.add(person.id.as<ScopeId>(), person.id.as<AggregateId>(), recorded);
        QVERIFY(store.save(act));
    }
    /// Digits beside digits would be one number.
    static QString typedText(const std::vector<Asked>& asked)
    {
        QStringList typed;
        for (const Asked& one : asked)
            typed << one.typed;
        return typed.join(u' ');
    }
    static std::map<PatientId, Place> expected(const std::vector<Person>& people,
        const std::vector<Asked>& asked, const std::vector<PatientId>& round)
    {
        std::map<PatientId, Place> found;
        for (const Person& person : people) {
            int farthest = 0;
            for (const Asked& one : asked)
                farthest = std::max(farthest, search_oracle::nearness(person, one));
            if (farthest < 4)
                found[person.id] = {farthest, std::ranges::find(round, person.id) == round.end(),
                    search_oracle::orderOf(person)};
        }
        return found;
    }
    static void compare(store::Store& store, const std::vector<Person>& people,
        const std::vector<Asked>& asked, const std::vector<PatientId>& round, int limit)
    {
        const auto all = expected(people, asked, round);
        std::vector<Place> places;
        for (const auto& [id, place] : all)
            places.push_back(place);
        std::ranges::sort(places);
        places.resize(std::min(places.size(), std::size_t(limit)));
        const auto found
            = store::SearchStore(store.connection()).find(typedText(asked), limit, round);
        QVERIFY(found);
        std::vector<Place> foundPlaces;
        QSet<PatientId> once;
        for (const auto& row : *found) {
            const auto known = all.find(row.patient);
            QVERIFY2(known != all.end(), qPrintable(row.family + u' ' + row.given));
            foundPlaces.push_back(known->second);
            once.insert(row.patient);
        }
        QCOMPARE(once.size(), qsizetype(found->size()));
        QCOMPARE(found->size(), places.size());
        QVERIFY(foundPlaces == places);
    }

private Q_SLOTS:
    void find_anyTyping_isWhatLookingAtEveryoneFinds()
    {
        constexpr int People = 300, Changes = 40, Questions = 1'500;
        const quint64 seed = test::seedOr(20261124);
        search_oracle::World world(seed);
        StoreFixture fixture;
        auto store = fixture.openNew();
        QVERIFY(store);
        std::vector<Person> people;
        for (int i = 0; i < People; ++i) {
            people.push_back(world.person(fixture.mint));
            save(*store, fixture, people.back(), world);
        }
        for (int i = 0; i < Changes; ++i) { // renamed, moved, or gone
            const auto at = std::size_t(world.below(int(people.size())));
            Person changed = world.person(fixture.mint);
            changed.id = people[at].id;
            people[at] = changed;
            save(*store, fixture, changed, world);
        }
        for (int i = 0; i < Changes / 4; ++i) {
            QVERIFY(store::SearchStore(store->connection()).remove(people.back().id));
            people.pop_back();
        }
        std::vector<PatientId> round;
        for (int i = 0; i < 20; ++i)
            round.push_back(people.at(std::size_t(world.below(int(people.size())))).id);
        for (int i = 0; i < Questions && !QTest::currentTestFailed(); ++i) {
            std::vector<Asked> asked{world.ask(people)};
            const bool digits = asked[0].typed.back().isDigit();
            while (world.below(2) == 0 && asked.size() < 3) {
                Asked more = world.ask(people);
                if (!digits && more.asks != search_oracle::Asks::Born
                    && !more.typed.front().isDigit() && !asked.back().typed.back().isDigit())
                    asked.push_back(more);
                else
                    break;
            }
            const int limits[] = {1, 10, 50, 1000};
            compare(*store, people, asked, round, limits[world.below(4)]);
            if (QTest::currentTestFailed())
                qWarning("seed %llu, question %d: \"%s\"", static_cast<unsigned long long>(seed), i,
                    qPrintable(typedText(asked)));
        }
    }
};
DOORSTEP_TEST(TestSearchOracle);

#include "tst_search_oracle.moc"

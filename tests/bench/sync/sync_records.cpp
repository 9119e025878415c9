#include "tests/bench/sync/sync_records.h"

#include "tests/bench/sync/sync_system.h"

#include <QDateTime>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <array>
#include <random>

namespace doorstep::bench {

namespace {

constexpr qint64 FirstMs = 1'795'510'800'000; // Tuesday 24 Nov 2026, 09:00 UTC
constexpr qint64 BetweenMs = 90'000;

struct Observable {
    const char* code;
    const char* display;
    const char* unit;
    int least;
    int most;
    int decimals;
};
constexpr std::array<Observable, 8> Observables{{
    {"271649006", "Systolic blood pressure", "mm[Hg]", 95, 185, 0},
    {"271650006", "Diastolic blood pressure", "mm[Hg]", 50, 110, 0},
    {"364075005", "Heart rate", "/min", 48, 128, 0},
    {"86290005", "Respiratory rate", "/min", 11, 26, 0},
    {"386725007", "Body temperature", "Cel", 352, 391, 1},
    {"103228002", "Oxygen saturation", "%", 88, 100, 0},
    {"27113001", "Body weight", "kg", 421, 1138, 1},
    {"1003671000000109", "Blood glucose", "mmol/L", 39, 164, 1},
}};

constexpr const char* Words
    = "about after again ankle answers appetite arm asked asleep awake back bandage bath bed "
      "before "
      "better bread breath bruise calm carer chair chemist clean clear cold comfortable cough cup "
      "daughter day dizzy door dressing drinks dry eats evening eyes fall family feels feet finger "
      "fluids food fresh frame friend glasses good hand hearing heel help home hospital kitchen "
      "knee "
      "left leg letter light little living loose lunch medicine milk morning mouth moves neighbour "
      "night no none nurse oedema old own pad pain pale phone pillow plan quiet rail rash reads "
      "refused repeat rest right room safe says seen shoes short shoulder side sister sits skin "
      "sleeps slow smiles sock son sore speech stairs steady step stick stool swelling table taken "
      "talks tea tired today tomorrow toilet twice uneven unsteady walks warm washed water weak "
      "week well wife window worse wound wrist yesterday";

const QList<QByteArray>& vocabulary()
{
    static const QList<QByteArray> words = QByteArray(Words).split(' ');
    return words;
}

/// The numbers behind one record, drawn in one order for both forms.
class Draw {
public:
    explicit Draw(int number)
        : m_random(quint64(number) + 20'261'124)
    {
    }
    int below(int bound) { return std::uniform_int_distribution(0, bound - 1)(m_random); }
    int between(int least, int most)
    {
        return std::uniform_int_distribution(least, most)(m_random);
    }
    std::array<quint8, 16> id()
    {
        std::array<quint8, 16> bytes{};
        for (quint8& byte : bytes)
            byte = quint8(below(256));
        return bytes;
    }
    QString uuid()
    {
        const auto bytes = id();
        return QUuid::fromRfc4122(QByteArrayView(bytes.data(), qsizetype(bytes.size())))
            .toString(QUuid::WithoutBraces);
    }

private:
    std::mt19937_64 m_random;
};

struct Reading {
    const Observable* what;
    int scaled;
    QString note;
};

Reading readingOf(Draw& draw, int number)
{
    const Observable& what = Observables[std::size_t(number) % Observables.size()];
    const int value = draw.between(what.least, what.most);
    QByteArrayList note;
    const int words = draw.between(15, 20);
    for (int i = 0; i < words; ++i)
        note.append(vocabulary()[draw.below(int(vocabulary().size()))]);
    return {&what, value, QString::fromLatin1(note.join(' '))};
}

Instant takenAt(int number)
{
    return Instant{FirstMs + number * BetweenMs};
}

QString text(const char* latin1)
{
    return QString::fromLatin1(latin1);
}

} // namespace

ledger::ObservationRecorded madeObservation(int number)
{
    Draw draw(number);
    const Reading reading = readingOf(draw, number);
    ledger::MeasuredValue value;
    value.code = text(reading.what->code);
    value.scaled = reading.scaled;
    value.decimals = reading.what->decimals;
    value.unit = text(reading.what->unit);
    ledger::ObservationRecorded recorded;
    recorded.takenAt = takenAt(number);
    recorded.visit = VisitId(draw.id());
    recorded.values = {value};
    recorded.detail = reading.note;
    return recorded;
}

QByteArray madeDocument(int number)
{
    using namespace Qt::StringLiterals;
    Draw draw(number);
    const Reading reading = readingOf(draw, number);
    const double value = reading.what->decimals == 0 ? reading.scaled : reading.scaled / 10.0;
    const QJsonObject document{{u"encounter"_s, u"Encounter/"_s + draw.uuid()},
        {u"_id"_s, draw.uuid()}, {u"subject"_s, u"Patient/"_s + draw.uuid()},
        {u"performer"_s, u"Practitioner/"_s + draw.uuid()}, {u"device"_s, draw.uuid()},
        {u"kind"_s, u"observation"_s}, {u"status"_s, u"final"_s},
        {u"effective"_s, takenAt(number).toUtc().toString(Qt::ISODateWithMs)},
        {u"code"_s,
            QJsonObject{{u"system"_s, u"http://snomed.info/sct"_s},
                {u"code"_s, text(reading.what->code)},
                {u"display"_s, text(reading.what->display)}}},
        {u"value"_s, QJsonObject{{u"value"_s, value}, {u"unit"_s, text(reading.what->unit)}}},
        {u"note"_s, reading.note}};
    return QJsonDocument(document).toJson(QJsonDocument::Compact);
}

void writeDocuments(const QString& path, int count)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        stop("no room for the documents");
    for (int number = 0; number < count; ++number)
        file.write(madeDocument(number) + '\n');
    if (!file.flush())
        stop("no room for the documents");
}

} // namespace doorstep::bench

#include "core/domain/glossary.h"
#include "core/ledger/projector.h"
#include "tests/entry/entry_samples.h"
#include "tests/fuzz/fuzz_target.h"

#include <QCborArray>
#include <algorithm>
#include <map>

/// Entries of every kind with any fields, in any order. The input is read as a list of entries: a
/// kind, who wrote it, where it stands, what it builds on, and values for some of its fields, most
/// of them of the right type, so that the folds themselves are reached.
namespace doorstep::fuzz::fold {

using namespace doorstep::ledger;
using namespace doorstep::test;

/// Few enough that entries name one another.
constexpr quint8 MostIds = 12;

QByteArray someId(InputReader& input)
{
    return idOf<AggregateId>(input.below(MostIds)).toBytes();
}

QCborValue someNumber(InputReader& input)
{
    static constexpr std::array<qint64, 10> Edges{0, 1, -1, 60, 1439, 20'781, 1'795'510'800'000,
        std::numeric_limits<int>::max(), std::numeric_limits<qint64>::max(),
        std::numeric_limits<qint64>::min()};
    const quint8 which = input.byte();
    return which < Edges.size() ? Edges[which] : qint64(input.number(which % 9));
}

QCborValue someText(InputReader& input)
{
    return QString::fromLatin1(input.piece(input.below(12)));
}

QCborValue someWord(const QMetaEnum& words, InputReader& input)
{
    return domain::wordOf(words, words.value(input.below(quint8(words.keyCount()))));
}

QCborMap someFields(const QMetaObject& type, InputReader& input, int depth);

QCborValue valueFor(QByteArray type, InputReader& input, int depth)
{
    const quint8 odd = input.byte();
    if (odd == 0xff)
        return nullptr;
    if (odd == 0xfe)
        return someNumber(input);
    if (type.startsWith("std::optional<"))
        return valueFor(type.sliced(14).chopped(1), input, depth);
    if (type.startsWith("QList<") || type == "QStringList") {
        const QByteArray element = type == "QStringList" ? "QString" : type.sliced(6).chopped(1);
        QCborArray array;
        for (quint8 count = input.below(4); count > 0; --count)
            array.append(valueFor(element, input, depth + 1));
        return array;
    }
    if (type == "bool")
        return odd % 2 == 0;
    if (type == "QString")
        return someText(input);
    if (type == "QByteArray")
        return input.piece(input.below(40)).toByteArray();
    if (type.endsWith("Id"))
        return someId(input);
    const QByteArray name = type.sliced(type.lastIndexOf(':') + 1);
    const int words = domain::staticMetaObject.indexOfEnumerator(name.constData());
    if (words >= 0)
        return someWord(domain::staticMetaObject.enumerator(words), input);
    const QMetaObject* gadget = QMetaType::fromName(type).metaObject();
    if (gadget != nullptr && gadget->propertyCount() > 0 && depth < 3)
        return someFields(*gadget, input, depth + 1);
    return someNumber(input); // integers, dates, times
}

QCborMap someFields(const QMetaObject& type, InputReader& input, int depth)
{
    QCborMap fields;
    for (quint8 count = input.below(16); count > 0; --count) {
        const int index = input.below(quint8(type.propertyCount() + 1));
        if (index == type.propertyCount()) { // of a newer version
            fields.insert(QStringLiteral("later"), someNumber(input));
            continue;
        }
        const auto property = type.property(index);
        fields.insert(
            QString::fromLatin1(property.name()), valueFor(property.typeName(), input, depth));
    }
    return fields;
}

const std::vector<KindDescriptor>& kindsOf(AggregateKind aggregate)
{
    static const auto byAggregate = [] {
        std::map<AggregateKind, std::vector<KindDescriptor>> all;
        for (int one = 0; one <= int(AggregateKind::Any); ++one)
            for (const auto& kind : knownKinds())
                if (one == 0 || int(kind.spec.aggregate) == one
                    || kind.spec.aggregate == AggregateKind::Any)
                    all[AggregateKind(one)].push_back(kind);
        return all;
    }();
    return byAggregate.at(aggregate);
}

LedgerEntry someEntry(const std::vector<KindDescriptor>& kinds, quint8 number, InputReader& input)
{
    const KindDescriptor& kind = kinds[input.below(quint8(kinds.size()))];
    const quint8 flags = input.byte();
    Payload payload;
    payload.kind = QString::fromLatin1(kind.spec.name);
    payload.schema = kind.spec.schema + ((flags & 0xe0) == 0xe0 ? 1 : 0);
    payload.aggregate = idOf<AggregateId>(0);
    payload.act = idOf<ActId>(flags % 5);
    payload.fields = someFields(*kind.fields, input, 0);
    for (const QCborValue& key : payload.fields.keys())
        if ((flags & 8) != 0)
            payload.basis[key.toString()] = idOf<EntryId>(input.below(MostIds));
    // As it would come from the store: through its bytes.
    const auto decoded = decodePayload(encodePayload(payload));
    expect(decoded.ok(), "payload: what was written can be read");
    LedgerEntry entry;
    entry.id = idOf<EntryId>(number);
    entry.device = idOf<DeviceId>(flags & 1);
    entry.staff = idOf<StaffId>((flags >> 1) & 3);
    entry.wall = {qint64(someNumber(input).toInteger())};
    entry.ctr = number;
    if ((flags & 16) == 0)
        entry.seq = input.byte();
    entry.payload = *decoded;
    return entry;
}

void sameRows(const Projection& one, const Projection& other)
{
    expect(one.rowSets.size() == other.rowSets.size(), "fold: same tables");
    for (std::size_t i = 0; i < one.rowSets.size(); ++i)
        expect(one.rowSets[i].table == other.rowSets[i].table
                && one.rowSets[i].rows == other.rowSets[i].rows,
            "fold: same entries in any order, same rows");
    expect(one.foldedSeq == other.foldedSeq, "fold: same sequence");
    expect(one.notUnderstood == other.notUnderstood, "fold: same entries left out");
}

/// A fold that goes on from its first half, where that is allowed.
void continued(const std::vector<LedgerEntry>& entries, const Projection& whole)
{
    const auto inOrder = inFoldOrder(entries);
    const auto overlay = std::ranges::find_if(inOrder, [](const auto& e) { return !e.seq; });
    const auto half = inOrder.begin() + (overlay - inOrder.begin()) / 2;
    AggregateFold fold(whole.aggregate);
    if (fold.append({inOrder.begin(), half}) && fold.append({half, overlay}))
        sameRows(whole, fold.project({overlay, inOrder.end()}));
}

void run(QByteArrayView bytes)
{
    InputReader input(bytes);
    const auto& kinds = kindsOf(AggregateKind(input.below(quint8(AggregateKind::Any) + 1)));
    const int turn = input.byte();
    std::vector<LedgerEntry> entries;
    while (!input.atEnd() && entries.size() < MostIds)
        entries.push_back(someEntry(kinds, quint8(entries.size()), input));
    const auto aggregate = idOf<AggregateId>(0);
    const auto whole = project(aggregate, entries);
    continued(entries, whole);
    std::reverse(entries.begin(), entries.end());
    sameRows(whole, project(aggregate, entries));
    if (!entries.empty())
        std::rotate(entries.begin(), entries.begin() + turn % std::ssize(entries), entries.end());
    sameRows(whole, project(aggregate, entries));
}

Seeds seeds()
{
    Seeds all;
    for (int aggregate = 0; aggregate <= int(AggregateKind::Any); ++aggregate)
        for (quint32 seed = 1; seed <= 3; ++seed) {
            std::mt19937 random(seed);
            QByteArray bytes(1, char(aggregate));
            while (bytes.size() < 400)
                bytes += char(random());
            all.push_back({QByteArray::number(aggregate) + '-' + QByteArray::number(seed), bytes});
        }
    return all;
}

} // namespace doorstep::fuzz::fold
DOORSTEP_FUZZ(fold);

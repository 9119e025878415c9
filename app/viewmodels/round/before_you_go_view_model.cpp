#include "app/viewmodels/round/before_you_go_view_model.h"

#include "app/runtime/box_act.h"
#include "app/viewmodels/round/round_readiness.h"
#include "app/viewmodels/round/temperature_entry.h"
#include "app/viewmodels/words/typed_date.h"
#include "app/viewmodels/words/words.h"
#include "core/store/entry_store.h"

#include <QCoreApplication>
#include <array>

namespace doorstep::app {

namespace before_you_go {

struct KitItem {
    const char* id;
    const char* title;
    const char* detail;
};
/// What the bag must hold; adrenaline carries its own batch and expiry.
constexpr std::array kitItems{
    KitItem{"pack", QT_TRANSLATE_NOOP("Kit", "Anaphylaxis pack"),
        QT_TRANSLATE_NOOP("Kit", "Adrenaline in date, needles and syringes")},
    KitItem{"sharps", QT_TRANSLATE_NOOP("Kit", "Sharps bin"), ""},
    KitItem{"thermometer", QT_TRANSLATE_NOOP("Kit", "Box thermometer"),
        QT_TRANSLATE_NOOP("Kit", "Working, lowest and highest reset")},
    KitItem{"phone", QT_TRANSLATE_NOOP("Kit", "Phone charged"), ""},
};

const QString pack = QStringLiteral("pack");

QString says(const char* text)
{
    return *text ? QCoreApplication::translate("Kit", text) : QString();
}

} // namespace before_you_go

BeforeYouGoViewModel::BeforeYouGoViewModel(RoundInHand& round, LastSave& saves, QObject* parent)
    : QObject(parent)
    , m_round(round)
    , m_saves(saves)
{
    connect(&m_round, &RoundInHand::changed, this, &BeforeYouGoViewModel::refresh);
    connect(&m_saves, &LastSave::changed, this, &BeforeYouGoViewModel::changed);
    refresh();
}

const BoxFile* BeforeYouGoViewModel::box() const
{
    return m_round.file().boxes.empty() ? nullptr : &m_round.file().boxes.front();
}

int BeforeYouGoViewModel::countedOf(const domain::BoxContentRow& content) const
{
    return m_counted.value(content.batch, content.remaining);
}

void BeforeYouGoViewModel::refresh()
{
    std::vector<LoadRow> loads;
    for (const BoxFile& each : m_round.file().boxes)
        for (const auto& content : each.contents) {
            const int counted = countedOf(content);
            loads.push_back({.batchId = QString::fromLatin1(content.batch.toHex()),
                .product = content.productName,
                .batch
                = tr("%1, expires %2").arg(content.batchNumber, words::date(content.expires)),
                .expected = counted == content.remaining
                    ? tr("Loaded %1, counted %2").arg(content.remaining).arg(counted)
                    : tr("Loaded %1, you counted %2").arg(content.remaining).arg(counted),
                .counted = QString::number(counted),
                .tone
                = counted == content.remaining ? QStringLiteral("ok") : QStringLiteral("warn")});
        }
    m_loads.setRows(std::move(loads));
    const auto ready = roundReadiness(m_round.file(), m_round.by().staff, m_round.today());
    std::vector<KitRow> kit;
    for (const auto& item : before_you_go::kitItems) {
        const QString id = QString::fromLatin1(item.id);
        kit.push_back({.checkId = id,
            .title = before_you_go::says(item.title),
            .detail = before_you_go::says(item.detail),
            .ticked = ready.kitChecked || m_ticked.contains(id)});
    }
    m_kit.setRows(std::move(kit));
    Q_EMIT changed();
}

QString BeforeYouGoViewModel::roundWhen() const
{
    return words::dayDate(m_round.file().round.day);
}

QString BeforeYouGoViewModel::loadHeading() const
{
    if (!box())
        return tr("No box loaded");
    int doses = 0;
    for (const BoxFile& each : m_round.file().boxes)
        for (const auto& content : each.contents)
            doses += content.remaining;
    return tr("%1: %2").arg(
        words::sentence(box()->box.name), words::counted(doses, tr("1 dose"), tr("%1 doses")));
}

QString BeforeYouGoViewModel::temperatureText() const
{
    return lastTemperature(m_round.file(), m_round.today()).text;
}

QString BeforeYouGoViewModel::temperatureTone() const
{
    return lastTemperature(m_round.file(), m_round.today()).tone;
}

QVariantList BeforeYouGoViewModel::authorities() const
{
    using Standing = AuthorityStanding::Standing;
    std::vector<Tag> lines;
    for (const auto& each :
        authorityStandings(m_round.file(), m_round.by().staff, m_round.today())) {
        const auto& row = each.file->authority;
        const QString title = tr("%1 v%2").arg(row.title, row.version);
        switch (each.standing) {
        case Standing::Ready:
            lines.push_back({.text = tr("%1, valid to %2").arg(title, words::date(row.validTo)),
                .tone = QStringLiteral("ok")});
            break;
        case Standing::NotSigned:
            lines.push_back(
                {.text = tr("%1, not signed by you").arg(title), .tone = QStringLiteral("warn")});
            break;
        case Standing::NotForYou:
            lines.push_back({.text = tr("%1 is for registered professionals").arg(title),
                .tone = QStringLiteral("warn")});
            break;
        case Standing::NotInForce:
            lines.push_back({.text = tr("%1 is not in force today").arg(title),
                .tone = QStringLiteral("stop")});
            break;
        }
    }
    return toVariants(lines);
}

QVariantList BeforeYouGoViewModel::notices() const
{
    std::vector<Notice> all;
    const auto ready = roundReadiness(m_round.file(), m_round.by().staff, m_round.today());
    if (ready.temperatureOut)
        all.push_back({.noticeId = QStringLiteral("cold-chain"),
            .kind = QStringLiteral("stop"),
            .heading = tr("Do not use this box"),
            .body
            = tr("The last reading is outside 2 to 8 °C. Keep the vaccine cold, mark it do not "
                 "use, and ring the coordinator."),
            .who = tr("The coordinator can lift this.")});
    for (const auto& each : authorityStandings(m_round.file(), m_round.by().staff, m_round.today()))
        if (each.standing == AuthorityStanding::Standing::NotSigned)
            all.push_back({.noticeId = QString::fromLatin1(each.file->authority.authority.toHex()),
                .kind = QStringLiteral("warn"),
                .heading = tr("Not signed by you"),
                .body = tr("You have not signed %1 v%2. Read and sign it, or ask for a PSD.")
                            .arg(each.file->authority.title, each.file->authority.version),
                .actionText = tr("Read and sign"),
                .actionIcon = QStringLiteral("pencil")});
    if (!m_saves.error().isEmpty())
        all.push_back({.noticeId = QStringLiteral("save"),
            .kind = QStringLiteral("stop"),
            .heading = tr("Not saved"),
            .body = m_saves.error()});
    return toVariants(all);
}

BeforeYouGoViewModel::Gap BeforeYouGoViewModel::gap() const
{
    const auto ready = roundReadiness(m_round.file(), m_round.by().staff, m_round.today());
    if (!ready.boxLoaded)
        return Gap::NoBox;
    if (!ready.temperatureTaken)
        return Gap::Temperature;
    if (!ready.kitChecked && m_ticked.size() < static_cast<int>(before_you_go::kitItems.size()))
        return Gap::Kit;
    return ready.toSign.isEmpty() ? Gap::None : Gap::Authority;
}

QString BeforeYouGoViewModel::beginText() const
{
    switch (gap()) {
    case Gap::NoBox:
        return tr("No box is loaded for this round");
    case Gap::Count:
        return tr("Count the box to go");
    case Gap::Temperature:
        return tr("Take the box's temperature to go");
    case Gap::Kit:
        return tr("Tick the kit to go");
    case Gap::Authority:
        return tr("Start without what is not signed");
    case Gap::None:
        break;
    }
    return tr("Start the round");
}

bool BeforeYouGoViewModel::ready() const
{
    return (gap() == Gap::None || gap() == Gap::Authority) && !m_saves.busy();
}

void BeforeYouGoViewModel::count(const QString& batchId, int by)
{
    for (const BoxFile& each : m_round.file().boxes)
        for (const auto& content : each.contents)
            if (QString::fromLatin1(content.batch.toHex()) == batchId)
                m_counted[content.batch] = std::max(0, countedOf(content) + by);
    refresh();
}

void BeforeYouGoViewModel::editTemperature(const QString& text)
{
    m_temperature = text;
    m_temperatureError.clear();
    Q_EMIT changed();
}

void BeforeYouGoViewModel::acceptTemperature()
{
    const auto typed = readTemperature(m_temperature);
    m_temperatureError = typed.error;
    Q_EMIT changed();
    if (!typed.tenths || !box())
        return;
    m_saves.save(temperatureAct(m_round.session().mint(),
                     {.by = m_round.by(),
                         .box = box()->box.box,
                         .round = m_round.file().round.round,
                         .tenths = typed.tenths}),
        [this] {
            m_temperature.clear();
            Q_EMIT changed();
        });
}

void BeforeYouGoViewModel::toggle(const QString& checkId)
{
    if (m_ticked.remove(checkId)) {
        refresh();
        return;
    }
    // The pack is not ticked blind: its batch and date are read off it.
    if (checkId == before_you_go::pack)
        m_kitOpen = true;
    else
        m_ticked.insert(checkId);
    refresh();
}

void BeforeYouGoViewModel::saveKit()
{
    const QDate expires = words::expiryTyped(m_kitExpires);
    if (m_kitBatch.trimmed().isEmpty())
        m_kitError = tr("Enter the batch number of the adrenaline.");
    else if (!expires.isValid())
        m_kitError = tr("Enter the earliest expiry date in the pack, like 31 May 2027.");
    else if (expires < m_round.today())
        m_kitError = tr("The pack expired on %1. Put it aside and take another.")
                         .arg(words::date(expires));
    else {
        m_kitOpen = false;
        m_ticked.insert(before_you_go::pack);
    }
    refresh();
}

void BeforeYouGoViewModel::closeKit()
{
    m_kitOpen = false;
    Q_EMIT changed();
}

void BeforeYouGoViewModel::editKitBatch(const QString& text)
{
    m_kitBatch = text;
    m_kitError.clear();
    Q_EMIT changed();
}

void BeforeYouGoViewModel::editKitExpires(const QString& text)
{
    m_kitExpires = text;
    m_kitError.clear();
    Q_EMIT changed();
}

void BeforeYouGoViewModel::act(const QString& noticeId)
{
    if (const auto id = AuthorityId::fromHex(noticeId.toLatin1())) {
        m_reading = *id;
        m_readToTheEnd = false;
        Q_EMIT changed();
    }
}

const domain::AuthorityFile* BeforeYouGoViewModel::reading() const
{
    for (const auto& file : m_round.file().authorities)
        if (file.authority.authority == m_reading)
            return &file;
    return nullptr;
}

QString BeforeYouGoViewModel::readingTitle() const
{
    const auto* file = reading();
    return file ? tr("%1 v%2").arg(file->authority.title, file->authority.version) : QString();
}

QVariantList BeforeYouGoViewModel::readingLines() const
{
    const auto* file = reading();
    if (!file)
        return {};
    const auto& row = file->authority;
    std::vector<FactLine> lines{
        {.iconName = QStringLiteral("calendar"),
            .lead = tr("Valid "),
            .strong = tr("%1 to %2").arg(words::date(row.validFrom), words::date(row.validTo))},
        {.iconName = QStringLiteral("shield"),
            .lead = tr("Authorised by "),
            .strong = row.authorisedBy.isEmpty() ? row.prescriber : row.authorisedBy}};
    for (const QString& code : row.productCodes)
        lines.push_back(
            {.iconName = QStringLiteral("syringe"), .lead = tr("Covers product "), .strong = code});
    if (!row.note.isEmpty())
        lines.push_back({.iconName = QStringLiteral("info"), .lead = row.note});
    lines.push_back({.iconName = QStringLiteral("clipboard"),
        .lead = tr("Document fingerprint "),
        .strong = QString::fromLatin1(row.documentHash.left(8).toHex())});
    return toVariants(lines);
}

void BeforeYouGoViewModel::readOn()
{
    m_readToTheEnd = true;
    Q_EMIT changed();
}

void BeforeYouGoViewModel::closeReading()
{
    m_reading = {};
    Q_EMIT changed();
}

void BeforeYouGoViewModel::sign()
{
    const auto* file = reading();
    if (!file || !m_readToTheEnd)
        return;
    // The authority's own first entry says which scope it lives in.
    m_round.session()
        .read([id = m_reading.as<AggregateId>()](store::Connection& connection) -> Result<ScopeId> {
            DOORSTEP_TRY(entries, store::EntryStore(connection).ofAggregate(id));
            if (entries.empty())
                return Error{ErrorCode::NotFound, "authority"};
            return entries.front().scope;
        })
        .then(this, [this, row = file->authority](Result<ScopeId> scope) {
            Result<ledger::Act> act = scope ? signAuthorityAct(m_round.session().mint(),
                                          {.by = m_round.by(),
                                              .authority = row.authority,
                                              .scope = *scope,
                                              .version = row.version,
                                              .nameAsSigned = m_round.session().person().name,
                                              .readToTheEnd = true})
                                            : Result<ledger::Act>(scope.error());
            m_saves.save(
                std::move(act), [this] { closeReading(); }, false);
        });
}

void BeforeYouGoViewModel::begin()
{
    if (gap() == Gap::Temperature && !m_temperature.trimmed().isEmpty()) {
        acceptTemperature(); // typed and not yet confirmed: the button asks for just this
        return;
    }
    if (!ready())
        return;
    const bool kitKept
        = roundReadiness(m_round.file(), m_round.by().staff, m_round.today()).kitChecked;
    if (kitKept && m_counted.isEmpty()) {
        Q_EMIT begun();
        return;
    }
    saveCheck();
}

/// The hand count that differs leaves the box as "returned" doses; more than was loaded is a
/// question for whoever loaded it.
void BeforeYouGoViewModel::saveCheck()
{
    const auto* first = box();
    auto act = kitAct(m_round.session().mint(),
        {.by = m_round.by(),
            .box = first->box.box,
            .round = m_round.file().round.round,
            .adrenalineBatch = m_kitBatch,
            .expires = words::expiryTyped(m_kitExpires)});
    for (const auto& content : first->contents) {
        const int fewer = content.remaining - countedOf(content);
        if (!act || fewer <= 0)
            continue;
        const Status moved = addStockMove(*act,
            {.box = first->box.box,
                .round = m_round.file().round.round,
                .batch = content.batch,
                .reason = domain::StockReason::Returned,
                .doses = fewer,
                .remaining = content.remaining,
                .detail = tr("Not in the box when counted")});
        if (!moved) {
            m_saves.save(moved.error());
            return;
        }
    }
    m_saves.save(std::move(act), [this] {
        m_counted.clear();
        m_ticked.clear();
        Q_EMIT begun();
    });
}

} // namespace doorstep::app

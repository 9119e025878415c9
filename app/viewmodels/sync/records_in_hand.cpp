#include "app/viewmodels/sync/records_in_hand.h"

#include "app/viewmodels/words/job_words.h"
#include "app/viewmodels/words/lease_words.h"
#include "app/viewmodels/words/outcome_words.h"
#include "app/viewmodels/words/record_words.h"
#include "app/viewmodels/words/sync_words.h"
#include "app/viewmodels/words/words.h"
#include "core/store/attachment_store.h"
#include "core/store/care_store.h"
#include "core/store/entry_store.h"
#include "core/store/patient_store.h"
#include "core/store/setting_store.h"
#include "core/store/visit_store.h"
#include "sync/client/practice_founding.h"

namespace doorstep::app {

namespace records {

constexpr int mostListed = 200;
constexpr qint64 dayMs = 24LL * 60 * 60 * 1000;
constexpr auto reachedSetting = "ui.lastReached";

struct Reading {
    store::ReceiptCounts counts;
    std::vector<store::Receipt> here;
    QHash<EntryId, QString> names;
    QHash<EntryId, QString> what;
    int attachmentsWaiting = 0;
    NotShown notShown;
    Instant lastReached;
    bool isFounder = false;
    std::optional<store::PutBack> putBack;
};

QString nameOf(store::Connection& connection, PatientId patient)
{
    const auto row = store::PatientStore(connection).find(patient);
    return row && *row ? words::fullName((*row)->family, (*row)->given) : QString();
}

/// Whose record it is: straight from the aggregate for a patient, through the visit for an outcome.
void readNames(store::Connection& connection, Reading& reading)
{
    for (const auto& receipt : reading.here) {
        QString name = nameOf(connection, receipt.aggregate.as<PatientId>());
        if (name.isEmpty()) {
            const auto visit = store::VisitStore(connection).find(receipt.aggregate.as<VisitId>());
            if (visit && *visit) {
                name = nameOf(connection, (*visit)->patient);
                if ((*visit)->outcomeEntry == receipt.entry)
                    reading.what[receipt.entry] = words::outcomeWord((*visit)->outcome);
            }
        }
        const auto dose = store::CareStore(connection).vaccination(receipt.entry);
        if (dose && *dose)
            reading.what[receipt.entry] = (*dose)->programme;
        if (!name.isEmpty())
            reading.names[receipt.entry] = name;
    }
}

Result<Reading> readRecords(store::Connection& connection, bool withNames)
{
    store::EntryStore entries(connection);
    Reading reading;
    DOORSTEP_TRY(counts, entries.receiptCounts());
    reading.counts = counts;
    DOORSTEP_TRY(here, entries.receiptsAt(store::Stage::Here, mostListed));
    reading.here = std::move(here);
    if (withNames)
        readNames(connection, reading);
    DOORSTEP_TRY(waiting, store::attachmentsWaiting(connection));
    reading.attachmentsWaiting = waiting;
    DOORSTEP_TRY(unreadable, entries.unreadable());
    DOORSTEP_TRY(notUnderstood, entries.notUnderstood());
    reading.notShown = {unreadable.waiting, notUnderstood};
    DOORSTEP_TRY(reached, store::SettingStore(connection).integer(reachedSetting, 0));
    reading.lastReached = {reached};
    DOORSTEP_TRY(isFounder, client::isFoundedHere(connection));
    reading.isFounder = isFounder;
    DOORSTEP_TRY(putBack, store::PutBackStore(connection).find());
    reading.putBack = putBack;
    return reading;
}

} // namespace records

RecordStrip recordStrip(
    const store::ReceiptCounts& counts, Instant oldestHere, Instant now, int photosHere)
{
    using namespace words;
    if (counts.here > 0) {
        const bool old = oldestHere.ms > 0 && now.ms - oldestHere.ms > records::dayMs;
        return {counted(counts.here, RecordsInHand::tr("1 record on this device only"),
                    RecordsInHand::tr("%1 records on this device only")),
            old ? QStringLiteral("warn") : QStringLiteral("brand"), QStringLiteral("device")};
    }
    if (counts.held > 0)
        return {counted(counts.held, RecordsInHand::tr("1 record held: the practice must decide"),
                    RecordsInHand::tr("%1 records held: the practice must decide")),
            QStringLiteral("warn"), QStringLiteral("pause")};
    if (photosHere > 0)
        return {counted(photosHere, RecordsInHand::tr("1 photo on this device only"),
                    RecordsInHand::tr("%1 photos on this device only")),
            QStringLiteral("brand"), QStringLiteral("device")};
    if (counts.total() == 0)
        return {RecordsInHand::tr("No records made here yet"), QStringLiteral("brand"),
            QStringLiteral("device")};
    return {counted(counts.total(), RecordsInHand::tr("The 1 record made here is at the practice"),
                RecordsInHand::tr("All %1 records made here are at the practice")),
        QStringLiteral("ok"), QStringLiteral("building")};
}

RecordsInHand::RecordsInHand(RoundInHand& round, SyncDriver& sync, QObject* parent)
    : QObject(parent)
    , m_round(round)
    , m_sync(sync)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(0);
    connect(&m_soon, &QTimer::timeout, this, &RecordsInHand::read);
    connect(&m_round, &RoundInHand::changed, this, &RecordsInHand::readAgain);
    connect(&m_sync, &SyncDriver::progressChanged, this, &RecordsInHand::readAgain);
    connect(&m_sync, &SyncDriver::stateChanged, this, &RecordsInHand::changed);
    connect(&m_sync, &SyncDriver::synced, this, &RecordsInHand::noteReached);
    connect(&m_sync, &SyncDriver::attachmentsSettled, this, &RecordsInHand::readAgain);
}

void RecordsInHand::readAgain()
{
    m_soon.start();
}

void RecordsInHand::noteReached()
{
    m_round.session()
        .withStore(StorageThread::Urgency::Apply,
            [at = m_round.now()](store::Store& store) -> Status {
                return store::SettingStore(store.connection())
                    .putInteger(records::reachedSetting, at.ms);
            })
        .then(this, [this](const Status&) { readAgain(); });
}

void RecordsInHand::read()
{
    if (m_round.session().state() != Session::State::Open) {
        ++m_asked; // a reading under way brings nobody back
        m_counts = {};
        m_here.clear();
        m_names.clear();
        m_what.clear();
        m_attachmentsWaiting = 0;
        m_notShown = {};
        m_putBack.reset();
        m_isRead = false;
        m_readError.reset();
        Q_EMIT changed();
        return;
    }
    const quint64 asked = ++m_asked;
    const bool withNames = m_round.session().reading().right == client::ReadingRight::Full;
    m_round.session()
        .readAnyTime([withNames](store::Connection& connection) {
            return records::readRecords(connection, withNames);
        })
        .then(this, [this, asked](Result<records::Reading> reading) {
            if (asked != m_asked || m_round.session().state() != Session::State::Open)
                return;
            m_readError = reading ? std::nullopt : std::optional(reading.error());
            if (!reading) {
                Q_EMIT changed();
                return;
            }
            m_counts = reading->counts;
            m_here = std::move(reading->here);
            m_names = std::move(reading->names);
            m_what = std::move(reading->what);
            m_attachmentsWaiting = reading->attachmentsWaiting;
            m_notShown = reading->notShown;
            m_lastReached = reading->lastReached;
            m_isFounder = reading->isFounder;
            m_isRead = true;
            m_putBack = reading->putBack;
            Q_EMIT changed();
        });
}

std::optional<Notice> RecordsInHand::firstSyncNotice() const
{
    if (!isBeforeFirstSync())
        return {};
    return Notice{.noticeId = QStringLiteral("first-sync"),
        .kind = QStringLiteral("warn"),
        .heading = tr("Not all records are here yet"),
        .body = tr("They come from the practice when it is reached. Until then people and jobs may "
                   "be missing here."),
        .actionText = tr("Get them now"),
        .actionIcon = QStringLiteral("sync")};
}

std::optional<Notice> RecordsInHand::syncNotice() const
{
    const auto& error = m_sync.lastError();
    if (!error)
        return {};
    return words::syncTrouble(*error, {m_counts.here, m_attachmentsWaiting});
}

std::optional<Notice> RecordsInHand::troubleNotice() const
{
    const auto& error = m_sync.lastError();
    if (!error)
        return {};
    const bool isMoreThanSignal = error->code != ErrorCode::Unreachable && m_counts.here > 0;
    if (!error->permanent && error->code != ErrorCode::Untrusted && !isMoreThanSignal)
        return {};
    auto notice = syncNotice();
    notice->actionText = tr("Try again now");
    notice->actionIcon = QStringLiteral("sync");
    return notice;
}

std::vector<Notice> RecordsInHand::notShownNotices() const
{
    std::vector<Notice> notices;
    const bool isDesk = m_round.session().isDesk();
    if (m_notShown.closed > 0)
        notices.push_back({.noticeId = QStringLiteral("closed"),
            .kind = QStringLiteral("warn"),
            .heading = words::counted(m_notShown.closed, tr("1 record cannot be opened yet"),
                tr("%1 records cannot be opened yet")),
            .body
            = tr("What was written elsewhere came before the key that opens it, or before the "
                 "practice said who wrote it. It is kept, and shows by itself once that is here."),
            .who = isDesk
                ? tr("Decide what is listed under Held. If the practice has not said who wrote it, "
                     "give the person a staff code.")
                : tr("Look for news. If it says the same again, ask the coordinator to "
                     "decide what is held.")});
    if (m_notShown.newer > 0)
        notices.push_back({.noticeId = QStringLiteral("newer"),
            .kind = QStringLiteral("warn"),
            .heading = words::counted(m_notShown.newer, tr("1 record is not shown here"),
                tr("%1 records are not shown here")),
            .body = tr("What another version of Doorstep made is kept here as it is; this version "
                       "cannot read it."),
            .who = tr("An update of Doorstep on this device shows it.")});
    return notices;
}

std::optional<Notice> RecordsInHand::leaseNotice() const
{
    return words::leaseWarning(m_round.session().reading());
}

std::optional<Notice> RecordsInHand::putBackNotice() const
{
    if (!m_putBack)
        return {};
    const QString lacks = m_putBack->acts > 0
        ? words::counted(static_cast<int>(m_putBack->acts),
            tr("1 save made later is not in it: at the practice, it comes back with the next sync; "
               "otherwise it is lost here."),
            tr("%1 saves made later are not in it: those at the practice come back with the next "
               "sync, the others are lost here."))
        : tr("What was saved after it comes back with the next sync when it reached the practice, "
             "and is lost here when it did not.");
    return Notice{.noticeId = QStringLiteral("put-back"),
        .kind = QStringLiteral("warn"),
        .heading = tr("An older copy was put back"),
        .body = tr("Noticed %1 on this device. %2")
                    .arg(words::timeAndDay(m_putBack->noticed, m_round.today()), lacks),
        .who = tr("Check your last visits, and tell the coordinator."),
        .actionText = tr("I have checked"),
        .actionIcon = QStringLiteral("check")};
}

void RecordsInHand::notePutBackRead()
{
    m_round.session()
        .withStore(StorageThread::Urgency::Save,
            [](store::Store& store) { return store::PutBackStore(store.connection()).clear(); })
        .then(this, [this](const Status&) { readAgain(); });
}

std::vector<WaitingRecord> RecordsInHand::waiting() const
{
    std::vector<WaitingRecord> rows;
    for (auto receipt = m_here.rbegin(); receipt != m_here.rend(); ++receipt) {
        const auto kind = words::recordKind(QString::fromLatin1(receipt->kind));
        QString what = m_what.value(receipt->entry, kind.text);
        if (const auto* pack = words::packOf(m_round.packs(), what))
            what = tr("%1 vaccine").arg(words::sentence(words::vaccineName(*pack)));
        const QString name = m_names.value(receipt->entry);
        rows.push_back({.recordId = QString::fromLatin1(receipt->entry.toHex()),
            .iconName = kind.iconName,
            .name = name.isEmpty() ? what : tr("%1, %2").arg(what, name),
            .time = words::time(receipt->wall)});
    }
    return rows;
}

RecordStrip RecordsInHand::strip() const
{
    if (m_readError)
        return {tr("What waits on this device could not be read"), QStringLiteral("warn"),
            QStringLiteral("device")};
    if (!m_isRead)
        return {
            tr("Looking for what waits here"), QStringLiteral("brand"), QStringLiteral("device")};
    // Short, for the next door matters more on Today, at 200 % too: the page it opens says the
    // rest.
    if (const auto trouble = troubleNotice())
        return {m_counts.here > 0
                ? words::counted(m_counts.here, tr("Sync stopped, 1 record only here"),
                    tr("Sync stopped, %1 records only here"))
                : trouble->heading,
            QStringLiteral("warn"), QStringLiteral("warning")};
    return recordStrip(m_counts, m_here.empty() ? Instant() : m_here.front().wall, m_round.now(),
        m_attachmentsWaiting);
}

} // namespace doorstep::app

#include "app/viewmodels/sync/sync_view_model.h"

#include "app/viewmodels/words/error_words.h"
#include "app/viewmodels/words/sync_words.h"
#include "app/viewmodels/words/words.h"

namespace doorstep::app {

std::vector<ReceiptStep> receiptSteps(const store::ReceiptCounts& counts)
{
    const auto step = [](const QString& stage, const QString& text, int count) {
        return ReceiptStep{.stage = stage, .text = text, .count = QString::number(count)};
    };
    return {step(QStringLiteral("device"), SyncViewModel::tr("On this device only"), counts.here),
        step(QStringLiteral("practice"), SyncViewModel::tr("At the practice"), counts.atPractice),
        step(QStringLiteral("safe"), SyncViewModel::tr("Safe: backed up at the practice"),
            counts.safe),
        step(QStringLiteral("exported"), SyncViewModel::tr("In the clinical system"),
            counts.exported),
        step(QStringLiteral("held"), SyncViewModel::tr("Held: the practice must decide"),
            counts.held)};
}

SyncViewModel::SyncViewModel(RecordsInHand& records, QObject* parent)
    : QObject(parent)
    , m_records(records)
{
    connect(&m_records, &RecordsInHand::changed, this, [this] {
        m_rows.setRows(m_records.waiting());
        Q_EMIT changed();
    });
}

QString SyncViewModel::headline() const
{
    if (m_records.readError())
        return tr("What waits here could not be read");
    if (!m_records.isKnown())
        return tr("Looking for what waits here");
    const int here = m_records.counts().here;
    if (here > 0)
        return tr("%1 on this device only").arg(here);
    return m_records.attachmentsWaiting() > 0 ? tr("Only photos wait here")
                                              : tr("Nothing waits here");
}

QString SyncViewModel::body() const
{
    if (const auto& error = m_records.readError())
        return words::errorSentence(*error, words::Doing::Reading);
    if (!m_records.isKnown())
        return {};
    if (m_records.counts().here == 0)
        return tr("Every record made on this device has reached the practice.");
    return tr("Locked and saved here. They send themselves when there is signal.");
}

QString SyncViewModel::reachedText() const
{
    if (!m_records.isKnown())
        return {};
    const Instant at = m_records.lastReached();
    if (at.ms == 0)
        return tr("Practice not reached yet from this device");
    return tr("Practice last reached at %1").arg(words::timeAndDay(at, m_records.round().today()));
}

QString SyncViewModel::photosText() const
{
    const int waiting = m_records.attachmentsWaiting();
    return waiting > 0 ? words::counted(
               waiting, tr("1 photo still on this device"), tr("%1 photos still on this device"))
                       : QString();
}

QVariantList SyncViewModel::steps() const
{
    auto steps = receiptSteps(m_records.counts());
    if (!m_records.isKnown())
        for (ReceiptStep& step : steps)
            step.count = QStringLiteral("–"); // not 0, which would be a count
    return toVariants(steps);
}

QString SyncViewModel::total() const
{
    return m_records.isKnown() ? QString::number(m_records.counts().total()) : QStringLiteral("–");
}

QString SyncViewModel::sendText() const
{
    const int here = m_records.counts().here;
    return here > 0 ? tr("Try to send %1 now").arg(here) : tr("Look for news now");
}

QVariantList SyncViewModel::notices() const
{
    QVariantList all;
    if (const auto putBack = m_records.putBackNotice())
        all.append(QVariant::fromValue(*putBack));
    for (const Notice& notShown : m_records.notShownNotices())
        all.append(QVariant::fromValue(notShown));
    if (const auto lease = m_records.leaseNotice())
        all.append(QVariant::fromValue(*lease));
    for (const Notice& standing :
        words::standingTroubles(m_records.sync().standing(), SyncDriver::app()))
        all.append(QVariant::fromValue(standing));
    if (const auto trouble = m_records.syncNotice(); trouble && !busy())
        all.append(QVariant::fromValue(*trouble));
    return all;
}

void SyncViewModel::act(const QString& noticeId)
{
    if (noticeId == QLatin1String("put-back"))
        m_records.notePutBackRead();
    else if (noticeId == QLatin1String("lease"))
        m_records.sync().syncNow();
}

bool SyncViewModel::busy() const
{
    return m_records.sync().state() == SyncDriver::State::Running;
}

QString SyncViewModel::busyText() const
{
    const auto& sync = m_records.sync();
    const int all = sync.waiting() + sync.acknowledged();
    return all > 0 ? tr("Sending %1 of %2").arg(sync.acknowledged()).arg(all)
                   : tr("Asking the practice");
}

qreal SyncViewModel::progress() const
{
    const auto& sync = m_records.sync();
    const int all = sync.waiting() + sync.acknowledged();
    return all > 0 ? static_cast<qreal>(sync.acknowledged()) / all : 0;
}

void SyncViewModel::send()
{
    m_records.sync().syncNow();
}

} // namespace doorstep::app

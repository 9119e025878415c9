#include "app/viewmodels/vaccinate/batch_view_model.h"

#include "app/viewmodels/words/job_words.h"
#include "app/viewmodels/words/words.h"
#include "core/clinical/gs1.h"

namespace doorstep::app {

BatchViewModel::BatchViewModel(VisitInHand& hand, QObject* parent)
    : QObject(parent)
    , m_hand(hand)
{
}

void BatchViewModel::show(const DoseChoice& dose)
{
    m_dose = dose;
    m_typed.clear();
    m_error.clear();
    m_open = true;
    std::vector<BatchOffer> offers;
    const auto& round = m_hand.round();
    for (const BoxFile& box : round.file().boxes) {
        const auto usable = round.file().boxBatches(box);
        for (std::size_t i = 0; i < usable.size(); ++i) {
            const auto& content = box.contents[i];
            const auto& batch = usable[i];
            const bool ours = content.programme == dose.programme;
            if (!ours || batch.quarantined || batch.dosesLeft <= 0 || batch.expiry < round.today())
                continue;
            offers.push_back({.batchId = QString::fromLatin1(content.batch.toHex()),
                .title = tr("%1, batch %2").arg(content.productName, content.batchNumber),
                .under = tr("Expires %1 · %2 left · %3")
                             .arg(words::date(content.expires))
                             .arg(content.remaining)
                             .arg(box.box.name),
                .selected = content.batch == dose.batch});
        }
    }
    m_batches.setRows(std::move(offers));
    Q_EMIT changed();
}

void BatchViewModel::choose(const QString& batchId)
{
    for (const BoxFile& box : m_hand.round().file().boxes)
        for (const auto& content : box.contents)
            if (QString::fromLatin1(content.batch.toHex()) == batchId) {
                m_dose.box = box.box.box;
                take(content.batchNumber, {});
                return;
            }
}

void BatchViewModel::editTyped(const QString& text)
{
    m_typed = text;
    m_error.clear();
    Q_EMIT changed();
}

void BatchViewModel::acceptTyped()
{
    const QString text = m_typed.trimmed();
    if (text.isEmpty()) {
        refuse(tr("Enter the batch number on the pack."));
        return;
    }
    if (!text.startsWith(QLatin1Char(']'))) {
        take(text, {});
        return;
    }
    const auto scan = clinical::readGs1(text.toUtf8(), m_hand.round().today());
    if (scan.verdict == clinical::Gs1Verdict::Reject || scan.lot.isEmpty()) {
        refuse(tr("That code holds no batch number. Type the number on the pack."));
        return;
    }
    if (scan.serialMayBeGlued) {
        refuse(tr("The code read %1. Look at the pack and type the batch number.").arg(scan.lot));
        return;
    }
    take(scan.lot, scan.expiry);
}

void BatchViewModel::take(const QString& lot, const std::optional<QDate>& scannedExpiry)
{
    const auto* pack = words::packOf(m_hand.round().packs(), m_dose.programme);
    for (const BoxFile& box : m_hand.round().file().boxes) {
        for (const auto& content : box.contents) {
            if (content.batchNumber.compare(lot.trimmed(), Qt::CaseInsensitive) != 0
                || content.programme != m_dose.programme)
                continue;
            m_dose.box = box.box.box;
            m_dose.batch = content.batch;
            m_dose.lot = content.batchNumber;
            m_dose.scannedExpiry = scannedExpiry;
            m_dose.product = content.product;
            if (pack && !pack->productById(content.product)) {
                refuse(tr("%1 is of a product this version does not know.").arg(lot));
                return;
            }
            m_open = false;
            Q_EMIT changed();
            Q_EMIT chosen(m_dose);
            return;
        }
    }
    refuse(tr("%1 is not in today's box. Use a batch from the list, or load it first.").arg(lot));
}

void BatchViewModel::refuse(const QString& sentence)
{
    m_error = sentence;
    Q_EMIT changed();
}

void BatchViewModel::close()
{
    m_open = false;
    Q_EMIT changed();
}

} // namespace doorstep::app

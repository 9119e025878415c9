#pragma once

#include "app/runtime/sync_driver.h"
#include "app/viewmodels/parts/values.h"
#include "app/viewmodels/reading/round_in_hand.h"
#include "core/store/freshness.h"
#include "core/store/receipt.h"

namespace doorstep::app {

/// One own record that has not reached the practice, in words.
struct WaitingRecord {
    Q_GADGET
    DOORSTEP_FIELD(QString, recordId)
    DOORSTEP_FIELD(QString, iconName)
    DOORSTEP_FIELD(QString, name) ///< "Flu vaccine, Joan Pettifer"
    DOORSTEP_FIELD(QString, time)
    bool operator==(const WaitingRecord&) const = default;
};

/// The strip on Today and at the end of the round: one line that is honest about where records are.
struct RecordStrip {
    QString text;
    QString tone; ///< brand, ok, warn
    QString iconName;
};
[[nodiscard]] RecordStrip recordStrip(
    const store::ReceiptCounts& counts, Instant oldestHere, Instant now, int photosHere = 0);

/// Kept here, and on no page.
struct NotShown {
    int closed = 0; ///< without their key, or the certificate of who wrote them
    int newer = 0; ///< of another version of the program
};

/// Where this device's own records are, as last read, with the driver that moves them.
class RecordsInHand final : public QObject {
    Q_OBJECT
public:
    RecordsInHand(RoundInHand& round, SyncDriver& sync, QObject* parent = nullptr);

    /// False before the first reading and after one that failed: then nothing below counts.
    [[nodiscard]] bool isKnown() const { return m_isRead && !m_readError; }
    [[nodiscard]] const std::optional<Error>& readError() const { return m_readError; }
    [[nodiscard]] const store::ReceiptCounts& counts() const { return m_counts; }
    [[nodiscard]] const std::vector<store::Receipt>& here() const { return m_here; }
    [[nodiscard]] std::vector<WaitingRecord> waiting() const;
    [[nodiscard]] RecordStrip strip() const;
    /// Photos that have not reached the practice.
    [[nodiscard]] int attachmentsWaiting() const { return m_attachmentsWaiting; }
    /// Device time of the last reach; 0: not since this store was made.
    [[nodiscard]] Instant lastReached() const { return m_lastReached; }
    /// No sync has ended well since this store was made: what is missing may only not be here yet.
    /// Never of the desk that founded the practice: there is nothing that it has not made.
    [[nodiscard]] bool isBeforeFirstSync() const
    {
        return m_isRead && m_lastReached.ms == 0 && !m_isFounder;
    }
    [[nodiscard]] SyncDriver& sync() const { return m_sync; }
    [[nodiscard]] RoundInHand& round() const { return m_round; }

    /// That an older copy of the store was put back, in words; nothing once it was read.
    [[nodiscard]] std::optional<Notice> putBackNotice() const;
    /// A person has read it.
    void notePutBackRead();
    [[nodiscard]] std::optional<Notice> firstSyncNotice() const;
    /// Why the last sync did not end well.
    [[nodiscard]] std::optional<Notice> syncNotice() const;
    /// The same where somebody must do something, for every page: no word of a tablet that has no
    /// signal for a while.
    [[nodiscard]] std::optional<Notice> troubleNotice() const;
    /// How many records are here and on no page, why, and what to do.
    [[nodiscard]] std::vector<Notice> notShownNotices() const;
    /// That the lease ends soon.
    [[nodiscard]] std::optional<Notice> leaseNotice() const;

    void readAgain();

Q_SIGNALS:
    void changed();

private:
    void read();
    void noteReached();

    RoundInHand& m_round;
    SyncDriver& m_sync;
    store::ReceiptCounts m_counts;
    std::vector<store::Receipt> m_here;
    QHash<EntryId, QString> m_names; ///< patient or box behind each waiting record
    QHash<EntryId, QString> m_what;
    int m_attachmentsWaiting = 0;
    NotShown m_notShown;
    Instant m_lastReached;
    bool m_isRead = false;
    bool m_isFounder = false;
    std::optional<Error> m_readError;
    std::optional<store::PutBack> m_putBack;
    QTimer m_soon;
    quint64 m_asked = 0;
};

} // namespace doorstep::app

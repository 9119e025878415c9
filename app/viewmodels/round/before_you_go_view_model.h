#pragma once

#include "app/viewmodels/parts/row_list_model.h"
#include "app/viewmodels/parts/values.h"
#include "app/viewmodels/reading/round_in_hand.h"
#include "app/viewmodels/visit/last_save.h"

namespace doorstep::app {

struct LoadRow {
    Q_GADGET
    DOORSTEP_FIELD(QString, batchId)
    DOORSTEP_FIELD(QString, product)
    DOORSTEP_FIELD(QString, batch)
    DOORSTEP_FIELD(QString, expected)
    DOORSTEP_FIELD(QString, counted)
    DOORSTEP_FIELD(QString, tone)
    bool operator==(const LoadRow&) const = default;
};
struct KitRow {
    Q_GADGET
    DOORSTEP_FIELD(QString, checkId)
    DOORSTEP_FIELD(QString, title)
    DOORSTEP_FIELD(QString, detail)
    DOORSTEP_FIELD(bool, ticked)
    bool operator==(const KitRow&) const = default;
};

/// Before the car leaves: the box counted, its temperature, the kit, the authorities. GUI thread.
class BeforeYouGoViewModel final : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by AppViewModel")
    Q_PROPERTY(QString roundName READ roundName NOTIFY changed)
    Q_PROPERTY(QString roundWhen READ roundWhen NOTIFY changed)
    Q_PROPERTY(QString loadHeading READ loadHeading NOTIFY changed)
    Q_PROPERTY(QAbstractItemModel* loads READ loads CONSTANT)
    Q_PROPERTY(QString temperatureText READ temperatureText NOTIFY changed)
    Q_PROPERTY(QString temperatureTone READ temperatureTone NOTIFY changed)
    Q_PROPERTY(QString temperature READ temperature NOTIFY changed)
    Q_PROPERTY(QString temperatureError READ temperatureError NOTIFY changed)
    Q_PROPERTY(QAbstractItemModel* kit READ kit CONSTANT)
    Q_PROPERTY(bool kitOpen READ kitOpen NOTIFY changed)
    Q_PROPERTY(QString kitBatch READ kitBatch NOTIFY changed)
    Q_PROPERTY(QString kitExpires READ kitExpires NOTIFY changed)
    Q_PROPERTY(QString kitError READ kitError NOTIFY changed)
    Q_PROPERTY(QVariantList authorities READ authorities NOTIFY changed)
    Q_PROPERTY(QVariantList notices READ notices NOTIFY changed)
    Q_PROPERTY(QString beginText READ beginText NOTIFY changed)
    Q_PROPERTY(bool ready READ ready NOTIFY changed)
    Q_PROPERTY(bool readingOpen READ readingOpen NOTIFY changed)
    Q_PROPERTY(QString readingTitle READ readingTitle NOTIFY changed)
    Q_PROPERTY(QVariantList readingLines READ readingLines NOTIFY changed)
    Q_PROPERTY(bool readToTheEnd READ readToTheEnd NOTIFY changed)
public:
    BeforeYouGoViewModel(RoundInHand& round, LastSave& saves, QObject* parent = nullptr);

    [[nodiscard]] QString roundName() const { return m_round.file().round.name; }
    [[nodiscard]] QString roundWhen() const;
    [[nodiscard]] QString loadHeading() const;
    [[nodiscard]] QAbstractItemModel* loads() { return &m_loads; }
    [[nodiscard]] QString temperatureText() const;
    [[nodiscard]] QString temperatureTone() const;
    [[nodiscard]] QString temperature() const { return m_temperature; }
    [[nodiscard]] QString temperatureError() const { return m_temperatureError; }
    [[nodiscard]] QAbstractItemModel* kit() { return &m_kit; }
    [[nodiscard]] bool kitOpen() const { return m_kitOpen; }
    [[nodiscard]] QString kitBatch() const { return m_kitBatch; }
    [[nodiscard]] QString kitExpires() const { return m_kitExpires; }
    [[nodiscard]] QString kitError() const { return m_kitError; }
    [[nodiscard]] QVariantList authorities() const;
    [[nodiscard]] QVariantList notices() const;
    [[nodiscard]] QString beginText() const;
    [[nodiscard]] bool ready() const;
    [[nodiscard]] bool readingOpen() const { return !m_reading.isNull(); }
    [[nodiscard]] QString readingTitle() const;
    [[nodiscard]] QVariantList readingLines() const;
    [[nodiscard]] bool readToTheEnd() const { return m_readToTheEnd; }

    Q_INVOKABLE void count(const QString& batchId, int by);
    Q_INVOKABLE void editTemperature(const QString& text);
    Q_INVOKABLE void acceptTemperature();
    Q_INVOKABLE void toggle(const QString& checkId);
    Q_INVOKABLE void editKitBatch(const QString& text);
    Q_INVOKABLE void editKitExpires(const QString& text);
    Q_INVOKABLE void saveKit();
    Q_INVOKABLE void closeKit();
    Q_INVOKABLE void act(const QString& noticeId);
    Q_INVOKABLE void readOn(); ///< the whole document was shown
    Q_INVOKABLE void sign();
    Q_INVOKABLE void closeReading();
    Q_INVOKABLE void begin();

Q_SIGNALS:
    void changed();
    void begun();

private:
    enum class Gap { None, NoBox, Count, Temperature, Kit, Authority };
    [[nodiscard]] Gap gap() const;
    void refresh();
    void saveCheck();
    [[nodiscard]] const domain::AuthorityFile* reading() const;
    [[nodiscard]] const BoxFile* box() const;
    [[nodiscard]] int countedOf(const domain::BoxContentRow& content) const;

    RoundInHand& m_round;
    LastSave& m_saves;
    RowListModel<LoadRow> m_loads;
    RowListModel<KitRow> m_kit;
    QHash<BatchId, int> m_counted; ///< where the hand count differs from the load
    QSet<QString> m_ticked;
    QString m_temperature;
    QString m_temperatureError;
    QString m_kitBatch;
    QString m_kitExpires;
    QString m_kitError;
    AuthorityId m_reading;
    bool m_kitOpen = false;
    bool m_readToTheEnd = false;
};

} // namespace doorstep::app

#pragma once

#include "app/viewmodels/settings/connection_words.h"
#include "app/viewmodels/sync/records_in_hand.h"

#include <QElapsedTimer>
#include <QtQml/qqmlregistration.h>

namespace doorstep::app {

/// How the app looks on this device, and what to look at when something seems wrong. Choices are
/// kept in the store and stay in force while locked. GUI thread.
class SettingsViewModel final : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by AppViewModel")
    Q_PROPERTY(QString scale READ scale NOTIFY changed)
    Q_PROPERTY(qreal textScale READ textScale NOTIFY changed)
    Q_PROPERTY(QString theme READ theme NOTIFY changed)
    Q_PROPERTY(bool reduceMotion READ reduceMotion NOTIFY changed)
    Q_PROPERTY(QVariantList languages READ languages CONSTANT)
    Q_PROPERTY(QString language READ language CONSTANT)
    Q_PROPERTY(QVariantList facts READ facts NOTIFY changed)
    Q_PROPERTY(QVariantList testSteps READ testSteps NOTIFY changed)
    Q_PROPERTY(QString testText READ testText NOTIFY changed)
    Q_PROPERTY(QString testTone READ testTone NOTIFY changed)
    Q_PROPERTY(bool testing READ testing NOTIFY changed)
    Q_PROPERTY(QStringList log READ log NOTIFY changed)
    Q_PROPERTY(bool logShown READ logShown NOTIFY changed)
    Q_PROPERTY(bool codeShown READ codeShown NOTIFY changed)
    Q_PROPERTY(QString code READ code NOTIFY changed)
    Q_PROPERTY(bool codeReady READ codeReady NOTIFY changed)
    Q_PROPERTY(QString codeResult READ codeResult NOTIFY changed)
    Q_PROPERTY(QString codeTone READ codeTone NOTIFY changed)
public:
    explicit SettingsViewModel(RecordsInHand& records, QObject* parent = nullptr);

    [[nodiscard]] QString scale() const { return m_scale; }
    [[nodiscard]] qreal textScale() const { return m_scale.toInt() / 100.0; }
    [[nodiscard]] QString theme() const { return m_theme; }
    [[nodiscard]] bool reduceMotion() const { return m_reduceMotion; }
    [[nodiscard]] QVariantList languages() const { return {}; } ///< one: the choice is hidden
    [[nodiscard]] QString language() const { return QStringLiteral("en"); }
    [[nodiscard]] QVariantList facts() const;
    [[nodiscard]] QVariantList testSteps() const;
    [[nodiscard]] QString testText() const { return m_testText; }
    [[nodiscard]] QString testTone() const { return m_testTone; }
    [[nodiscard]] bool testing() const { return m_testing; }
    [[nodiscard]] QStringList log() const { return m_log; }
    [[nodiscard]] bool logShown() const { return m_logShown; }
    // A connection code: for a device that knows none of the server's keys any more.
    [[nodiscard]] bool codeShown() const { return m_codeShown; }
    [[nodiscard]] QString code() const { return m_code; }
    [[nodiscard]] bool codeReady() const;
    [[nodiscard]] QString codeResult() const { return m_codeResult; }
    [[nodiscard]] QString codeTone() const { return m_codeTone; }

    Q_INVOKABLE void chooseScale(const QString& value);
    Q_INVOKABLE void chooseTheme(const QString& value);
    Q_INVOKABLE void toggleMotion();
    Q_INVOKABLE void test();
    Q_INVOKABLE void toggleLog();
    Q_INVOKABLE void toggleCode();
    Q_INVOKABLE void editCode(const QString& text);
    Q_INVOKABLE void useCode();
    Q_INVOKABLE void lock();

Q_SIGNALS:
    void changed();

private:
    void load();
    void keep(const QByteArray& name, const QByteArray& value);
    void noteSynced(int sent);
    void noteFailed();
    void addLine(const QString& line);
    void endSync(bool isWell, const QString& verdict);
    void noteStep(const client::ConnectionFinding& finding);
    void endTest(const QString& verdict, const QString& tone);

    RecordsInHand& m_records;
    QString m_scale = QStringLiteral("100");
    QString m_theme = QStringLiteral("system");
    bool m_reduceMotion = false;
    std::vector<ConnectionStepLine> m_testSteps;
    QString m_testText;
    QString m_testTone;
    QStringList m_log; ///< newest first; counts and codes, no names
    QElapsedTimer m_testTime;
    bool m_testing = false;
    bool m_awaitsAnswer = false; ///< of the test: the next sync that ends is its last step
    bool m_logShown = false;
    bool m_codeShown = false;
    QString m_code; ///< as typed
    QString m_codeResult;
    QString m_codeTone = QStringLiteral("ok");
};

} // namespace doorstep::app

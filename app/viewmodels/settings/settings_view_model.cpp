#include "app/viewmodels/settings/settings_view_model.h"

#include "app/viewmodels/parts/row_list_model.h"
#include "app/viewmodels/parts/values.h"
#include "app/viewmodels/words/sync_words.h"
#include "app/viewmodels/words/words.h"
#include "core/store/setting_store.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace doorstep::app {

namespace settings {

constexpr auto scaleName = "ui.scale";
constexpr auto themeName = "ui.theme";
constexpr auto motionName = "ui.reduceMotion";
constexpr qsizetype logLines = 50;

struct Kept {
    QByteArray scale;
    QByteArray theme;
    bool reduceMotion = false;
};

Result<Kept> readKept(store::Connection& connection)
{
    store::SettingStore store(connection);
    DOORSTEP_TRY(scale, store.find(scaleName));
    DOORSTEP_TRY(theme, store.find(themeName));
    DOORSTEP_TRY(motion, store.integer(motionName, 0));
    return Kept{scale.value_or("100"), theme.value_or("system"), motion != 0};
}

} // namespace settings

SettingsViewModel::SettingsViewModel(RecordsInHand& records, QObject* parent)
    : QObject(parent)
    , m_records(records)
{
    connect(&m_records.round().session(), &Session::stateChanged, this, &SettingsViewModel::load);
    connect(&m_records.sync(), &SyncDriver::synced, this, [this](int sent) { noteSynced(sent); });
    connect(&m_records.sync(), &SyncDriver::failed, this, &SettingsViewModel::noteFailed);
    connect(&m_records.sync(), &SyncDriver::wayEnding, this, [this] {
        m_testing = m_awaitsAnswer = false; // of a way that is no more
        Q_EMIT changed();
    });
    connect(&m_records.sync(), &SyncDriver::connectionFound, this, &SettingsViewModel::noteStep);
    connect(&m_records, &RecordsInHand::changed, this, &SettingsViewModel::changed);
}

void SettingsViewModel::load()
{
    m_testing = m_awaitsAnswer = false; // a lock ends a test without a word
    if (m_records.round().session().state() != Session::State::Open)
        return;
    m_records.round()
        .session()
        .readAnyTime([](store::Connection& connection) { return settings::readKept(connection); })
        .then(this, [this](Result<settings::Kept> kept) {
            if (!kept)
                return;
            m_scale = QString::fromLatin1(kept->scale);
            m_theme = QString::fromLatin1(kept->theme);
            m_reduceMotion = kept->reduceMotion;
            Q_EMIT changed();
        });
}

void SettingsViewModel::keep(const QByteArray& name, const QByteArray& value)
{
    Q_EMIT changed();
    m_records.round()
        .session()
        .withStore(StorageThread::Urgency::Save,
            [name, value](store::Store& store) -> Status {
                return store::SettingStore(store.connection()).put(name, value);
            })
        .then(this, [](const Status&) {}); // a look that is not kept is no harm
}

QVariantList SettingsViewModel::facts() const
{
    const auto& session = m_records.round().session();
    std::vector<FactLine> lines{{.iconName = QStringLiteral("info"),
        .lead = tr("Doorstep "),
        .strong = QCoreApplication::applicationVersion()}};
    for (const auto& pack : session.packs())
        lines.push_back({.iconName = QStringLiteral("syringe"),
            .lead = tr("%1 facts, dated ").arg(pack.title),
            .strong = words::date(pack.dated),
            .tail = pack.sources.empty() ? QString() : tr(", %1").arg(pack.sources.front().title)});
    lines.push_back({.iconName = QStringLiteral("building"),
        .lead = tr("Practice "),
        .strong = session.device().practiceName});
    const qint64 bytes = QFileInfo(session.files().database()).size();
    lines.push_back({.iconName = QStringLiteral("lock"),
        .lead = tr("Encrypted store "),
        .strong = tr("%1 MB").arg(QString::number(static_cast<double>(bytes) / 1e6, 'f', 1))});
    if (const Instant until = session.reading().until; until.ms > 0)
        lines.push_back({.iconName = QStringLiteral("clock"),
            .lead = tr("Shows patients without the practice until "),
            .strong = tr("%1, %2").arg(words::date(words::localDay(until)), words::time(until))});
    lines.push_back({.iconName = QStringLiteral("key"),
        .lead = tr("Device secret kept by "),
        .strong = session.keystoreLevel() == platform::KeystoreLevel::Hardware
            ? tr("the hardware keystore")
            : tr("the system's key ring")});
    return toVariants(lines);
}

void SettingsViewModel::chooseScale(const QString& value)
{
    const int percent = value.toInt();
    if (percent < 100 || percent > 200)
        return;
    m_scale = value;
    keep(settings::scaleName, value.toLatin1());
}

void SettingsViewModel::chooseTheme(const QString& value)
{
    m_theme = value;
    keep(settings::themeName, value.toLatin1());
}

void SettingsViewModel::toggleMotion()
{
    m_reduceMotion = !m_reduceMotion;
    keep(settings::motionName, m_reduceMotion ? "1" : "0");
}

QVariantList SettingsViewModel::testSteps() const
{
    return toVariants(m_testSteps);
}

void SettingsViewModel::test()
{
    if (m_testing)
        return;
    m_testSteps.clear();
    m_testText.clear();
    if (!m_records.sync().address())
        return endTest(tr("This device has no practice's address. Tell the practice."),
            QStringLiteral("warn"));
    m_testing = true;
    m_testTime.start();
    m_records.sync().testConnection();
    Q_EMIT changed();
}

void SettingsViewModel::noteStep(const client::ConnectionFinding& finding)
{
    if (!m_testing)
        return;
    m_testSteps.push_back(connectionStepLine(finding));
    if (finding.error)
        return endTest(connectionVerdict(finding), QStringLiteral("warn"));
    m_awaitsAnswer = finding.step == client::ConnectionStep::Key;
    m_testTime.restart();
    Q_EMIT changed();
}

void SettingsViewModel::endTest(const QString& verdict, const QString& tone)
{
    m_testing = m_awaitsAnswer = false;
    m_testText = verdict;
    m_testTone = tone;
    Q_EMIT changed();
}

void SettingsViewModel::noteSynced(int sent)
{
    const QString at = words::time(m_records.round().now());
    addLine(tr("%1 reached, %2 sent").arg(at).arg(sent));
    endSync(true, tr("The practice was reached at %1.").arg(at));
}

void SettingsViewModel::noteFailed()
{
    const auto& error = m_records.sync().lastError();
    if (!error)
        return;
    const QString line = error->code == ErrorCode::Unreachable ? tr("%1 not reached (%2)")
                                                               : tr("%1 not done (%2)");
    addLine(line.arg(words::time(m_records.round().now()), QString::fromLatin1(error->detail)));
    endSync(false,
        words::syncTroubleSentence(
            *error, {m_records.counts().here, m_records.attachmentsWaiting()}));
}

void SettingsViewModel::addLine(const QString& line)
{
    m_log.push_front(line);
    if (m_log.size() > settings::logLines)
        m_log.removeLast();
}

/// The last step of a test, when one waits for it.
void SettingsViewModel::endSync(bool isWell, const QString& verdict)
{
    if (!m_awaitsAnswer) {
        Q_EMIT changed();
        return;
    }
    m_testSteps.push_back(answerStepLine(isWell, std::chrono::milliseconds(m_testTime.elapsed())));
    endTest(verdict, isWell ? QStringLiteral("ok") : QStringLiteral("warn"));
}

void SettingsViewModel::toggleLog()
{
    m_logShown = !m_logShown;
    Q_EMIT changed();
}

bool SettingsViewModel::codeReady() const
{
    return !m_code.trimmed().isEmpty();
}

void SettingsViewModel::toggleCode()
{
    m_codeShown = !m_codeShown;
    m_codeResult.clear();
    Q_EMIT changed();
}

void SettingsViewModel::editCode(const QString& text)
{
    m_code = text;
    m_codeResult.clear();
    Q_EMIT changed();
}

void SettingsViewModel::useCode()
{
    if (!codeReady())
        return;
    // Capitals and blanks do not matter to whoever types it.
    QString plain = m_code.toUpper();
    plain.removeIf([](QChar each) { return each.isSpace(); });
    m_records.round().session().repin(plain.toLatin1()).then(this, [this](const Status& taken) {
        m_codeTone = taken ? QStringLiteral("ok") : QStringLiteral("warn");
        m_codeResult = taken
            ? tr("The code was taken. No record was changed. The practice is tried now.")
            : repinSentence(taken.error());
        if (taken) {
            m_code.clear();
            m_codeShown = false;
            m_testSteps.clear();
            m_testText.clear();
        }
        Q_EMIT changed();
    });
}

void SettingsViewModel::lock()
{
    m_records.round().session().lock();
}

} // namespace doorstep::app

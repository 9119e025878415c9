#include "app/runtime/generation_mark.h"

#include "core/store/freshness.h"

#include <QPointer>

namespace doorstep::app {

namespace {

/// A keystore is slow and may be flash: not one write per save.
constexpr auto noteDelay = std::chrono::seconds(30);

Result<qint64> markOf(const Result<SecretBytes>& kept, DeviceId device)
{
    if (!kept)
        return kept.error();
    return store::generationOfMark(*kept, device);
}

} // namespace

GenerationMark::GenerationMark(platform::KeyVault& vault, QObject* parent)
    : QObject(parent)
    , m_vault(vault)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(noteDelay);
    connect(&m_soon, &QTimer::timeout, this, [this] { keep(); });
}

void GenerationMark::read(DeviceId device, std::function<void()> then)
{
    if (device == m_device)
        return then();
    m_device = device;
    m_reached = m_kept = 0;
    m_vault.read(store::generationMarkName(device),
        [self = QPointer(this), this, then = std::move(then)](const Result<SecretBytes>& mark) {
            if (!self)
                return; // a keystore answers in its own time
            if (const auto reached = markOf(mark, m_device))
                m_kept = m_reached = *reached;
            then();
        });
}

void GenerationMark::note(qint64 generation)
{
    m_reached = std::max(m_reached, generation);
    if (m_reached > m_kept && !m_soon.isActive())
        m_soon.start();
}

void GenerationMark::keep(std::function<void()> then)
{
    m_soon.stop();
    if (m_reached <= m_kept)
        return then();
    const qint64 written = m_reached;
    m_vault.replace(store::generationMarkName(m_device), store::generationMark(m_device, written),
        [self = QPointer(this), this, written, then = std::move(then)](const Status& kept) {
            if (!self)
                return;
            if (kept)
                m_kept = std::max(m_kept, written);
            then();
        });
}

} // namespace doorstep::app

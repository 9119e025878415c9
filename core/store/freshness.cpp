#include "core/store/freshness.h"

#include "core/store/setting_store.h"

#include <QtEndian>
#include <cstring>

namespace doorstep::store {

namespace freshness {

constexpr QByteArrayView magic("DSGM");
constexpr quint32 version = 1;
constexpr std::size_t versionAt = 4;
constexpr std::size_t generationAt = 8;
constexpr std::size_t deviceAt = 16;
constexpr std::size_t markSize = 32;

constexpr auto noticedSetting = "store.putBackNoticed";
constexpr auto actsSetting = "store.putBackActs";

} // namespace freshness

using namespace freshness;

QString generationMarkName(DeviceId device)
{
    return QStringLiteral("generation-") + QString::fromLatin1(device.toHex());
}

SecretBytes generationMark(DeviceId device, qint64 generation)
{
    SecretBytes mark(markSize);
    std::memcpy(mark.data(), magic.data(), versionAt);
    qToLittleEndian(version, mark.data() + versionAt);
    qToLittleEndian(generation, mark.data() + generationAt);
    const QByteArray id = device.toBytes();
    std::memcpy(mark.data() + deviceAt, id.constData(), DeviceId::Size);
    return mark;
}

Result<qint64> generationOfMark(const SecretBytes& mark, DeviceId device)
{
    const Error corrupt{ErrorCode::Corrupt, "generation mark", true};
    if (mark.size() != markSize || std::memcmp(mark.data(), magic.data(), versionAt) != 0
        || qFromLittleEndian<quint32>(mark.data() + versionAt) != version
        || mark.view().sliced(deviceAt) != device.toBytes())
        return corrupt;
    const auto generation = qFromLittleEndian<qint64>(mark.data() + generationAt);
    if (generation < 0)
        return corrupt;
    return generation;
}

Result<std::optional<PutBack>> PutBackStore::find()
{
    SettingStore settings(m_connection);
    DOORSTEP_TRY(noticed, settings.integer(noticedSetting, 0));
    if (noticed == 0)
        return std::optional<PutBack>();
    DOORSTEP_TRY(acts, settings.integer(actsSetting, 0));
    return std::optional(PutBack{{noticed}, acts});
}

Status PutBackStore::note(const PutBack& seen)
{
    DOORSTEP_TRY(earlier, find());
    SettingStore settings(m_connection);
    DOORSTEP_CHECK(settings.putInteger(noticedSetting, seen.noticed.ms));
    return settings.putInteger(actsSetting, seen.acts + (earlier ? earlier->acts : 0));
}

Status PutBackStore::clear()
{
    SettingStore settings(m_connection);
    DOORSTEP_CHECK(settings.putInteger(noticedSetting, 0));
    return settings.putInteger(actsSetting, 0);
}

} // namespace doorstep::store

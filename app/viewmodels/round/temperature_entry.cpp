#include "app/viewmodels/round/temperature_entry.h"

#include "app/viewmodels/words/words.h"
#include "core/clinical/decimal.h"

#include <QCoreApplication>

namespace doorstep::app {

namespace temperature_parts {

QString says(const char* text)
{
    return QCoreApplication::translate("Temperature", text);
}

} // namespace temperature_parts

TypedTemperature readTemperature(const QString& text)
{
    using temperature_parts::says;
    QString plain = text.trimmed();
    plain.replace(QLatin1Char(','), QLatin1Char('.'));
    const auto value = clinical::Decimal::parse(plain);
    const auto tenths = value ? value->scaled(1) : std::nullopt;
    if (!tenths)
        return {{}, says("%1 is not a temperature. Enter one like 4.6.").arg(plain)};
    if (*tenths < -400 || *tenths > 600)
        return {{}, says("%1 °C cannot be right. Look at the thermometer again.").arg(plain)};
    return {static_cast<int>(*tenths), {}};
}

LastTemperature lastTemperature(const RoundFile& file, QDate today)
{
    using temperature_parts::says;
    const domain::TemperatureRow* last = nullptr;
    for (const BoxFile& box : file.boxes)
        if (box.lastTemperature && box.lastTemperature->tenths
            && (!last || box.lastTemperature->takenAt > last->takenAt))
            last = &*box.lastTemperature;
    if (!last)
        return {says("Not taken yet"), QStringLiteral("warn")};
    const QString text
        = says("%1 at %2")
              .arg(words::celsius(*last->tenths), words::timeAndDay(last->takenAt, today));
    if (*last->tenths < ColdestTenths || *last->tenths > WarmestTenths)
        return {text + says(", outside 2 to 8 °C"), QStringLiteral("stop")};
    return {text, QStringLiteral("ok")};
}

} // namespace doorstep::app

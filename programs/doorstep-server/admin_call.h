#pragma once

#include <QByteArray>
#include <QString>
#include <optional>

namespace doorstep::server {

/// The answer of the server running in `directory` to one admin command; nothing when none runs.
/// Blocks: a backup of a large log takes its time.
[[nodiscard]] std::optional<QByteArray> callRunningServer(
    const QString& directory, const QByteArray& command);

} // namespace doorstep::server

#pragma once

#include "app/viewmodels/parts/values.h"
#include "sync/client/connection_test.h"

namespace doorstep::app {

/// One step of the connection test as people read it.
struct ConnectionStepLine {
    Q_GADGET
    DOORSTEP_FIELD(QString, iconName)
    DOORSTEP_FIELD(QString, tone) ///< ok, warn
    DOORSTEP_FIELD(QString, lead)
    DOORSTEP_FIELD(QString, tail) ///< ", 0.2 s", of a step that passed
    bool operator==(const ConnectionStepLine&) const = default;
};
[[nodiscard]] ConnectionStepLine connectionStepLine(const client::ConnectionFinding& finding);
/// The last step, which a sync takes.
[[nodiscard]] ConnectionStepLine answerStepLine(bool passed, std::chrono::milliseconds took);
/// What a step that failed means: what happened, what is safe, what to do.
[[nodiscard]] QString connectionVerdict(const client::ConnectionFinding& finding);

/// Why a connection code was not taken, in one sentence.
[[nodiscard]] QString repinSentence(const Error& error);

} // namespace doorstep::app

#pragma once

#include "core/base/clock.h"
#include "core/base/id.h"
#include "core/crypto/crypto.h"

#include <QString>
#include <optional>

namespace doorstep::ctl {

/// A line of the server's audit that somebody wrote down: its number and its chain.
struct NotedLine {
    quint64 seq = 0;
    crypto::Digest chain;
};
/// As auditSentence() gives it: `SEQ:HEX`. InvalidInput when it is something else.
[[nodiscard]] Result<NotedLine> notedLineFrom(const QString& text);

/// Whose chain, and what is known of it from elsewhere.
struct AuditExpectation {
    PracticeId practice;
    crypto::SignPublicKey serverKey;
    std::optional<NotedLine> noted;
};

enum class AuditFlaw {
    None,
    Unreadable, ///< not a line of an audit
    Gap, ///< does not follow from the one before: changed, left out, put in, or moved
    Forged, ///< not signed by this practice's server
    CutShort, ///< ends before the noted line
    Rewritten ///< the noted line is another one now
};

struct AuditFinding {
    AuditFlaw flaw = AuditFlaw::None;
    int atLine = 0; ///< of the file, from 1; 0 when no line of it is to blame
    quint64 lines = 0; ///< of this practice that are sound, up to the flaw
    NotedLine last; ///< the last sound one
    Instant from; ///< time of the first
    Instant until; ///< time of the last sound one
};

/// Checks what `doorstep-server audit` printed, from docs/wire-protocol.md alone: nothing here is
/// shared with the server that wrote it. Lines of other practices are passed over.
[[nodiscard]] AuditFinding checkAudit(QByteArrayView text, const AuditExpectation& expected);

/// In one plain sentence: what was found, and the next step.
[[nodiscard]] QString auditSentence(const AuditFinding& finding);

} // namespace doorstep::ctl

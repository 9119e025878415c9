#include "app/runtime/held_act.h"

#include "core/domain/hold_rules.h"

#include <algorithm>
#include <array>

namespace doorstep::app {

namespace held_parts {

using namespace Qt::StringLiterals;

constexpr std::array reasons{HeldReason::WriterConfirms, HeldReason::OnPaper, HeldReason::NotDone,
    HeldReason::RecordedAgain, HeldReason::NobodyKnows};

Error invalid(const char* why)
{
    return {ErrorCode::InvalidInput, why};
}

entry::ClearBody bodyOf(const HeldPiece& piece, const HeldChoice& choice)
{
    const QString word = heldWord(choice.reason);
    if (piece.isTwin)
        return entry::EntryRejected{piece.entry, QString(entry::AboutTwin)};
    if (choice.letIn && !piece.isClear)
        return entry::EntryReleased{piece.entry, word};
    return entry::EntryRejected{piece.entry, word};
}

} // namespace held_parts

HeldPiece pieceOf(const store::HeldEntry& held)
{
    return {.entry = held.id,
        .isReadable
        = held.opened == store::Opening::Opened && held.verified == store::Verification::Verified,
        .isClear = !entry::isSealed(held.entryClass),
        // Nobody here knows the first one: it can only be left out.
        .isTwin = held.reason == "fork"};
}

bool mayLetIn(const std::vector<HeldPiece>& pieces)
{
    const bool hasRecord
        = std::ranges::any_of(pieces, [](const HeldPiece& piece) { return !piece.isClear; });
    return hasRecord && std::ranges::all_of(pieces, [](const HeldPiece& piece) {
        return !piece.isTwin && (piece.isClear || piece.isReadable);
    });
}

QLatin1StringView heldWord(HeldReason reason)
{
    using namespace held_parts;
    switch (reason) {
    case HeldReason::WriterConfirms:
        return "writer confirms"_L1;
    case HeldReason::OnPaper:
        return "on paper"_L1;
    case HeldReason::NotDone:
        return "not done"_L1;
    case HeldReason::RecordedAgain:
        return "recorded again"_L1;
    case HeldReason::NobodyKnows:
        return "nobody knows"_L1;
    }
    Q_UNREACHABLE();
}

std::optional<HeldReason> heldReasonFrom(QStringView word)
{
    const auto found = std::ranges::find_if(
        held_parts::reasons, [&](HeldReason reason) { return word == heldWord(reason); });
    return found == held_parts::reasons.end() ? std::optional<HeldReason>() : *found;
}

bool isForLettingIn(HeldReason reason)
{
    return reason == HeldReason::WriterConfirms || reason == HeldReason::OnPaper;
}

Result<ledger::Act> decideHeldAct(
    IdMint& mint, const PracticeScope& scopes, const HeldChoice& choice)
{
    using namespace held_parts;
    if (!choice.isDesk)
        return Error{ErrorCode::Refused, "device"};
    if (!domain::hold_rules::mayDecide(domain::Role::Coordinator, choice.by))
        return Error{ErrorCode::Refused, "role"};
    if (choice.pieces.empty() || scopes.practice.isNull())
        return invalid("nothing-held");
    if (isForLettingIn(choice.reason) != choice.letIn)
        return invalid("reason");
    if (choice.letIn && !mayLetIn(choice.pieces))
        return invalid("unreadable");
    ledger::Act act(mint);
    for (const HeldPiece& piece : choice.pieces)
        DOORSTEP_CHECK(addClear(act, scopes.practice, bodyOf(piece, choice)));
    return act;
}

} // namespace doorstep::app

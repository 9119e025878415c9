#pragma once

#include "app/runtime/practice_act.h"
#include "core/store/held_entry_store.h"

/// Deciding what the practice server held. Pure, like practice_act.h.
namespace doorstep::app {

/// One held entry as far as the decision goes.
struct HeldPiece {
    EntryId entry;
    bool isReadable = false; ///< opened here, and signed by whom it names
    bool isClear = false; ///< rights, keys, decisions: never let in, a desk in use gives them anew
    bool isTwin = false; ///< of an entry that was here first, which stays
};
[[nodiscard]] HeldPiece pieceOf(const store::HeldEntry& held);
/// Whether all of it together may be let in: something in it is a record, and each can be read.
[[nodiscard]] bool mayLetIn(const std::vector<HeldPiece>& pieces);

/// Why, as the entry says it: a fixed word, for the server reads it and it must name nobody.
enum class HeldReason : quint8 {
    WriterConfirms, ///< let in
    OnPaper, ///< let in
    NotDone, ///< left out: it did not happen
    RecordedAgain, ///< left out: it is in the records already
    NobodyKnows, ///< left out: nobody can say whether it is true
};
[[nodiscard]] QLatin1StringView heldWord(HeldReason reason);
/// Nothing for words of other versions and of the programs themselves.
[[nodiscard]] std::optional<HeldReason> heldReasonFrom(QStringView word);
[[nodiscard]] bool isForLettingIn(HeldReason reason);

struct HeldChoice {
    std::vector<HeldPiece> pieces; ///< everything that was saved together
    bool letIn = false;
    HeldReason reason = HeldReason::NobodyKnows;
    domain::Role by = domain::Role::Unknown;
    bool isDesk = false; ///< where it is decided
};
/// One save: each record let in, or each left out; what is clear is left out either way. Refused
/// for another device or role than a desk's; InvalidInput for nothing to decide, a reason of the
/// other way, or something to let in that cannot be.
[[nodiscard]] Result<ledger::Act> decideHeldAct(
    IdMint& mint, const PracticeScope& scopes, const HeldChoice& choice);

} // namespace doorstep::app

#pragma once

#include "app/viewmodels/parts/values.h"
#include "core/clinical/authority.h"
#include "core/clinical/programme_pack.h"
#include "core/clinical/stop.h"

/// What a person reads when a check stops or warns: what, why, who can lift it, the safe way on.
namespace doorstep::app::words {

/// Where the button of a stop leads.
enum class WayOn { None, Sign, OtherBatch, Reason, NotGiven, PutOff, Answer };

struct StopContext {
    QString callName; ///< "Mabel"
    QString vaccine; ///< "flu"
    const clinical::ProgrammePack* pack = nullptr; ///< for the words of a question
    clinical::Profession profession = clinical::Profession::Nurse; ///< of the giver
};

/// True when this giver may go on by giving a reason: warnings, and what their own profession
/// lifts.
[[nodiscard]] bool liftedByGiver(const clinical::Stop& stop, clinical::Profession profession);
[[nodiscard]] WayOn wayOn(const clinical::Stop& stop, clinical::Profession profession);
/// The rule's word is its noticeId, with the subject behind it where one rule can speak twice.
[[nodiscard]] QString noticeId(const clinical::Stop& stop);
[[nodiscard]] Notice noticeOf(const clinical::Stop& stop, const StopContext& context);

} // namespace doorstep::app::words

#pragma once

#include "core/base/result.h"
#include "core/vfs/sealed_vfs.h"

#include <QString>

namespace doorstep::ctl {

/// What a check of a store found, in one plain sentence.
[[nodiscard]] QString storeSentence(const vfs::StoreCheck& check);
/// Whether every byte that counts is as it was written.
[[nodiscard]] bool isSound(const vfs::StoreCheck& check);
/// Why there was no check: what happened, what is safe, next step. Other errors have their own
/// sentence.
[[nodiscard]] std::optional<QString> notCheckedSentence(const Error& error);

} // namespace doorstep::ctl

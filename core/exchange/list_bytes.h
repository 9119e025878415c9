#pragma once

#include "core/exchange/patient_list.h"

namespace doorstep::exchange {

/// The bytes of a list made ready for the table reader: UTF-8 without mark and tail.
struct ListBytes {
    QByteArray utf8; ///< bad sequences stay in: the row they stand in is refused
    std::vector<FileFinding> findings; ///< a rejection is the last one
    [[nodiscard]] bool isRejected() const
    {
        return !findings.empty() && verdictOf(findings.back().reason) == FileVerdict::Reject;
    }
};

inline constexpr qsizetype LargestList = qsizetype{32} * 1024 * 1024;

/// Names other formats by their first bytes, undoes UTF-16, drops a NUL tail, and decides between
/// UTF-8 with damage and Windows-1252. Never guesses further: a wrong guess is a wrong name.
[[nodiscard]] ListBytes readyListBytes(const QByteArray& bytes);

/// The bytes of a regular file of at most LargestList.
[[nodiscard]] ListBytes readListFile(const QString& path);

} // namespace doorstep::exchange

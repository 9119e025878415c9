#pragma once

#include <cstddef>

namespace doorstep::crypto::detail {

/// Readies libsodium (once, thread-safe) and ends the program when it cannot.
void requireSodium();
/// Ends the program unless the caller passed the size the primitive takes: going on would read
/// past a key.
void requireSize(std::size_t actual, std::size_t expected);

} // namespace doorstep::crypto::detail

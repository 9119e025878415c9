#pragma once

namespace doorstep::test {

/// From now on the same question to Argon2id is computed once in this process: a store is opened
/// with the same PIN some thousand times. Nothing else about it changes.
void rememberArgon2();
/// How often a PIN was about to be stretched; `watch` is called each time, before it.
void watchArgon2(void (*watch)(void* context), void* context);

} // namespace doorstep::test

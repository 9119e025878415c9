#pragma once

#include <cstddef>

int sysctlbyname(const char* name, void* old, std::size_t* oldSize, void* fresh, std::size_t size);

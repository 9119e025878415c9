#include "tests/fuzz/fuzz_target.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>

// libFuzzer brings main() and calls these two. One program holds every target, because linking is
// most of the time: `fuzz --target=NAME` chooses (libFuzzer itself passes over what begins with
// --).

namespace doorstep::fuzz {

static const Target* chosen = nullptr;

} // namespace doorstep::fuzz

extern "C" int LLVMFuzzerInitialize(int* count, char*** arguments)
{
    using namespace doorstep::fuzz;
    constexpr char option[] = "--target=";
    for (int i = 1; i < *count; ++i)
        if (std::strncmp((*arguments)[i], option, std::strlen(option)) == 0)
            chosen = findTarget((*arguments)[i] + std::strlen(option));
    if (chosen != nullptr)
        return 0;
    std::fprintf(stderr, "fuzz --target=NAME [libFuzzer options] [CORPUS]; NAME is one of\n");
    for (const Target& target : targets())
        std::printf("%s\n", target.name.constData());
    std::exit(2);
}

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* bytes, std::size_t size)
{
    doorstep::fuzz::chosen->run({bytes, static_cast<qsizetype>(size)});
    return 0;
}

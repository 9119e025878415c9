/// libsodium's names for guarded memory, taken by this program: nothing in a simulated practice is
/// secret, and guard pages and locks around each key were a quarter of a life's time.
#include <cstdlib>
#include <sodium.h>

extern "C" void* sodium_malloc(const std::size_t size)
{
    return std::malloc(size);
}

extern "C" void sodium_free(void* memory)
{
    std::free(memory);
}

/// libsodium's names for guarded memory, taken by this program: nothing in a simulated practice is
/// secret, and guard pages and locks around each key were a quarter of a life's time.
#include <cstdlib>
#include <sodium.h>

namespace {

/// In front of what is handed out: how much to wipe. Keeps malloc's alignment.
struct alignas(std::max_align_t) Size {
    std::size_t bytes;
};

} // namespace

extern "C" void* sodium_malloc(const std::size_t size)
{
    auto* front = static_cast<Size*>(std::malloc(sizeof(Size) + size));
    if (!front)
        return nullptr;
    front->bytes = size;
    return front + 1;
}

extern "C" void sodium_free(void* memory)
{
    if (!memory)
        return;
    auto* front = static_cast<Size*>(memory) - 1;
    sodium_memzero(memory, front->bytes);
    std::free(front);
}

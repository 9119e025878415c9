#include "core/base/secret_bytes.h"

#include "core/base/mutant.h"

#include <cstdlib>
#include <cstring>
#include <sodium.h>
#include <utility>

namespace doorstep {

SecretBytes::SecretBytes(std::size_t size)
    : m_size(size)
{
    if (size == 0)
        return;
    if (sodium_init() < 0)
        std::abort();
    m_data = static_cast<unsigned char*>(sodium_malloc(size));
    if (!m_data)
        std::abort();
    std::memset(m_data, 0, size);
}

SecretBytes::~SecretBytes()
{
    clear();
}

SecretBytes::SecretBytes(SecretBytes&& other) noexcept
    : m_data(std::exchange(other.m_data, nullptr))
    , m_size(std::exchange(other.m_size, 0))
{
}

SecretBytes& SecretBytes::operator=(SecretBytes&& other) noexcept
{
    if (this != &other) {
        clear();
        m_data = std::exchange(other.m_data, nullptr);
        m_size = std::exchange(other.m_size, 0);
    }
    return *this;
}

SecretBytes SecretBytes::copyOf(QByteArrayView bytes)
{
    SecretBytes secret(static_cast<std::size_t>(bytes.size()));
    if (!bytes.isEmpty())
        std::memcpy(secret.m_data, bytes.data(), secret.m_size);
    return secret;
}

SecretBytes SecretBytes::clone() const
{
    return copyOf(view());
}

void SecretBytes::append(unsigned char byte)
{
    SecretBytes longer(m_size + 1);
    if (m_size > 0)
        std::memcpy(longer.m_data, m_data, m_size);
    longer.m_data[m_size] = byte;
    *this = std::move(longer);
}

void SecretBytes::removeLast()
{
    if (m_size == 0)
        return;
    *this = copyOf(view().chopped(1));
}

void SecretBytes::clear()
{
    if (!mutated(Mutant::SecretKept))
        sodium_free(m_data); // wipes first; accepts null
    m_data = nullptr;
    m_size = 0;
}

bool SecretBytes::equals(const SecretBytes& other) const
{
    if (m_size != other.m_size)
        return false;
    return m_size == 0 || sodium_memcmp(m_data, other.m_data, m_size) == 0;
}

} // namespace doorstep

#pragma once

#include <QByteArrayView>
#include <cstddef>
#include <span>

namespace doorstep {

/// Key material. Memory from sodium_malloc: locked, guarded, out of core dumps, wiped on release.
/// Move-only; the only copies are the ones whose names say so. Not thread-safe.
class SecretBytes {
public:
    SecretBytes() = default;
    /// `size` zero bytes. Running out of locked memory ends the program: there is no safe fallback.
    explicit SecretBytes(std::size_t size);
    ~SecretBytes();
    SecretBytes(SecretBytes&& other) noexcept;
    SecretBytes& operator=(SecretBytes&& other) noexcept;
    SecretBytes(const SecretBytes&) = delete;
    SecretBytes& operator=(const SecretBytes&) = delete;

    /// Copies bytes in. The source is not wiped: that is its owner's duty.
    [[nodiscard]] static SecretBytes copyOf(QByteArrayView bytes);
    [[nodiscard]] SecretBytes clone() const;

    [[nodiscard]] std::size_t size() const { return m_size; }
    [[nodiscard]] bool isEmpty() const { return m_size == 0; }
    [[nodiscard]] unsigned char* data() { return m_data; }
    [[nodiscard]] const unsigned char* data() const { return m_data; }
    [[nodiscard]] std::span<const unsigned char> bytes() const { return {m_data, m_size}; }
    /// A borrowed view for one call. Keeping it, or making a QByteArray of it, is a leak.
    [[nodiscard]] QByteArrayView view() const
    {
        return {reinterpret_cast<const char*>(m_data), static_cast<qsizetype>(m_size)};
    }
    void append(unsigned char byte);
    void removeLast();
    void clear();

    /// Constant time in the content.
    [[nodiscard]] bool equals(const SecretBytes& other) const;

private:
    unsigned char* m_data = nullptr;
    std::size_t m_size = 0;
};

} // namespace doorstep

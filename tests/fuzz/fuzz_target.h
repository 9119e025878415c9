#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <vector>

/// Readers of bytes from outside, each fed with whatever the fuzzer thinks of (./run fuzz) and, in
/// every test run, with the corpus in tests/fixtures/fuzz/<target>.
namespace doorstep::fuzz {

struct Seed {
    QByteArray name; ///< of its file in the corpus
    QByteArray bytes;
};
using Seeds = std::vector<Seed>;

struct Target {
    QByteArray name;
    void (*run)(QByteArrayView bytes) = nullptr;
    Seeds (*seeds)() = nullptr; ///< small valid inputs, made by the real encoders
};

/// Every target linked into this program, by name.
[[nodiscard]] const std::vector<Target>& targets();
[[nodiscard]] const Target* findTarget(QByteArrayView name);

struct Registration {
    explicit Registration(const Target& target);
};

/// A property every input must have. Names the property and ends the program when it does not hold:
/// the one thing that both the fuzzer and a test notice.
void expect(bool holds, const char* property);

/// Takes an input apart; zeros and empty pieces once it is used up, so every input means something.
class InputReader {
public:
    explicit InputReader(QByteArrayView bytes)
        : m_rest(bytes)
    {
    }
    [[nodiscard]] quint8 byte();
    [[nodiscard]] quint8 below(quint8 count) { return count == 0 ? 0 : byte() % count; }
    [[nodiscard]] quint64 number(int bytes);
    [[nodiscard]] QByteArrayView piece(qsizetype size);
    [[nodiscard]] QByteArrayView rest() const { return m_rest; }
    [[nodiscard]] bool atEnd() const { return m_rest.isEmpty(); }

private:
    QByteArrayView m_rest;
};

} // namespace doorstep::fuzz

/// Put after `namespace doorstep::fuzz::name` with its run() and seeds().
#define DOORSTEP_FUZZ(name)                                                                        \
    static const doorstep::fuzz::Registration registered_##name(                                   \
        {#name, doorstep::fuzz::name::run, doorstep::fuzz::name::seeds})

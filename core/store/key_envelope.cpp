/// The key envelope, files store.env and store.env.2. All numbers little endian.
///
///   "DSENV1\0\0" | store 16 | epoch u64 | device secret id 16 | cipher u8 | database salt 16
///   | recovery key 32 | n u8 (<= 32) | n slots | mac 32 | crc32c u32
///   slot: type u8 | slot id 16 | flags u8 | ops u32 | memory KiB u32 | salt 16
///         | inner nonce 24 | outer nonce 24 | len u16 | sealed (len bytes)
///
/// Staff (type 1; slot id = staff id; flags = SecretKind):
///   k1 = BLAKE2b(key = Argon2id(secret, salt, ops, memory); "DS-KEK-1" | store | slot id)
///   k2 = BLAKE2b(key = device secret; "DS-OUT-1" | store | device secret id)
///   inner = XChaCha20-Poly1305(k1, inner nonce, AD, master key 32 | signing seed 32)
///   sealed = XChaCha20-Poly1305(k2, outer nonce, AD, inner), 96 bytes
///   AD = store | the slot's bytes before its nonces
/// Recovery (type 2): sealed = sealed box of the master key to the recovery key, 80 bytes; the rest
///   of the slot is zero. Slots of other types are kept as they are.
/// mac = BLAKE2b(key = the master key's envelope subkey; all before). crc32c covers all before it:
/// it tells a damaged copy from a wrong PIN before anyone is unlocked, and protects nothing.
#include "core/store/key_envelope.h"

#include "core/store/append_file.h"

#include <QtEndian>
#include <algorithm>

namespace doorstep::store {

namespace envelope {

constexpr QByteArrayView Magic("DSENV1\0\0", 8);
constexpr qsizetype MacBytes = 32;
constexpr qsizetype CrcBytes = 4;
constexpr qsizetype HeadBytes = 8 + 16 + 8 + 16 + 1 + 16 + 32 + 1;
constexpr quint8 StaffSlot = 1;
constexpr quint8 RecoverySlot = 2;
// Accepted on reading; outside them somebody wants to make this device pay or the key cheap.
constexpr quint32 MinOps = 2, MaxOps = 10, MinMemory = 19 * 1024, MaxMemory = 256 * 1024;

template <typename Number> void put(QByteArray& out, Number number)
{
    char bytes[sizeof(Number)];
    qToLittleEndian(number, bytes);
    out.append(bytes, sizeof bytes);
}
template <typename Array> void putArray(QByteArray& out, const Array& bytes)
{
    out.append(reinterpret_cast<const char*>(bytes.data()), qsizetype(bytes.size()));
}

/// Takes from the front; `short` reads are remembered and give zeros.
struct Take {
    QByteArrayView rest;
    bool ok = true;

    QByteArrayView bytes(qsizetype size)
    {
        if (rest.size() < size) {
            ok = false;
            return {};
        }
        const auto taken = rest.first(size);
        rest = rest.sliced(size);
        return taken;
    }
    template <typename Number> Number number()
    {
        const auto taken = bytes(sizeof(Number));
        return ok ? qFromLittleEndian<Number>(taken.data()) : Number(0);
    }
    template <typename Fixed> Fixed fixed(qsizetype size)
    {
        const auto made = Fixed::fromBytes(bytes(size));
        return made ? *made : Fixed();
    }
};

Error corrupt(const char* detail)
{
    return {ErrorCode::Corrupt, detail, true};
}

} // namespace envelope

struct KeyEnvelope::Slot {
    quint8 type = 0;
    StaffId id;
    quint8 flags = 0;
    crypto::PwhashCost cost{0, 0};
    QByteArray salt = QByteArray(16, '\0');
    QByteArray innerNonce = QByteArray(crypto::NonceSize, '\0');
    QByteArray outerNonce = QByteArray(crypto::NonceSize, '\0');
    QByteArray sealed;

    [[nodiscard]] QByteArray head() const
    {
        QByteArray out;
        envelope::put(out, type);
        out += id.toBytes();
        envelope::put(out, flags);
        envelope::put(out, cost.ops);
        envelope::put(out, cost.memKiB);
        out += salt;
        return out;
    }
    [[nodiscard]] QByteArray associated(StoreId store) const { return store.toBytes() + head(); }
    [[nodiscard]] Result<SecretBytes> pinKey(const SecretBytes& pin, StoreId store) const
    {
        DOORSTEP_TRY(stretched, crypto::pwhash(pin, salt, cost));
        return crypto::deriveKey(stretched, {"DS-KEK-1", store.toBytes(), id.toBytes()});
    }
};

namespace envelope {

SecretBytes deviceKey(const SecretBytes& deviceSecret, const EnvelopeHead& head)
{
    return crypto::deriveKey(
        deviceSecret, {"DS-OUT-1", head.store.toBytes(), head.deviceSecret.toBytes()});
}

QByteArray mac(const SecretBytes& masterKey, QByteArrayView body)
{
    return crypto::keyedHash(deriveFromMaster(masterKey, MasterKeyUse::Envelope), {body}).toBytes();
}

} // namespace envelope

KeyEnvelope::KeyEnvelope() = default;
KeyEnvelope::~KeyEnvelope() = default;
KeyEnvelope::KeyEnvelope(KeyEnvelope&&) noexcept = default;
KeyEnvelope& KeyEnvelope::operator=(KeyEnvelope&&) noexcept = default;

Result<KeyEnvelope> KeyEnvelope::create(const EnvelopeHead& head, const SecretBytes& masterKey)
{
    KeyEnvelope made;
    made.m_head = head;
    Slot recovery;
    recovery.type = envelope::RecoverySlot;
    DOORSTEP_TRY(sealed, crypto::sealTo(head.recoveryKey, masterKey.view()));
    recovery.sealed = sealed;
    made.m_slots.push_back(std::move(recovery));
    return made;
}

Result<KeyEnvelope> KeyEnvelope::decode(QByteArrayView bytes)
{
    using namespace envelope;
    if (bytes.size() > MaxBytes)
        return Error{ErrorCode::LimitExceeded, "envelope is too large", true};
    if (bytes.size() < HeadBytes + MacBytes + CrcBytes || !bytes.startsWith(Magic.first(5)))
        return corrupt("envelope is not one");
    const auto checked = bytes.chopped(CrcBytes);
    if (crypto::crc32c(checked) != qFromLittleEndian<quint32>(bytes.data() + checked.size()))
        return corrupt("envelope is damaged");
    if (!bytes.startsWith(Magic))
        return Error{ErrorCode::Unsupported, "envelope of a newer version", true};

    KeyEnvelope made;
    made.m_decodedBody = checked.chopped(MacBytes).toByteArray();
    made.m_mac = checked.last(MacBytes).toByteArray();
    Take take{QByteArrayView(made.m_decodedBody).sliced(Magic.size())};
    made.m_head.store = take.fixed<StoreId>(16);
    made.m_head.epoch = take.number<quint64>();
    made.m_head.deviceSecret = take.fixed<DeviceSecretId>(16);
    made.m_head.cipher = take.number<quint8>();
    std::ranges::copy(take.bytes(16), made.m_head.databaseSalt.begin());
    made.m_head.recoveryKey = take.fixed<crypto::BoxPublicKey>(32);
    const int count = take.number<quint8>();
    if (count > MaxSlots)
        return Error{ErrorCode::LimitExceeded, "envelope has too many slots", true};
    for (int i = 0; i < count && take.ok; ++i) {
        Slot slot;
        slot.type = take.number<quint8>();
        slot.id = take.fixed<StaffId>(16);
        slot.flags = take.number<quint8>();
        slot.cost.ops = take.number<quint32>();
        slot.cost.memKiB = take.number<quint32>();
        slot.salt = take.bytes(16).toByteArray();
        slot.innerNonce = take.bytes(crypto::NonceSize).toByteArray();
        slot.outerNonce = take.bytes(crypto::NonceSize).toByteArray();
        slot.sealed = take.bytes(take.number<quint16>()).toByteArray();
        const auto& cost = slot.cost;
        if (slot.type == StaffSlot
            && (cost.ops < MinOps || cost.ops > MaxOps || cost.memKiB < MinMemory
                || cost.memKiB > MaxMemory))
            return Error{ErrorCode::LimitExceeded, "Argon2 cost outside the bounds", true};
        made.m_slots.push_back(std::move(slot));
    }
    if (!take.ok || !take.rest.isEmpty())
        return corrupt("envelope has the wrong length");
    return made;
}

QByteArray KeyEnvelope::encodeBody() const
{
    using namespace envelope;
    QByteArray out = Magic.toByteArray();
    out += m_head.store.toBytes();
    put(out, m_head.epoch);
    out += m_head.deviceSecret.toBytes();
    put(out, m_head.cipher);
    putArray(out, m_head.databaseSalt);
    out += m_head.recoveryKey.toBytes();
    put(out, static_cast<quint8>(m_slots.size()));
    for (const Slot& slot : m_slots) {
        out += slot.head() + slot.innerNonce + slot.outerNonce;
        put(out, static_cast<quint16>(slot.sealed.size()));
        out += slot.sealed;
    }
    return out;
}

QByteArray KeyEnvelope::encode(const SecretBytes& masterKey) const
{
    QByteArray out = encodeBody();
    out += envelope::mac(masterKey, out);
    envelope::put(out, crypto::crc32c(out));
    return out;
}

std::vector<StaffSlotSummary> KeyEnvelope::staff() const
{
    std::vector<StaffSlotSummary> people;
    for (const Slot& slot : m_slots)
        if (slot.type == envelope::StaffSlot)
            people.push_back({slot.id, static_cast<SecretKind>(slot.flags), slot.cost});
    return people;
}

std::optional<StaffSlotSummary> KeyEnvelope::slotOf(StaffId staff) const
{
    for (const StaffSlotSummary& person : this->staff())
        if (person.staff == staff)
            return person;
    return std::nullopt;
}

const KeyEnvelope::Slot* KeyEnvelope::find(StaffId staff) const
{
    const auto found = std::ranges::find_if(m_slots,
        [&](const Slot& slot) { return slot.type == envelope::StaffSlot && slot.id == staff; });
    return found == m_slots.end() ? nullptr : &*found;
}

Result<StaffKeys> KeyEnvelope::open(
    StaffId staff, const SecretBytes& pin, const SecretBytes& deviceSecret) const
{
    const Slot* slot = find(staff);
    if (!slot)
        return Error{ErrorCode::NotFound, "no slot for this person", true};
    const QByteArray associated = slot->associated(m_head.store);
    const auto inner = crypto::open(
        envelope::deviceKey(deviceSecret, m_head), slot->outerNonce, associated, slot->sealed);
    if (!inner)
        return Error{ErrorCode::KeystoreMissing, "device secret does not open the slot", true};
    DOORSTEP_TRY(key, slot->pinKey(pin, m_head.store));
    const auto both = crypto::openSecret(key, slot->innerNonce, associated, *inner);
    if (!both)
        return Error{ErrorCode::WrongSecret, "wrong PIN", false};
    if (both->size() != std::size_t{2} * crypto::KeySize)
        return envelope::corrupt("slot holds the wrong number of bytes");
    StaffKeys keys{staff, SecretBytes::copyOf(both->view().first(crypto::KeySize)),
        SecretBytes::copyOf(both->view().last(crypto::KeySize))};
    DOORSTEP_CHECK(authenticate(keys.masterKey));
    return keys;
}

Result<SecretBytes> KeyEnvelope::openRecovery(const crypto::BoxKeyPair& recovery) const
{
    for (const Slot& slot : m_slots) {
        if (slot.type != envelope::RecoverySlot)
            continue;
        auto masterKey = crypto::openSealedSecret(recovery, slot.sealed);
        if (!masterKey)
            return Error{ErrorCode::WrongSecret, "not this practice's recovery key", true};
        DOORSTEP_CHECK(authenticate(*masterKey));
        return masterKey;
    }
    return Error{ErrorCode::NotFound, "envelope has no recovery slot", true};
}

Status KeyEnvelope::authenticate(const SecretBytes& masterKey) const
{
    if (m_mac.isEmpty() || crypto::equal(envelope::mac(masterKey, m_decodedBody), m_mac))
        return {};
    return Error{ErrorCode::Untrusted, "envelope was changed by somebody else", true};
}

Status KeyEnvelope::putStaff(const StaffKeys& keys, const SecretBytes& pin, SecretKind kind,
    const SecretBytes& deviceSecret, crypto::PwhashCost cost)
{
    DOORSTEP_CHECK(authenticate(keys.masterKey));
    Slot slot;
    slot.type = envelope::StaffSlot;
    slot.id = keys.staff;
    slot.flags = static_cast<quint8>(kind);
    slot.cost = cost;
    slot.salt = crypto::randomBytes(16);
    slot.innerNonce = crypto::randomBytes(crypto::NonceSize);
    slot.outerNonce = crypto::randomBytes(crypto::NonceSize);
    DOORSTEP_TRY(pinKey, slot.pinKey(pin, m_head.store));
    SecretBytes both(std::size_t{2} * crypto::KeySize);
    std::ranges::copy(keys.masterKey.bytes(), both.data());
    std::ranges::copy(keys.signSeed.bytes(), both.data() + crypto::KeySize);
    const QByteArray associated = slot.associated(m_head.store);
    const QByteArray inner = crypto::seal(pinKey, slot.innerNonce, associated, both.view());
    slot.sealed = crypto::seal(
        envelope::deviceKey(deviceSecret, m_head), slot.outerNonce, associated, inner);

    const auto old = std::ranges::find_if(m_slots, [&](const Slot& other) {
        return other.type == envelope::StaffSlot && other.id == keys.staff;
    });
    if (old == m_slots.end() && m_slots.size() >= MaxSlots)
        return Error{ErrorCode::LimitExceeded, "no slot is free", true};
    if (old != m_slots.end())
        *old = std::move(slot);
    else
        m_slots.push_back(std::move(slot));
    m_mac.clear();
    return {};
}

Status KeyEnvelope::removeStaff(StaffId staff, const SecretBytes& masterKey)
{
    DOORSTEP_CHECK(authenticate(masterKey));
    const auto removed = std::erase_if(m_slots,
        [&](const Slot& slot) { return slot.type == envelope::StaffSlot && slot.id == staff; });
    if (removed == 0)
        return Error{ErrorCode::NotFound, "no slot for this person", true};
    m_mac.clear();
    return {};
}

Status KeyEnvelope::renewDeviceSecret(const SecretBytes& masterKey, const SecretBytes& oldSecret,
    DeviceSecretId newId, const SecretBytes& newSecret)
{
    DOORSTEP_CHECK(authenticate(masterKey));
    EnvelopeHead head = m_head;
    head.deviceSecret = newId;
    ++head.epoch;
    std::vector<Slot> slots = m_slots;
    for (Slot& slot : slots) {
        if (slot.type != envelope::StaffSlot)
            continue;
        const QByteArray associated = slot.associated(m_head.store);
        DOORSTEP_TRY(inner,
            crypto::open(
                envelope::deviceKey(oldSecret, m_head), slot.outerNonce, associated, slot.sealed));
        slot.outerNonce = crypto::randomBytes(crypto::NonceSize);
        slot.sealed = crypto::seal(
            envelope::deviceKey(newSecret, head), slot.outerNonce, associated, inner);
    }
    m_head = head;
    m_slots = std::move(slots);
    m_mac.clear();
    return {};
}

Status writeEnvelope(
    const StoreFiles& files, const KeyEnvelope& envelope, const SecretBytes& masterKey)
{
    const QByteArray bytes = envelope.encode(masterKey);
    DOORSTEP_CHECK(writeFileWhole(files.envelope(), bytes));
    return writeFileWhole(files.envelopeCopy(), bytes);
}

Result<KeyEnvelope> readEnvelope(const StoreFiles& files)
{
    const auto readOne = [](const QString& path) -> Result<KeyEnvelope> {
        DOORSTEP_TRY(bytes, readFileWhole(path, KeyEnvelope::MaxBytes));
        return KeyEnvelope::decode(bytes);
    };
    auto first = readOne(files.envelope());
    auto second = readOne(files.envelopeCopy());
    // One copy of a newer version: its program was stopped between the two, and the rest of the
    // store may be its own already.
    for (const auto* each : {&first, &second})
        if (!*each && each->error().code == ErrorCode::Unsupported)
            return each->error();
    if (first && second)
        return second->head().epoch > first->head().epoch ? std::move(second) : std::move(first);
    if (second)
        return second;
    // "Not found" only when neither is there: a missing first copy must not hide a damaged second.
    if (!first && first.error().code == ErrorCode::NotFound)
        return second.error();
    return first;
}

SecretBytes deriveFromMaster(const SecretBytes& masterKey, MasterKeyUse use)
{
    const auto label = [use]() -> QByteArrayView {
        switch (use) {
        case MasterKeyUse::Database:
            return "DS-MASTER-1 database";
        case MasterKeyUse::Attachments:
            return "DS-MASTER-1 attachments";
        case MasterKeyUse::EpochKeys:
            return "DS-MASTER-1 epoch keys";
        case MasterKeyUse::Envelope:
            return "DS-MASTER-1 envelope";
        case MasterKeyUse::LogPseudonyms:
            return "DS-MASTER-1 log pseudonyms";
        case MasterKeyUse::Practice:
            return "DS-MASTER-1 practice";
        }
        Q_UNREACHABLE();
    };
    return crypto::deriveKey(masterKey, {label()});
}

} // namespace doorstep::store

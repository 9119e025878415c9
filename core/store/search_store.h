#pragma once

#include "core/domain/patient_rows.h"
#include "core/store/connection.h"

#include <QSet>
#include <vector>

namespace doorstep::store {

/// Finds patients among 100,000 as fast as somebody types. The index is kept up to date by Store
/// with the projections, in their transaction. What is asked of a word typed: search_words.h; why
/// an index of our own: docs/adr/0010-search-index.md.
class SearchStore {
public:
    explicit SearchStore(Connection& connection)
        : m_connection(connection)
    {
    }
    /// Every word typed must be one of the patient's, or begin one, or sound like a name of theirs:
    /// names in any order, NHS number from three digits, date or year of birth, postcode from a
    /// digit or three letters, address.
    /// Nearest first (Nearness); of equally near ones those in `first`, as today's round; then by
    /// name. At most `limit` rows. Nothing for a text without a letter or digit; no text is an
    /// error.
    [[nodiscard]] Result<std::vector<domain::PatientRow>> find(
        const QString& text, int limit, const std::vector<PatientId>& first = {});

    // For Store.
    [[nodiscard]] Status put(const domain::PatientRow& patient);
    [[nodiscard]] Status remove(PatientId patient);

private:
    /// One number a patient, in the order of names.
    using Rows = std::vector<qint64>;
    struct Kept {
        qint64 row = 0;
        QString words;
    };
    [[nodiscard]] Result<std::optional<Kept>> kept(PatientId patient);
    [[nodiscard]] Result<qint64> freeRow(qint64 order);
    [[nodiscard]] Status drop(const Kept& kept);
    [[nodiscard]] Result<Rows> rowsOf(const std::vector<PatientId>& patients);
    [[nodiscard]] Status addRows(const QString& first, const QString& past, Rows& rows);
    [[nodiscard]] Result<std::vector<domain::PatientRow>> patientsOf(const Rows& rows);

    Connection& m_connection;
};

} // namespace doorstep::store

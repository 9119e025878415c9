#include "app/viewmodels/desk/stock_view_model.h"

#include "app/runtime/desk_reads.h"
#include "app/viewmodels/words/error_words.h"
#include "app/viewmodels/words/typed_date.h"
#include "app/viewmodels/words/words.h"
#include "core/store/authority_store.h"
#include "core/store/batch_store.h"
#include "core/store/box_store.h"

namespace doorstep::app {

struct StockViewModel::Reading {
    std::vector<StockItem> batches;
    std::vector<AuthorityItem> authorities;
    std::optional<PracticeScope> scopes;
};

namespace stock_view {

constexpr int mostDoses = 10'000;

Result<std::vector<StockItem>> readBatches(store::Connection& connection, QDate today)
{
    store::BoxStore boxes(connection);
    DOORSTEP_TRY(batches, store::BatchStore(connection).all());
    std::vector<StockItem> items;
    for (const auto& batch : batches) {
        DOORSTEP_TRY(contents, boxes.contentsOfBatch(batch.batch));
        int left = batch.doses;
        for (const auto& content : contents)
            left -= content.loaded - content.returned;
        const bool out = batch.status == domain::BatchStatus::Recalled || batch.expires < today;
        items.push_back({.batchId = QString::fromLatin1(batch.batch.toHex()),
            .product = batch.productName,
            .batch = StockViewModel::tr("%1, expires %2")
                         .arg(batch.batchNumber, words::date(batch.expires)),
            .left = batch.status == domain::BatchStatus::Recalled ? StockViewModel::tr("Recalled")
                : batch.expires < today
                ? StockViewModel::tr("Expired, %1 left").arg(left)
                : StockViewModel::tr("%1 of %2 in the fridge").arg(left).arg(batch.doses),
            .tone = out ? QStringLiteral("stop") : QStringLiteral("ok")});
    }
    return items;
}

QString kindText(domain::AuthorityKind kind)
{
    switch (kind) {
    case domain::AuthorityKind::Pgd:
        return StockViewModel::tr("PGD");
    case domain::AuthorityKind::Psd:
        return StockViewModel::tr("PSD");
    case domain::AuthorityKind::NationalProtocol:
        return StockViewModel::tr("National protocol");
    case domain::AuthorityKind::Unknown:
        break;
    }
    return {};
}

Result<std::vector<AuthorityItem>> readAuthorities(store::Connection& connection, QDate today)
{
    store::AuthorityStore store(connection);
    DOORSTEP_TRY(rows, store.all());
    std::vector<AuthorityItem> items;
    for (const auto& row : rows) {
        DOORSTEP_TRY(signatures, store.signatures(row.authority));
        DOORSTEP_TRY(patients, store.patients(row.authority));
        const bool stands = !row.withdrawn && today >= row.validFrom && today <= row.validTo;
        const QString who = row.authorityKind == domain::AuthorityKind::Psd
            ? StockViewModel::tr("names %1").arg(patients.size())
            : StockViewModel::tr("signed by %1").arg(signatures.size());
        items.push_back({.authorityId = QString::fromLatin1(row.authority.toHex()),
            .title = StockViewModel::tr("%1: %2 v%3")
                         .arg(kindText(row.authorityKind), row.title, row.version),
            .under = StockViewModel::tr("%1 to %2, %3")
                         .arg(words::date(row.validFrom), words::date(row.validTo), who),
            .tone = stands ? QStringLiteral("ok") : QStringLiteral("stop")});
    }
    return items;
}

} // namespace stock_view

StockViewModel::StockViewModel(RoundInHand& round, LastSave& saves, QObject* parent)
    : QObject(parent)
    , m_round(round)
    , m_saves(saves)
{
    m_authority.kind = domain::AuthorityKind::Pgd;
    connect(&m_saves, &LastSave::changed, this, &StockViewModel::changed);
}

const clinical::ProgrammePack* StockViewModel::pack() const
{
    for (const auto& pack : m_round.packs())
        if (pack.productById(m_batch.product))
            return &pack;
    return m_round.packs().empty() ? nullptr : &m_round.packs().front();
}

void StockViewModel::readAgain()
{
    if (m_round.session().state() != Session::State::Open)
        return;
    m_round.session()
        .read([today = m_round.today()](
                  store::Connection& connection) -> Result<std::shared_ptr<Reading>> {
            auto reading = std::make_shared<Reading>();
            DOORSTEP_TRY(batches, stock_view::readBatches(connection, today));
            reading->batches = std::move(batches);
            DOORSTEP_TRY(authorities, stock_view::readAuthorities(connection, today));
            reading->authorities = std::move(authorities);
            if (const auto scopes = readScopes(connection))
                reading->scopes = *scopes;
            return reading;
        })
        .then(this, [this](Result<std::shared_ptr<Reading>> reading) {
            if (!reading)
                return;
            m_batches.setRows(std::move((*reading)->batches));
            m_authorities.setRows(std::move((*reading)->authorities));
            m_scopes = (*reading)->scopes;
            Q_EMIT changed();
        });
}

QVariantList StockViewModel::products() const
{
    std::vector<Choice> choices;
    for (const auto& pack : m_round.packs())
        for (const auto& product : pack.products)
            if (!product.dmd.isEmpty())
                choices.push_back(
                    {.value = product.id, .text = product.name, .detail = pack.title});
    return toVariants(choices);
}

QVariantList StockViewModel::kinds() const
{
    std::vector<Choice> choices;
    for (const auto kind : {domain::AuthorityKind::Pgd, domain::AuthorityKind::Psd,
             domain::AuthorityKind::NationalProtocol})
        choices.push_back({.value = domain::word(kind), .text = stock_view::kindText(kind)});
    return toVariants(choices);
}

void StockViewModel::chooseProduct(const QString& productId)
{
    m_batch.product = productId;
    Q_EMIT changed();
}

void StockViewModel::editBatchNumber(const QString& text)
{
    m_batch.batchNumber = text;
    m_batchError.clear();
    Q_EMIT changed();
}

void StockViewModel::editExpires(const QString& text)
{
    m_expires = text;
    m_batchError.clear();
    Q_EMIT changed();
}

void StockViewModel::editDoses(const QString& text)
{
    m_doses = text;
    m_batchError.clear();
    Q_EMIT changed();
}

void StockViewModel::receive()
{
    const auto* programme = pack();
    m_batch.expires = words::expiryTyped(m_expires);
    m_batch.doses = m_doses.trimmed().toInt();
    m_batch.receivedOn = m_round.today();
    if (!programme || m_batch.product.isEmpty())
        m_batchError = tr("Choose the vaccine.");
    else if (m_batch.batchNumber.trimmed().isEmpty())
        m_batchError = tr("Enter the batch number on the pack.");
    else if (!m_batch.expires.isValid())
        m_batchError = tr("Enter the expiry date, like 31 May 2027 or 5/2027.");
    else if (m_batch.expires < m_round.today())
        m_batchError = tr("%1 expired on %2. Do not take it in.")
                           .arg(m_batch.batchNumber.trimmed(), words::date(m_batch.expires));
    else if (m_batch.doses < 1 || m_batch.doses > stock_view::mostDoses)
        m_batchError = tr("Enter how many doses came, 1 to %1.").arg(stock_view::mostDoses);
    else if (!m_scopes)
        m_batchError = tr("This computer has not joined a practice.");
    else
        m_batchError.clear();
    if (!m_batchError.isEmpty()) {
        Q_EMIT changed();
        return;
    }
    m_batch.programme = programme->id;
    auto made = batchAct(m_round.session().mint(), *m_scopes, *programme, m_batch);
    if (!made) {
        m_batchError = words::errorSentence(made.error(), words::Doing::Saving);
        Q_EMIT changed();
        return;
    }
    m_saves.save(std::move(made->act), [this] {
        m_batch = {};
        m_expires.clear();
        m_doses.clear();
        readAgain();
    });
}

void StockViewModel::chooseKind(const QString& word)
{
    m_authority.kind = domain::fromWord<domain::AuthorityKind>(word);
    Q_EMIT changed();
}

void StockViewModel::editTitle(const QString& text)
{
    m_authority.title = text;
    m_authorityError.clear();
    Q_EMIT changed();
}

void StockViewModel::editVersion(const QString& text)
{
    m_authority.version = text;
    Q_EMIT changed();
}

void StockViewModel::editValidFrom(const QString& text)
{
    m_validFrom = text;
    Q_EMIT changed();
}

void StockViewModel::editValidTo(const QString& text)
{
    m_validTo = text;
    Q_EMIT changed();
}

void StockViewModel::editAuthorisedBy(const QString& text)
{
    m_authority.authorisedBy = text;
    Q_EMIT changed();
}

void StockViewModel::recordAuthority()
{
    const auto* programme = pack();
    m_authority.validFrom = words::dateTyped(m_validFrom);
    m_authority.validTo = words::dateTyped(m_validTo);
    if (m_authority.title.trimmed().isEmpty() || m_authority.version.trimmed().isEmpty())
        m_authorityError = tr("Enter title and version, as on the document.");
    else if (!m_authority.validFrom.isValid() || m_authority.validTo < m_authority.validFrom)
        m_authorityError = tr("Enter from when to when it is valid, like 1 Sep 2026.");
    else if (m_authority.authorisedBy.trimmed().isEmpty())
        m_authorityError = tr("Enter who authorised it, or who prescribes.");
    else if (!m_scopes || !programme)
        m_authorityError = tr("This computer has not joined a practice.");
    else
        m_authorityError.clear();
    if (!m_authorityError.isEmpty()) {
        Q_EMIT changed();
        return;
    }
    m_authority.programme = programme->id;
    m_authority.productCodes.clear();
    for (const auto& product : programme->products)
        if (!product.dmd.isEmpty())
            m_authority.productCodes.push_back(product.dmd);
    if (m_authority.kind != domain::AuthorityKind::Psd) {
        record({});
        return;
    }
    m_authority.prescriber = m_authority.authorisedBy;
    m_round.session()
        .read([pack = *programme, today = m_round.today()](store::Connection& connection) {
            return readDue(connection, {&pack, today});
        })
        .then(this, [this](Result<std::vector<DuePatient>> due) {
            QList<PatientId> named;
            if (due)
                for (const auto& each : *due)
                    if (each.eligibility.state == clinical::EligibilityState::Due)
                        named.push_back(each.patient.patient);
            record(named);
        });
}

void StockViewModel::record(const QList<PatientId>& named)
{
    m_authority.patients = named;
    auto made = authorityAct(m_round.session().mint(), *m_scopes, m_authority);
    if (!made) {
        m_authorityError = m_authority.kind == domain::AuthorityKind::Psd && named.isEmpty()
            ? tr("Nobody is due, so there is nobody to name.")
            : words::errorSentence(made.error(), words::Doing::Saving);
        Q_EMIT changed();
        return;
    }
    m_saves.save(std::move(made->act), [this] {
        const auto kind = m_authority.kind;
        m_authority = {};
        m_authority.kind = kind;
        m_validFrom.clear();
        m_validTo.clear();
        readAgain();
    });
}

} // namespace doorstep::app

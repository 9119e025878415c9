#include "app/viewmodels/desk/stock_view_model.h"

#include "app/runtime/desk_reads.h"
#include "app/viewmodels/words/error_words.h"
#include "app/viewmodels/words/job_words.h"
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
            .stock = batch.status == domain::BatchStatus::Recalled ? StockViewModel::tr("Recalled")
                : batch.expires < today
                ? StockViewModel::tr("Expired, %1 left").arg(left)
                : StockViewModel::tr("%1 of %2 in the fridge").arg(left).arg(batch.doses),
            .icon = out ? QStringLiteral("no") : QStringLiteral("box"),
            .tone = out    ? QStringLiteral("stop")
                : left > 0 ? QStringLiteral("ok")
                           : QStringLiteral("neutral")});
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

QString kindInSentence(domain::AuthorityKind kind)
{
    return kind == domain::AuthorityKind::NationalProtocol ? StockViewModel::tr("national protocol")
                                                           : kindText(kind);
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
            .standing
            = stands ? StockViewModel::tr("In force") : StockViewModel::tr("Not in force"),
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
    if (!m_round.packs().empty())
        m_authority.programme = m_round.packs().front().id;
    connect(&m_saves, &LastSave::changed, this, &StockViewModel::changed);
}

const clinical::ProgrammePack* StockViewModel::packOfProduct() const
{
    for (const auto& pack : m_round.packs())
        if (pack.productById(m_batch.product))
            return &pack;
    return nullptr;
}

const clinical::ProgrammePack* StockViewModel::packOfAuthority() const
{
    return words::packOf(m_round.packs(), m_authority.programme);
}

void StockViewModel::readAgain()
{
    if (m_round.session().state() != Session::State::Open) {
        m_batches.setRows({});
        m_authorities.setRows({});
        Q_EMIT changed();
        return;
    }
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

QVariantList StockViewModel::programmes() const
{
    std::vector<Choice> choices;
    for (const auto& pack : m_round.packs())
        choices.push_back({.value = pack.id, .text = pack.title});
    return toVariants(choices);
}

QString StockViewModel::shown() const
{
    switch (m_shown) {
    case Shown::Nothing:
        return {};
    case Shown::Delivery:
        return QStringLiteral("delivery");
    case Shown::Authority:
        return QStringLiteral("authority");
    }
    return {};
}

QString StockViewModel::primaryText() const
{
    switch (m_shown) {
    case Shown::Nothing:
        return tr("Receive a vaccine delivery");
    case Shown::Delivery:
        return batchNumber().trimmed().isEmpty()
            ? tr("Put the delivery in the fridge")
            : tr("Put %1 in the fridge").arg(batchNumber().trimmed());
    case Shown::Authority:
        return m_authority.kind == domain::AuthorityKind::Psd
            ? tr("Record the PSD for everybody due")
            : tr("Record the %1").arg(stock_view::kindInSentence(m_authority.kind));
    }
    return {};
}

QString StockViewModel::secondaryText() const
{
    return m_shown == Shown::Nothing ? tr("Record an authority") : tr("Leave this form");
}

void StockViewModel::startDelivery()
{
    m_shown = Shown::Delivery;
    edited();
}

void StockViewModel::startAuthority()
{
    m_shown = Shown::Authority;
    edited();
}

void StockViewModel::primary()
{
    switch (m_shown) {
    case Shown::Nothing:
        startDelivery();
        return;
    case Shown::Delivery:
        receive();
        return;
    case Shown::Authority:
        recordAuthority();
        return;
    }
}

void StockViewModel::secondary()
{
    if (m_shown == Shown::Nothing) {
        startAuthority();
        return;
    }
    m_shown = Shown::Nothing;
    edited();
}

void StockViewModel::edited()
{
    m_errorField.clear();
    m_errorText.clear();
    Q_EMIT changed();
}

bool StockViewModel::stopAt(const Gap& gap)
{
    m_errorField = gap.field;
    m_errorText = gap.text;
    Q_EMIT changed();
    return !gap.field.isEmpty();
}

void StockViewModel::chooseProduct(const QString& productId)
{
    m_batch.product = productId;
    edited();
}

void StockViewModel::editBatchNumber(const QString& text)
{
    m_batch.batchNumber = text;
    edited();
}

void StockViewModel::editExpires(const QString& text)
{
    m_expires = text;
    edited();
}

void StockViewModel::editDoses(const QString& text)
{
    m_doses = text;
    edited();
}

StockViewModel::Gap StockViewModel::deliveryGap() const
{
    const QString number = m_batch.batchNumber.trimmed();
    const QDate expires = words::expiryTyped(m_expires);
    const int doses = m_doses.trimmed().toInt();
    if (!packOfProduct())
        return {QStringLiteral("product"), tr("Choose the vaccine.")};
    if (number.isEmpty())
        return {QStringLiteral("batchNumber"), tr("Enter the batch number on the pack.")};
    if (!expires.isValid())
        return {
            QStringLiteral("expires"), tr("Enter the expiry date, like 31 May 2027 or 5/2027.")};
    if (expires < m_round.today())
        return {QStringLiteral("expires"),
            tr("%1 expired on %2. Do not take it in.").arg(number, words::date(expires))};
    if (doses < 1 || doses > stock_view::mostDoses)
        return {QStringLiteral("doses"),
            tr("Enter how many doses came, 1 to %1.").arg(stock_view::mostDoses)};
    if (!m_scopes)
        return {QStringLiteral("form"), tr("This device has not joined a practice.")};
    return {};
}

void StockViewModel::receive()
{
    if (m_saves.busy() || stopAt(deliveryGap()))
        return;
    m_batch.batchNumber = m_batch.batchNumber.trimmed();
    m_batch.expires = words::expiryTyped(m_expires);
    m_batch.doses = m_doses.trimmed().toInt();
    m_batch.receivedOn = m_round.today();
    m_batch.programme = packOfProduct()->id;
    auto made = batchAct(m_round.session().mint(), *m_scopes, *packOfProduct(), m_batch);
    if (!made) {
        stopAt({QStringLiteral("batchNumber"),
            tr("%1 is not a batch number as packs carry it. Look at the pack again.")
                .arg(m_batch.batchNumber)});
        return;
    }
    m_saves.save(std::move(made->act), [this] {
        m_batch = {};
        m_expires.clear();
        m_doses.clear();
        m_shown = Shown::Nothing;
        readAgain();
    });
}

void StockViewModel::chooseProgramme(const QString& packId)
{
    m_authority.programme = packId;
    edited();
}

void StockViewModel::chooseKind(const QString& word)
{
    m_authority.kind = domain::fromWord<domain::AuthorityKind>(word);
    edited();
}

void StockViewModel::editTitle(const QString& text)
{
    m_authority.title = text;
    edited();
}

void StockViewModel::editVersion(const QString& text)
{
    m_authority.version = text;
    edited();
}

void StockViewModel::editValidFrom(const QString& text)
{
    m_validFrom = text;
    edited();
}

void StockViewModel::editValidTo(const QString& text)
{
    m_validTo = text;
    edited();
}

void StockViewModel::editAuthorisedBy(const QString& text)
{
    m_authority.authorisedBy = text;
    edited();
}

StockViewModel::Gap StockViewModel::authorityGap() const
{
    const QDate from = words::dateTyped(m_validFrom);
    const QDate to = words::dateTyped(m_validTo);
    if (m_authority.title.trimmed().isEmpty())
        return {QStringLiteral("title"), tr("Enter the title, as on the document.")};
    if (m_authority.version.trimmed().isEmpty())
        return {QStringLiteral("version"), tr("Enter the version, as on the document.")};
    if (!from.isValid())
        return {QStringLiteral("validFrom"), tr("Enter its first day, like 1 Sep 2026.")};
    if (!to.isValid())
        return {QStringLiteral("validTo"), tr("Enter its last day, like 31 Mar 2027.")};
    if (to < from)
        return {QStringLiteral("validTo"),
            tr("It ends before it begins. Enter a day from %1 on.").arg(words::date(from))};
    if (m_authority.authorisedBy.trimmed().isEmpty())
        return {QStringLiteral("authorisedBy"),
            m_authority.kind == domain::AuthorityKind::Psd ? tr("Enter who prescribes.")
                                                           : tr("Enter who authorised it.")};
    if (!m_scopes || !packOfAuthority())
        return {QStringLiteral("form"), tr("This device has not joined a practice.")};
    return {};
}

void StockViewModel::recordAuthority()
{
    if (m_saves.busy() || m_asking || stopAt(authorityGap()))
        return;
    m_authority.validFrom = words::dateTyped(m_validFrom);
    m_authority.validTo = words::dateTyped(m_validTo);
    m_authority.productCodes.clear();
    for (const auto& product : packOfAuthority()->products)
        if (!product.dmd.isEmpty())
            m_authority.productCodes.push_back(product.dmd);
    if (m_authority.kind != domain::AuthorityKind::Psd) {
        record({});
        return;
    }
    m_authority.prescriber = m_authority.authorisedBy;
    m_asking = true;
    m_round.session()
        .read([pack = *packOfAuthority(), today = m_round.today()](store::Connection& connection) {
            return readDue(connection, {&pack, today});
        })
        .then(this, [this](Result<std::vector<DuePatient>> due) {
            m_asking = false;
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
        stopAt({QStringLiteral("form"),
            m_authority.kind == domain::AuthorityKind::Psd && named.isEmpty()
                ? tr("Nobody is due, so there is nobody to name.")
                : words::errorSentence(made.error(), words::Doing::Saving)});
        return;
    }
    m_saves.save(std::move(made->act), [this] {
        NewAuthority next;
        next.kind = m_authority.kind;
        next.programme = m_authority.programme;
        m_authority = next;
        m_validFrom.clear();
        m_validTo.clear();
        m_shown = Shown::Nothing;
        readAgain();
    });
}

} // namespace doorstep::app

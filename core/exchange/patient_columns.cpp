#include "core/exchange/patient_columns.h"

#include "core/clinical/nhs_number.h"
#include "core/exchange/date_reader.h"

#include <QSet>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace doorstep::exchange {

namespace columns {

using Column = PatientColumn;

struct Usual {
    Column column;
    QStringView label;
    QStringView headers; ///< folded, parted by blanks
};

constexpr std::array Usuals{
    Usual{Column::NhsNumber, u"NHS number",
        u"nhsnumber nhsno nhsnum nhs nhsid patientnhsnumber patientsnhsnumber nhsnumberformatted "
        u"newnhsnumber"},
    Usual{Column::Family, u"surname", u"surname family familyname lastname patientsurname"},
    Usual{Column::Given, u"first name",
        u"given givenname givennames forename forenames firstname firstnames patientforename"},
    Usual{Column::FullName, u"name", u"name fullname patientname patient patientfullname"},
    Usual{Column::Title, u"title", u"title nametitle prefix"},
    Usual{Column::Born, u"date of birth",
        u"born dob dateofbirth birthdate birth patientdob dateborn"},
    Usual{Column::Gender, u"gender", u"gender sex gendercode administrativegender"},
    Usual{Column::AddressLine, u"address",
        u"address addressline addressline1 address1 street housenumberandroad housenameflatnumber "
        u"homeaddress line1"},
    Usual{Column::AddressLine2, u"address line 2",
        u"addressline2 address2 line2 locality village district"},
    Usual{Column::Town, u"town", u"town city posttown towncity"},
    Usual{Column::Postcode, u"postcode", u"postcode postalcode zip pcode homepostcode"},
    Usual{Column::Area, u"area", u"area patch zone locale round"},
    Usual{Column::Phone, u"phone",
        u"phone telephone tel mobile mobilenumber phonenumber hometelephone homephone "
        u"telephonenumber mobiletelephone"},
    Usual{Column::ContactName, u"contact",
        u"contact contactname nextofkin nok keycontact carername carer"},
    Usual{Column::ContactPhone, u"contact's phone",
        u"contactphone contacttelephone contactnumber nokphone carerphone nextofkinphone"},
    Usual{
        Column::UsualGp, u"usual GP", u"usualgp gp registeredgp usualdoctor namedgp accountablegp"},
    Usual{Column::Language, u"language", u"language mainlanguage spokenlanguage preferredlanguage"},
    Usual{Column::Interpreter, u"interpreter", u"interpreter interpreterneeded needsinterpreter"},
    Usual{Column::Registers, u"registers", u"registers register qofregisters patientgroups groups"},
    Usual{Column::RiskGroups, u"risk groups",
        u"riskgroups riskgroup clinicalrisk clinicalriskgroups atrisk flurisk fluriskgroup "
        u"atriskgroup"},
    Usual{Column::Allergies, u"allergies",
        u"allergies allergy sensitivities allergiesandsensitivities"},
    Usual{Column::Alerts, u"alerts", u"alerts alert risks warnings patientwarnings"},
    Usual{
        Column::Adjustments, u"adjustments", u"adjustments reasonableadjustments adjustment needs"},
    Usual{Column::AccessNote, u"access",
        u"access accessnote accessnotes accessinstructions accesscomments"},
    Usual{Column::KeyCode, u"key code", u"keycode keysafe keysafecode doorcode"},
    Usual{Column::LastFlu, u"last flu vaccine",
        u"lastflu lastfluvaccine lastflujab fluvaccinedate lastfluvaccination lastfludate "
        u"fluvaccine"},
    Usual{Column::LastFluPlace, u"last flu vaccine at", u"lastfluplace lastfluat fluvaccineplace"},
    Usual{Column::Restricted, u"restricted",
        u"restricted sensitive pdssensitive sflag addresssensitive"},
    Usual{Column::MapX, u"map x", u"mapx"},
    Usual{Column::MapY, u"map y", u"mapy"},
};

constexpr std::array Required{Column::NhsNumber, Column::Born};

bool isSingle(Column column)
{
    return column == Column::NhsNumber || column == Column::Born || column == Column::Family
        || column == Column::Given || column == Column::FullName;
}

/// A first row that holds somebody's number or date of birth is a person, not a header.
bool looksLikePerson(const QStringList& headers)
{
    return std::any_of(headers.begin(), headers.end(), [](const QString& cell) {
        return clinical::NhsNumber::parse(cell).number.has_value()
            || readDate(cell, DateOrder::DayFirst).fault == DateFault::None;
    });
}

FileFinding finding(FileReason reason, const QString& detail = {})
{
    return {reason, 1, detail};
}

/// The first thing that keeps the rows from being read, or none.
std::optional<FileFinding> rejectionOf(const QStringList& headers, const ColumnPlan& plan)
{
    if (looksLikePerson(headers))
        return finding(FileReason::NoHeader);
    QSet<QString> seen;
    for (const auto& header : headers) {
        const QString folded = foldedHeader(header);
        if (!folded.isEmpty() && seen.contains(folded))
            return finding(FileReason::DuplicateHeader, header);
        seen.insert(folded);
    }
    const auto count = [&](Column column) {
        return std::count(plan.columns.begin(), plan.columns.end(), std::optional(column));
    };
    for (const auto& usual : Usuals) {
        if (isSingle(usual.column) && count(usual.column) > 1)
            return finding(FileReason::DuplicateHeader, usual.label.toString());
    }
    const bool any = std::any_of(plan.columns.begin(), plan.columns.end(),
        [](const auto& column) { return column.has_value(); });
    if (!any)
        return finding(FileReason::NoHeader);
    for (const auto column : Required) {
        if (count(column) == 0)
            return finding(FileReason::MissingColumn, columnLabel(column));
    }
    if (count(Column::Family) == 0 && count(Column::FullName) == 0)
        return finding(FileReason::MissingColumn, columnLabel(Column::Family));
    if (count(Column::Given) == 0 && count(Column::FullName) == 0)
        return finding(FileReason::MissingColumn, columnLabel(Column::Given));
    return std::nullopt;
}

} // namespace columns

QString foldedHeader(const QString& header)
{
    QString folded;
    for (const QChar c : header.normalized(QString::NormalizationForm_KC)) {
        if (c.isLetterOrNumber())
            folded += c.toLower();
    }
    return folded;
}

std::optional<PatientColumn> usualColumn(const QString& header)
{
    const QString folded = foldedHeader(header);
    if (folded.isEmpty())
        return std::nullopt;
    for (const auto& usual : columns::Usuals) {
        if (usual.headers.split(u' ').contains(folded))
            return usual.column;
    }
    return std::nullopt;
}

QString columnLabel(PatientColumn column)
{
    for (const auto& usual : columns::Usuals) {
        if (usual.column == column)
            return usual.label.toString();
    }
    return {};
}

ColumnPlan planColumns(const QStringList& headers, const Mapping& mapping)
{
    QHash<QString, PatientColumn> chosen;
    for (auto it = mapping.columns.begin(); it != mapping.columns.end(); ++it)
        chosen.insert(foldedHeader(it.key()), it.value());

    ColumnPlan plan;
    QStringList extra;
    QSet<PatientColumn> taken;
    for (const auto& header : headers) {
        const auto mapped = chosen.constFind(foldedHeader(header));
        auto column = mapped != chosen.constEnd() ? std::optional(*mapped) : usualColumn(header);
        // A second phone number is a column of its own that this list has no place for.
        if (column && *column != PatientColumn::Ignored && !columns::isSingle(*column)
            && taken.contains(*column))
            column.reset();
        if (column)
            taken.insert(*column);
        else
            extra.append(header);
        plan.columns.push_back(column);
    }
    if (!extra.isEmpty())
        plan.findings.push_back(columns::finding(FileReason::ExtraColumns, extra.join(u"; "_s)));
    if (const auto rejection = columns::rejectionOf(headers, plan))
        plan.findings.push_back(*rejection);
    return plan;
}

CellUse useOf(std::optional<PatientColumn> column)
{
    if (!column)
        return CellUse::Prose;
    switch (*column) {
    case PatientColumn::AddressLine:
    case PatientColumn::AddressLine2:
    case PatientColumn::AccessNote:
    case PatientColumn::Alerts:
    case PatientColumn::Allergies:
    case PatientColumn::Adjustments:
    case PatientColumn::Ignored:
        return CellUse::Prose;
    case PatientColumn::NhsNumber:
    case PatientColumn::Family:
    case PatientColumn::Given:
    case PatientColumn::FullName:
    case PatientColumn::Title:
    case PatientColumn::Born:
    case PatientColumn::Gender:
    case PatientColumn::Town:
    case PatientColumn::Postcode:
    case PatientColumn::Area:
    case PatientColumn::Phone:
    case PatientColumn::ContactName:
    case PatientColumn::ContactPhone:
    case PatientColumn::UsualGp:
    case PatientColumn::Language:
    case PatientColumn::Interpreter:
    case PatientColumn::Registers:
    case PatientColumn::RiskGroups:
    case PatientColumn::KeyCode:
    case PatientColumn::LastFlu:
    case PatientColumn::LastFluPlace:
    case PatientColumn::Restricted:
    case PatientColumn::MapX:
    case PatientColumn::MapY:
        return CellUse::Name;
    }
    return CellUse::Name;
}

} // namespace doorstep::exchange

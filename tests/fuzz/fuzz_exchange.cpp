#include "core/clinical/gs1.h"
#include "core/clinical/programme_pack.h"
#include "core/exchange/check.h"
#include "core/exchange/csv_reader.h"
#include "core/exchange/immunization_rules.h"
#include "core/exchange/import_report.h"
#include "core/exchange/patient_list.h"
#include "tests/clinical/fixture_files.h"
#include "tests/fuzz/fuzz_target.h"

#include <QDir>

namespace doorstep::fuzz::json {

void run(QByteArrayView bytes)
{
    const auto value = clinical::readJson(bytes);
    if (!value)
        return;
    const auto again = clinical::readJson(value->toJson());
    expect(again && *again == *value, "JSON: survives a round trip");
}

Seeds seeds()
{
    return {{"every-type",
                R"({"a":[1,-0.10,2e+3,"\u00e9\n\ud83d\ude00",true,false,null,{}],"b":{"":[]}})"},
        {"number", "0"}, {"mark", "\xef\xbb\xbf\"text\""},
        {"nested", "[[[[[[[[{\"k\":[[]]}]]]]]]]]"}};
}

} // namespace doorstep::fuzz::json
DOORSTEP_FUZZ(json);

namespace doorstep::fuzz::immunization {

constexpr Instant Now{1'795'510'800'000};

void run(QByteArrayView bytes)
{
    const auto value = clinical::readJson(bytes);
    if (!value)
        return;
    const auto verdict = exchange::judgeImmunization(*value, Now);
    expect(verdict.accepted == verdict.reason.isEmpty(), "immunization: refused with a reason");
}

Seeds seeds()
{
    const auto example = test::fixtureJson(QStringLiteral("vectors/imms-flu-example.json"));
    return {{"example", example.toJson()}, {"empty", R"({"resourceType":"Immunization"})"}};
}

} // namespace doorstep::fuzz::immunization
DOORSTEP_FUZZ(immunization);

namespace doorstep::fuzz::check_line {

/// First byte: the kind; then the line.
void run(QByteArrayView bytes)
{
    InputReader input(bytes);
    const auto kinds = exchange::checkKinds();
    const QByteArray& kind = kinds.at(input.below(quint8(kinds.size())));
    const QByteArray answer = exchange::checkLine(kind, input.rest(), {1'795'510'800'000});
    expect(clinical::readJson(answer).ok(), "check: the answer is one line of JSON");
}

Seeds seeds()
{
    return {{"nhs-number", char(0) + QByteArray(R"({"input":"999 000 0018"})")},
        {"sctid", char(1) + QByteArray(R"({"input":"884861000000100"})")},
        {"gs1", char(2) + QByteArray(R"({"scan":"]d2010614141234561517270331{GS}10ABC"})")},
        {"news2",
            char(3)
                + QByteArray(
                    R"({"rr":16,"spo2":97,"scale":1,"o2":false,"sbp":128,"pulse":72,"acvpu":"A","temp":36.8})")}};
}

} // namespace doorstep::fuzz::check_line
DOORSTEP_FUZZ(check_line);

namespace doorstep::fuzz::programme_pack {

void run(QByteArrayView bytes)
{
    const auto pack = clinical::readProgrammePack(bytes.toByteArray());
    expect(!pack || (!pack->id.isEmpty() && pack->dated.isValid()), "pack: named and dated");
}

Seeds seeds()
{
    QFile shipped(QStringLiteral(DOORSTEP_SOURCE_DIR "/core/clinical/packs/flu-2026-27.json"));
    expect(shipped.open(QIODevice::ReadOnly), "the shipped pack opens");
    return {{"flu", clinical::readJson(shipped.readAll())->toJson()}};
}

} // namespace doorstep::fuzz::programme_pack
DOORSTEP_FUZZ(programme_pack);

namespace doorstep::fuzz::gs1 {

void run(QByteArrayView bytes)
{
    const auto scan = clinical::readGs1(bytes, QDate(2026, 11, 24));
    const bool refused = scan.verdict == clinical::Gs1Verdict::Reject;
    expect(refused == (scan.fault != clinical::Gs1Fault::None), "GS1: refused for a fault");
    expect(!refused || scan.elements.empty(), "GS1: a refused scan has no elements");
    expect(scan.gtin.isEmpty() || clinical::gs1CheckDigitHolds(scan.gtin.toLatin1()),
        "GS1: a GTIN holds its check digit");
    expect(!scan.expiry || scan.expiry->isValid(), "GS1: an expiry is a date");
}

Seeds seeds()
{
    Seeds all{{"link", "]Q3https://id.gs1.org/01/06141412345615"}};
    const auto vectors = test::fixtureJson(QStringLiteral("vectors/gs1.json"));
    const auto& cases = vectors[u"cases"].items();
    for (std::size_t i = 0; i < cases.size(); i += 3)
        all.push_back({"case-" + QByteArray::number(i),
            cases[i][u"scan"].text().toUtf8().replace("{GS}", "\x1d")});
    return all;
}

} // namespace doorstep::fuzz::gs1
DOORSTEP_FUZZ(gs1);

namespace doorstep::fuzz::patient_list {

using namespace doorstep::exchange;

void readRows(QByteArrayView bytes)
{
    CsvReader reader(bytes, delimiterOf(bytes));
    CsvReader::Row row;
    for (qint64 line = 0; reader.next(row);) {
        expect(row.line > line, "CSV: rows begin on later and later lines");
        expect(row.cells.size() <= CsvReader::MostCells, "CSV: no more cells than the limit");
        line = row.line;
    }
}

void run(QByteArrayView bytes)
{
    readRows(bytes);
    PreviewOptions options;
    options.today = QDate(2026, 11, 24);
    const auto preview = previewPatientList(bytes.toByteArray(), {}, options);
    expect(preview.accepted() + preview.held() + preview.rejected() == int(preview.rows.size()),
        "list: every row has one verdict");
    expect(preview.verdict != FileVerdict::Reject || preview.rows.empty(),
        "list: a rejected file offers no rows");
    expect(clinical::readJson(dryRunReport(preview)).ok(), "list: the report is JSON");
}

Seeds seeds()
{
    constexpr qint64 largest = 2000;
    Seeds all;
    const QDir messy(QStringLiteral(DOORSTEP_SOURCE_DIR "/tests/fixtures/import/messy"));
    for (const QFileInfo& file : messy.entryInfoList({QStringLiteral("*.csv")}, QDir::Files))
        if (file.size() <= largest)
            all.push_back({file.completeBaseName().toLatin1(),
                test::fixtureBytes(QStringLiteral("import/messy/") + file.fileName())});
    return all;
}

} // namespace doorstep::fuzz::patient_list
DOORSTEP_FUZZ(patient_list);

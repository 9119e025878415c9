"""Checks exports against what people typed: `check_exports.py TYPED.json EXPORT_FOLDER`.

It knows the published layouts (SystmOne vaccination import, FHIR R4 UK Core) and the list that the tour
wrote down. It reads no store and shares nothing with the program that wrote the files.
"""
import csv
import datetime
import glob
import json
import pathlib
import subprocess
import sys

SITES = {"left-upper-arm": ("Left deltoid", "368208006"), "right-upper-arm": ("Right deltoid", "368209003")}
CODES = {"pulse": "364075005", "respiratory-rate": "86290005", "oxygen-saturation": "431314004",
         "temperature": "386725007", "weight": "27113001", "total-cholesterol": "1005671000000105"}
BP_PANEL, SYSTOLIC, DIASTOLIC, NEWS2 = "75367002", "271649006", "271650006", "1104051000000101"
TODAY = datetime.date.today()
problems = []


def want(condition, what):
    if not condition:
        problems.append(what)


def who(visit):
    return f"{visit['given']} {visit['family']}"


def same_person(visit, family, given):
    return family.casefold() == visit["family"].casefold() and given == visit["given"]


def one(folder, pattern):
    found = glob.glob(str(folder / pattern))
    want(len(found) == 1, f"{len(found)} files are called {pattern}")
    return pathlib.Path(found[0])


def rows_of(file):
    with open(file, newline="", encoding="utf-8-sig") as handle:
        return list(csv.DictReader(handle))


def check_systmone(folder, typed):
    rows = rows_of(one(folder, "systmone-vaccinations-*.csv"))
    given = [visit for visit in typed if visit["outcome"] == "given"]
    want(len(rows) == len(given), f"SystmOne: {len(rows)} rows for {len(given)} doses")
    for visit in given:
        mine = [row for row in rows if same_person(visit, row["Surname"], row["Forename"])]
        want(len(mine) == 1, f"SystmOne: {len(mine)} rows for {who(visit)}")
        for row in mine:
            for column, value in (("NHS number", visit["nhs"]), ("Batch number", visit["batch"]),
                                  ("Admin date", TODAY.strftime("%d/%m/%Y")), ("Site", SITES[visit["site"]][0]),
                                  ("Method", "Intramuscular"), ("House number and road", visit["line"])):
                want(row[column] == value, f"SystmOne, {who(visit)}: {column} is '{row[column]}', not '{value}'")


def check_visits(folder, typed):
    rows = rows_of(one(folder, "visits-*.csv"))
    want(len({row["Visit"] for row in rows}) == len(typed), "visits: another number of visits than were made")
    for visit in typed:
        mine = [row for row in rows if same_person(visit, row["Surname"], row["Forename"])]
        want({row["Outcome"] for row in mine} == {visit["outcome"]}, f"visits, {who(visit)}: outcome")
        want({row["NHS number"].replace(" ", "") for row in mine} == {visit["nhs"]}, f"visits, {who(visit)}: number")
        codes = {row["SNOMED code"]: row["Value"] for row in mine if row["Record"] == "observation"}
        taken = visit.get("observations", {})
        for key, value in taken.items():
            if key in CODES:
                want(codes.get(CODES[key]) == str(value), f"visits, {who(visit)}: {key} {codes.get(CODES[key])}")
        if taken:
            pressure = f"{taken['systolic']}/{taken['diastolic']}"
            want(codes.get(BP_PANEL) == pressure, f"visits, {who(visit)}: pressure {codes.get(BP_PANEL)}")
        want(len(codes) == max(0, len(taken) - 1) + ("news2" in visit), f"visits, {who(visit)}: {codes}")
        if "news2" in visit:
            want(codes.get(NEWS2) == str(visit["news2"]), f"visits, {who(visit)}: NEWS2 {codes.get(NEWS2)}")
        if "note" in visit:
            want(any(visit["note"] in row["Note"] for row in mine), f"visits, {who(visit)}: the note is missing")
        if "follow_up" in visit:
            want(any(row["Record"] == "follow-up" for row in mine), f"visits, {who(visit)}: no follow-up")


def coded(resource):
    return {coding["code"] for coding in resource.get("code", {}).get("coding", [])}


def check_bundle(visit, bundle):
    resources = [entry["resource"] for entry in bundle["entry"]]
    kinds = {kind: [each for each in resources if each["resourceType"] == kind]
             for kind in ("Patient", "Encounter", "Immunization", "Observation")}
    want(len(kinds["Encounter"]) == 1, f"FHIR, {who(visit)}: {len(kinds['Encounter'])} encounters")
    done = [each for each in kinds["Immunization"] if each["status"] == "completed"]
    want(len(done) == (visit["outcome"] == "given"), f"FHIR, {who(visit)}: {len(done)} doses")
    for dose in done:
        want(dose["lotNumber"] == visit["batch"], f"FHIR, {who(visit)}: batch {dose['lotNumber']}")
        site = dose["site"]["coding"][0]["code"]
        want(site == SITES[visit["site"]][1], f"FHIR, {who(visit)}: site {site}")
    values = {}
    for observation in kinds["Observation"]:
        for part in [observation, *observation.get("component", [])]:
            if "valueQuantity" in part:
                values.update({code: part["valueQuantity"]["value"] for code in coded(part)})
            elif "valueInteger" in part:
                values.update({code: part["valueInteger"] for code in coded(part)})
    names = CODES | {"systolic": SYSTOLIC, "diastolic": DIASTOLIC}
    for key, value in visit.get("observations", {}).items():
        want(values.get(names[key]) == value, f"FHIR, {who(visit)}: {key} is {values.get(names[key])}")
    if "news2" in visit:
        want(values.get(NEWS2) == visit["news2"], f"FHIR, {who(visit)}: NEWS2 is {values.get(NEWS2)}")
    if not visit.get("observations"):
        want(not kinds["Observation"], f"FHIR, {who(visit)}: observations nobody took")


def check_fhir(folder, typed):
    bundles = json.loads(one(folder, "fhir-bundles-*.json").read_text(encoding="utf-8"))
    want(len(bundles) == len(typed), f"FHIR: {len(bundles)} bundles for {len(typed)} visits")
    people = {}
    for bundle in bundles:
        patient = next(entry["resource"] for entry in bundle["entry"] if entry["resource"]["resourceType"] == "Patient")
        name = patient["name"][0]
        people[(name["family"].casefold(), name["given"][0])] = (patient, bundle)
    for visit in typed:
        found = people.get((visit["family"].casefold(), visit["given"]))
        want(found is not None, f"FHIR: no bundle for {who(visit)}")
        if found:
            numbers = [each["value"] for each in found[0].get("identifier", [])]
            want(numbers == ([visit["nhs"]] if visit["nhs"] else []), f"FHIR, {who(visit)}: identifiers {numbers}")
            check_bundle(visit, found[1])
    lines = one(folder, "fhir-immunizations-*.ndjson").read_text(encoding="utf-8").splitlines()
    lots = [json.loads(line).get("lotNumber") for line in lines if json.loads(line)["status"] == "completed"]
    want(len(lots) == sum(visit["outcome"] == "given" for visit in typed), f"FHIR lines: {len(lots)} doses")


def check_papers(folder, typed):
    text = ""
    for file in sorted(glob.glob(str(folder / "*.pdf"))):
        text += subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, text=True, check=True).stdout
    plain = " ".join(text.split()).casefold()
    for visit in typed:
        want(visit["family"].casefold() in plain and visit["given"].casefold() in plain, f"papers: no {who(visit)}")


def main():
    typed = json.loads(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8"))
    folder = pathlib.Path(sys.argv[2])
    for check in (check_systmone, check_visits, check_fhir, check_papers):
        check(folder, typed)
    print("\n".join(problems) or f"exports: {len(typed)} visits as they were typed")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Makes v1.dict, the zstd dictionary that entry payloads are compressed with.

    python3 core/entry/dictionary/train.py core/entry/dictionary/v1.dict

Needs the zstd program (v1.dict was made with 1.5.4). The samples are invented here from a fixed
seed: payload maps as core/ledger writes them, with random letters where a name or number would
stand, so that the dictionary holds field names, codes and everyday phrases and nobody's details.
v1.dict is part of the entry format: another dictionary is another frame byte, never a new v1.
"""
import pathlib
import random
import string
import subprocess
import sys
import tempfile

SEED = 20261124
SAMPLES = 6000
MOST_BYTES = 12 * 1024

rng = random.Random(SEED)


def head(major, value):
    if value < 24:
        return bytes([major << 5 | value])
    for extra, size in ((24, 1), (25, 2), (26, 4), (27, 8)):
        if value < 1 << (8 * size):
            return bytes([major << 5 | extra]) + value.to_bytes(size, "big")
    raise ValueError(value)


def cbor(value):
    if value is None:
        return b"\xf6"
    if isinstance(value, bool):
        return b"\xf5" if value else b"\xf4"
    if isinstance(value, int):
        return head(0, value) if value >= 0 else head(1, -1 - value)
    if isinstance(value, bytes):
        return head(2, len(value)) + value
    if isinstance(value, str):
        text = value.encode()
        return head(3, len(text)) + text
    if isinstance(value, list):
        return head(4, len(value)) + b"".join(cbor(item) for item in value)
    fields = sorted((cbor(key), cbor(item)) for key, item in value.items())
    return head(5, len(fields)) + b"".join(key + item for key, item in fields)


def some_id():
    moment = 1793000000000 + rng.randrange(8_000_000_000)
    tail = rng.randbytes(10)
    return moment.to_bytes(6, "big") + bytes([0x70 | tail[0] & 15, tail[1], 0x80 | tail[2] & 63]) + tail[3:]


def moment():
    return 1793000000000 + rng.randrange(8_000_000_000)


def day(first=20700, last=21300):
    return rng.randint(first, last)


def digits(count):
    return "".join(rng.choice(string.digits) for _ in range(count))


def letters(least, most):
    return "".join(rng.choice(string.ascii_lowercase) for _ in range(rng.randint(least, most))).capitalize()


def maybe(fields, share, **more):
    if rng.random() < share:
        fields.update(more)


PHRASES = [
    "no answer at the door", "card left", "spoke to daughter", "spoke to carer", "carer present",
    "patient well today", "feeling unwell", "has a cough", "temperature last night", "asked to come back",
    "left arm sore", "no reaction after", "observed for", "minutes", "next of kin aware", "lives alone",
    "key safe by the back door", "dog in the garden", "ring twice", "hard of hearing", "use the side gate",
    "walks with a frame", "bed bound", "transfers with hoist", "skin intact", "pressure areas checked",
    "blood pressure repeated after rest", "told to see the GP", "GP informed", "district nurse to review",
    "medicines taken as prescribed", "taking a blood thinner", "appetite good", "fluids encouraged",
    "refused today", "declined the vaccine", "already had it at the pharmacy", "moved to a care home",
    "in hospital since", "consent given verbally", "consent discussed with", "best interests decision recorded",
    "breathless on exertion", "oxygen at home", "ankles swollen", "wound dressed", "weight stable",
    "the patient", "was", "and", "with", "for", "on", "the", "not", "has been", "will", "review in one week",
]


def note(least=2, most=6):
    return (", ".join(rng.sample(PHRASES, rng.randint(least, most))) + ".").capitalize()


PROGRAMMES = ["flu-2026-27", "covid-autumn-2026", "covid-spring-2027", "rsv", "ppv23", "pcv20", "shingles",
              "pertussis", "mmr", "hepatitis-b"]
PRODUCTS = [("tivc", "Cell-based Trivalent Influenza Vaccine Seqirus"), ("ativ", "Adjuvanted Trivalent Influenza Vaccine"),
            ("tivr", "Supemtek TIV"), ("comirnaty", "Comirnaty 30 micrograms/dose"), ("spikevax", "Spikevax 0.1 mg/mL"),
            ("abrysvo", "Abrysvo vaccine powder and solvent for solution for injection"), ("pneumovax", "Pneumovax 23"),
            ("prevenar20", "Prevenar 20"), ("shingrix", "Shingrix vaccine powder and suspension")]
OBSERVABLES = [("271649006", "mm[Hg]", 100, 180, 0), ("271650006", "mm[Hg]", 50, 100, 0), ("364075005", "/min", 50, 120, 0),
               ("86290005", "/min", 10, 30, 0), ("103228002", "%", 88, 100, 0), ("386725007", "Cel", 350, 395, 1),
               ("27113001", "kg", 400, 1200, 1), ("50373000", "cm", 140, 195, 0), ("60621009", "kg/m2", 180, 380, 1),
               ("434912009", "mmol/L", 40, 150, 1)]
METHODS = ["sitting", "standing", "lying", "tympanic", "left-arm", "right-arm", "manual", "automatic"]
SITES = ["left-deltoid", "right-deltoid", "left-upper-arm", "right-upper-arm", "left-thigh", "right-thigh"]
QUESTIONS = ["unwell-today", "previous-reaction", "allergy", "bleeding-disorder", "anticoagulant", "pregnant",
             "immunosuppressed", "recent-vaccine", "egg-allergy"]
ADJUSTMENTS = ["Speaks slowly, allow extra time", "Use easy read", "Carer to be present", "Large print",
               "Needs a British Sign Language interpreter", "Explain each step before touching", "Wheelchair access"]


def address():
    fields = {"line": f"{rng.randint(1, 99)} {letters(5, 9)} "
              + rng.choice(["Road", "Street", "Lane", "Close", "Avenue", "Court", "House"]), "town": letters(5, 9),
              "postcode": f"{letters(2, 2).upper()}{rng.randint(1, 20)} {rng.randint(1, 9)}{letters(2, 2).upper()}"}
    maybe(fields, .6, area=rng.choice(["North", "South", "East", "West", "Village"]))
    maybe(fields, .4, mapX=rng.randint(0, 1000), mapY=rng.randint(0, 1000))
    return fields


def patient():
    fields = {"family": letters(4, 10), "given": letters(3, 8), "title": rng.choice(["Mr", "Mrs", "Ms", "Miss", "Dr"]),
              "born": day(-14000, 13000), "gender": rng.choice(["male", "female", "other"]),
              "nhsNumber": "999" + digits(7), "phone": "07700 900" + digits(3), "address": address(),
              "registers": rng.sample(["housebound", "ld", "smi", "palliative", "care-home", "carer"], rng.randint(1, 2)),
              "riskGroups": rng.sample(["age-65", "age-75", "chronic-respiratory", "chronic-heart", "diabetes",
                                        "immunosuppression", "chronic-kidney", "learning-disability"], rng.randint(0, 3)),
              "usualGp": "Dr " + letters(4, 9)}
    maybe(fields, .5, household=some_id())
    maybe(fields, .6, **{"import": some_id()})
    maybe(fields, .3, accessNote=note(1, 2), contact={"name": letters(4, 9), "phone": "07700 900" + digits(3),
          "relation": rng.choice(["daughter", "son", "wife", "husband", "carer", "friend"])})
    maybe(fields, .2, keyCode=digits(4), language="en", interpreter=False, restricted=False)
    maybe(fields, .02, deceasedOn=day())
    return "patientRecorded", fields if rng.random() < .5 else {key: fields[key] for key in rng.sample(sorted(fields), 2)}


def vaccination():
    product, name = rng.choice(PRODUCTS)
    fields = {"visit": some_id(), "status": "given", "programme": rng.choice(PROGRAMMES), "product": product,
              "productName": name, "productCode": digits(17), "batch": some_id(),
              "batchNumber": letters(2, 2).upper() + digits(4), "expires": day(),
              "doseMicrolitres": rng.choice([500, 300, 100]), "site": rng.choice(SITES),
              "route": rng.choice(["im", "sc"]), "authority": some_id(),
              "authorityKind": rng.choice(["pgd", "psd", "national-protocol"]), "occurredAt": moment(),
              "occurredOn": day(), "source": "ours", "place": "home",
              "consentBy": rng.choice(["patient", "best-interests", "attorney"]),
              "identityCheckedBy": rng.choice(["patient", "carer", "daughter"]), "givenBy": some_id(),
              "answers": [{"question": question, "answer": rng.choice(["no", "no", "no", "yes", "unsure"])}
                          for question in rng.sample(QUESTIONS, rng.randint(3, 7))]}
    maybe(fields, .3, detail=note(), doseNumber=rng.randint(1, 3))
    maybe(fields, .2, consentName=letters(4, 9), consentRelation=rng.choice(["daughter", "son", "wife", "husband"]))
    maybe(fields, .2, assessedBy=some_id())
    if rng.random() < .2:
        for key in ("site", "route", "batch", "batchNumber", "expires", "doseMicrolitres", "givenBy"):
            del fields[key]
        fields.update(status="not-given", detail=note(1, 3), notGivenReason=rng.choice(
            ["refused", "unwell", "contraindicated", "already-had", "not-in", "no-access", "no-vaccine", "no-authority"]))
    if rng.random() < .1:
        fields = {"status": "given", "programme": rng.choice(PROGRAMMES), "product": product, "occurredOn": day(),
                  "source": "elsewhere", "place": rng.choice(["pharmacy", "hospital"]), "import": some_id()}
    return "vaccinationRecorded", fields


def observation():
    values = []
    for code, unit, least, most, decimals in rng.sample(OBSERVABLES, rng.randint(1, 7)):
        item = {"code": code, "scaled": rng.randint(least, most), "unit": unit}
        if decimals:
            item["decimals"] = decimals
        maybe(item, .3, method=rng.choice(METHODS))
        if rng.random() < .1:
            item = {"code": code, "notTakenReason": rng.choice(["refused", "no-equipment", "unable", "not-needed"])}
        values.append(item)
    fields = {"visit": some_id(), "takenAt": moment(), "values": values}
    maybe(fields, .5, onOxygen=rng.random() < .1, acvpu=rng.choice("AAAACVPU"), spo2Scale=rng.choice([1, 1, 2]))
    maybe(fields, .4, news2Total=rng.randint(0, 9), news2Band=rng.choice(["low", "low-medium", "medium", "high"]))
    maybe(fields, .5, detail=note())
    return "observationRecorded", fields


def outcome():
    fields = {"endedAt": moment(), "outcome": rng.choice(
        ["given", "seen", "not-in", "no-access", "refused", "unwell", "contraindicated", "already-had", "moved",
         "in-hospital", "deceased", "unsafe", "no-vaccine"])}
    maybe(fields, .4, reason=rng.choice(["no-answer", "asked-to-return", "carer-away"]), detail=note(1, 3))
    maybe(fields, .4, cardLeft=True, retryOn=day())
    return "outcomeRecorded", fields


def alert():
    fields = {"alertKind": rng.choice(["allergy", "risk", "access", "medicine", "respect", "other"]), "text": note(1, 2)}
    maybe(fields, .5, code=digits(rng.randint(8, 9)), reaction=rng.choice(["rash", "anaphylaxis", "swelling"]),
          severe=True)
    return rng.choice([("alertAdded", fields), ("alertAdded", fields),
                       ("alertRemoved", {"alerts": [some_id()], "role": "gp", "reason": note(1, 1)}),
                       ("allergiesChecked", {"allergyStatus": rng.choice(["none-known", "listed", "not-asked"]),
                                             "checkedAt": moment(), "seen": [some_id() for _ in range(rng.randint(0, 2))]})])


def adjustment():
    return "adjustmentAdded", {"text": rng.choice(ADJUSTMENTS), "code": digits(16)}


def free_note():
    return "noteRecorded", {"visit": some_id(), "text": note(2, 8)}


def follow_up():
    fields = {"followUp": some_id(), "followUpKind": rng.choice(
        ["retry", "contact", "update-record", "clinician", "safeguarding", "stock", "other"]), "text": note(1, 3),
        "due": day(), "ownerRole": rng.choice(["nurse", "gp", "coordinator", "hca", "manager"]), "visit": some_id()}
    maybe(fields, .2, owner=some_id(), urgent=True)
    if rng.random() < .3:
        return "followUpClosed", {"followUp": some_id(), "result": note(1, 3)}
    return "followUpOpened", fields


def visit():
    fields = {"round": some_id(), "patient": some_id(), "position": rng.randint(1, 30),
              "windowFrom": rng.randint(16, 34) * 30, "windowTo": rng.randint(18, 36) * 30,
              "jobs": [f"vaccinate:{rng.choice(PROGRAMMES)}"] + rng.choice([[], ["observe"]]), "assignedTo": some_id()}
    maybe(fields, .3, note=note(1, 2))
    if rng.random() < .4:
        return rng.choice([("visitStarted", {"startedAt": moment()}), ("visitStarted", {"startedAt": moment()}),
                           ("visitCancelled", {"reason": note(1, 1)})])
    return "visitPlanned", fields if rng.random() < .7 else {"assignedTo": some_id()}


def plan_round():
    fields = {"roundKind": rng.choice(["home-visits", "clinic"]), "name": rng.choice(["Tuesday north", "Care homes",
              "Housebound flu", "Saturday clinic"]), "day": day(), "startsAt": rng.randint(16, 28) * 30,
              "team": [some_id() for _ in range(rng.randint(1, 2))], "programmes": rng.sample(PROGRAMMES, 2),
              "stops": [some_id() for _ in range(rng.randint(0, 3))]}
    maybe(fields, .3, note=note(1, 2), place="Village hall")
    return rng.choice([("roundPlanned", fields), ("roundPlanned", fields), ("roundClosed", {"closedAt": moment()})])


def stock():
    batch = {"programme": rng.choice(PROGRAMMES), "product": rng.choice(PRODUCTS)[0], "productName": rng.choice(PRODUCTS)[1],
             "productCode": digits(17), "batchNumber": letters(2, 2).upper() + digits(4), "expires": day(),
             "doses": rng.choice([1, 10, 20, 50, 100])}
    received = batch | {"gtin": "0" + digits(13), "doseMicrolitres": 500, "route": "im", "receivedOn": day(),
                        "supplier": rng.choice(["Alliance", "AAH", "Movianto", "ImmForm"])}
    moved = {"batch": some_id(), "reason": rng.choice(["given", "given", "given", "wasted", "returned"]), "doses": 1,
             "visit": some_id(), "vaccination": some_id()}
    return rng.choice([
        ("batchReceived", received), ("stockMoved", moved), ("stockMoved", moved),
        ("boxLoaded", {"round": some_id(), "name": "Cool box 1", "loadedAt": moment(),
                       "contents": [batch | {"batch": some_id()}]}),
        ("kitChecked", {"checkedAt": moment(), "complete": True, "adrenalineBatch": letters(2, 2).upper() + digits(4),
                        "expires": day()}),
        ("boxClosed", {"closedAt": moment()}),
        ("temperatureRecorded", {"takenAt": moment(), "tenths": rng.randint(20, 80),
                                 "minTenths": rng.randint(20, 50), "maxTenths": rng.randint(50, 80)})])


def authority():
    return rng.choice([
        ("authorityRecorded", {"authorityKind": rng.choice(["pgd", "psd", "national-protocol"]),
                               "title": "Influenza vaccine patient group direction", "version": f"{rng.randint(1, 9)}.0",
                               "programmes": rng.sample(PROGRAMMES, 1), "productCodes": [digits(17)],
                               "validFrom": day(), "validTo": day(), "authorisedBy": letters(5, 9), "authorised": True,
                               "documentHash": rng.randbytes(32)}),
        ("authoritySigned", {"version": f"{rng.randint(1, 9)}.0", "staff": some_id(), "nameAsSigned": letters(8, 14),
                             "signedOn": day()}),
        ("personRecorded", {"name": letters(4, 8) + " " + letters(5, 9), "initials": letters(2, 2).upper(), "role": rng.choice(
            ["hca", "nurse", "gp", "coordinator", "visitor", "manager"]), "profession": rng.choice(
            ["nurse", "doctor", "pharmacist", "paramedic", "unregistered"]), "registration": "NMC " + digits(8)})])


def shared():
    return rng.choice([
        ("enteredInError", {"entries": [some_id()], "reason": rng.choice(["wrong-patient", "wrong-value", "duplicate"])}),
        ("holdRaised", {"rule": rng.choice(["double-dose", "batch-recalled", "box-difference", "same-field-twice",
                        "duplicate-patient", "authority-expired"]), "entries": [some_id(), some_id()],
                        "ownerRole": "coordinator", "detail": note(1, 2)}),
        ("holdClosed", {"rule": "same-field-twice", "entries": [some_id(), some_id()], "chosen": some_id(),
                        "decision": note(1, 1)}),
        ("auditBundled", {"lines": [{"at": moment(), "what": rng.choice(["viewed", "exported", "unlock-failed"]),
                          "subject": some_id(), "staff": some_id()} for _ in range(rng.randint(1, 5))]})])


WEIGHTED = [(patient, 10), (vaccination, 22), (observation, 22), (outcome, 10), (alert, 4), (adjustment, 2),
            (free_note, 8), (follow_up, 6), (visit, 8), (plan_round, 3), (stock, 12), (authority, 3), (shared, 4)]


def payload():
    kind, fields = rng.choices([make for make, _ in WEIGHTED], [weight for _, weight in WEIGHTED])[0]()
    entry = {"k": kind, "v": 1, "a": some_id(), "t": some_id(), "d": fields}
    if kind in ("patientRecorded", "visitPlanned", "roundPlanned", "personRecorded") and rng.random() < .5:
        entry["b"] = {key: some_id() for key in fields}
    if kind in ("visitStarted", "outcomeRecorded"):
        entry["b"] = {"assignedTo": some_id()}
    return cbor(entry)


def main(target):
    with tempfile.TemporaryDirectory() as folder:
        samples = []
        for index in range(SAMPLES):
            sample = pathlib.Path(folder) / f"{index:05}"
            sample.write_bytes(payload())
            samples.append(str(sample))
        subprocess.run(["zstd", "-q", "-f", "-T1", "--train-fastcover=k=200,d=8,f=20,steps=4,split=100,accel=1",
                        f"--maxdict={MOST_BYTES}", "--dictID=1", "-r", folder, "-o", target], check=True)


if __name__ == "__main__":
    main(sys.argv[1])

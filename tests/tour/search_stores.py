"""Looks for patients in files: names, NHS numbers and addresses as UTF-8, UTF-16 and hexadecimal.

Nothing may be found in stores, server, logs and temporary files; everything must be found in the exports.
"""
import os
import subprocess
import tempfile

from driver import Failed

SHORTEST = 5  # a shorter word turns up in ciphertext by chance


def words_of(patients):
    words = set()
    for patient in patients:
        spaced = f"{patient['nhs'][:3]} {patient['nhs'][3:6]} {patient['nhs'][6:]}"
        words |= {patient["family"], patient["given"], patient["nhs"], spaced, patient["line"]}
    return sorted(word for word in words if len(word.strip()) >= SHORTEST)


def matches(data, words):
    """The words found in the bytes. UTF-16 of these words is UTF-8 with zeros between: they are left out."""
    patterns = set()
    for word in words:
        for form in (word, word.upper()):
            patterns |= {form, form.encode().hex(), form.encode("utf-16-le").hex(), form.encode("utf-16-be").hex()}
    with tempfile.NamedTemporaryFile("w", encoding="utf-8") as file:
        file.write("\n".join(sorted(patterns)) + "\n")
        file.flush()
        found = set()
        for form in (data, data.replace(b"\0", b"")):
            done = subprocess.run(["grep", "-a", "-o", "-i", "-F", "-f", file.name], input=form,
                                  stdout=subprocess.PIPE, env=dict(os.environ, LC_ALL="C"), check=False)
            found |= set(done.stdout.decode("utf-8", "replace").splitlines())
        return found


def prove_that_it_finds(words):
    for encode in (str.encode, lambda w: w.encode("utf-16-le"), lambda w: w.encode("utf-16-be"),
                   lambda w: w.encode().hex().upper().encode(), lambda w: w.encode("utf-16-le").hex().encode()):
        if not matches(b"\x01\x02\xff" + encode(words[0]) + b"\x00\x03", words):
            raise Failed("the search would not find what it looks for")


def files_under(*folders):
    for folder in folders:
        for at, _, names in os.walk(folder):
            for name in names:
                path = os.path.join(at, name)
                if os.path.isfile(path):
                    yield path


def find_nobody(patients, *folders):
    """How many bytes were searched; Failed with the files when somebody was found."""
    words = words_of(patients)
    prove_that_it_finds(words)
    searched, bad = 0, []
    for path in files_under(*folders):
        with open(path, "rb") as handle:
            data = handle.read()
        searched += len(data)
        if matches(path.encode() + b"\n" + data, words):
            bad.append(path)
    if bad:
        raise Failed("patients stand in the clear in " + ", ".join(bad))
    return searched


def find_everybody(visits, folder):
    data = b""
    for path in files_under(folder):
        with open(path, "rb") as handle:
            data += handle.read()
    for visit in visits:
        for word in words_of([visit]):
            if not matches(data, [word]) and word != f"{visit['nhs'][:3]} {visit['nhs'][3:6]} {visit['nhs'][6:]}":
                raise Failed(f"the exports do not hold {word}")

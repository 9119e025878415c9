#!/usr/bin/env python3
"""What can be checked of platform/android and platform/ios on a machine that builds neither.

    mobile_rules.py ROOT     prints each breach and exits 1 if there is one

Manifest, resources and property list are held to docs/threat-model.md; Java and Objective-C++ are compiled as far as
their types against hand-written declarations (android_stubs, ios_stubs), the JNI code against Qt's own headers. That
finds typing mistakes and left-out protections. It does not show that anything works on a device.
"""
import pathlib
import plistlib
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as xml

ANDROID = "{http://schemas.android.com/apk/res/android}"
PERMISSIONS = {"android.permission.INTERNET", "android.permission.ACCESS_NETWORK_STATE"}
DOMAINS = {"root", "file", "database", "sharedpref", "external"}
HARDWARE_IDS = re.compile(r"ANDROID_ID|getImei|getDeviceId|getMacAddress|getSerial|identifierForVendor|advertisingIdentifier")
HERE = pathlib.Path(__file__).resolve().parent


def check_manifest(root):
    name = "platform/android/AndroidManifest.xml"
    manifest = xml.parse(root / name).getroot()
    application = manifest.find("application")

    def said(element, attribute):
        return element.get(ANDROID + attribute)

    for attribute in ("allowBackup", "fullBackupContent", "usesCleartextTraffic"):
        if said(application, attribute) != "false":
            yield f"{name}: {attribute} is not false"
    if said(application, "debuggable") is not None:
        yield f"{name}: debuggable is for the build to say"
    if said(application, "dataExtractionRules") != "@xml/data_extraction_rules":
        yield f"{name}: no data extraction rules"
    if said(application, "networkSecurityConfig") != "@xml/network_security_config":
        yield f"{name}: no network security configuration"
    asked = {said(each, "name") for each in manifest.iter("uses-permission")}
    for permission in sorted(asked ^ PERMISSIONS):
        yield f"{name}: permission {permission} is not as in the list of tests/platform/mobile_rules.py"
    exported = [e for e in application.iter() if said(e, "exported") == "true"]
    if [said(e, "name") for e in exported] != ["org.doorstep.app.DoorstepActivity"]:
        yield f"{name}: another component than the launcher is exported"
    for component in ("service", "receiver", "provider"):
        if application.find(component) is not None:
            yield f"{name}: a {component} needs a line in docs/threat-model.md and here"
    if any(True for _ in manifest.iter("data")):
        yield f"{name}: a deep link"


def check_resources(root):
    name = "platform/android/res/xml/data_extraction_rules.xml"
    rules = xml.parse(root / name).getroot()
    for way in ("cloud-backup", "device-transfer"):
        section = rules.find(way)
        excluded = {e.get("domain") for e in section.iter("exclude") if e.get("path") == "."} if section is not None else set()
        if excluded != DOMAINS or section.find("include") is not None:
            yield f"{name}: {way} does not leave everything out"
    name = "platform/android/res/xml/network_security_config.xml"
    config = xml.parse(root / name).getroot()
    if [e.get("cleartextTrafficPermitted") for e in config.iter() if e.get("cleartextTrafficPermitted")] != ["false"]:
        yield f"{name}: clear text is permitted somewhere"


def check_plist(root):
    name = "platform/ios/Info.plist"
    facts = plistlib.loads((root / name).read_bytes())
    if int(str(facts.get("MinimumOSVersion", "0")).split(".")[0]) < 16:
        yield f"{name}: iOS 16 is the floor"
    for key in ("UIFileSharingEnabled", "LSSupportsOpeningDocumentsInPlace"):
        if facts.get(key) is not False:
            yield f"{name}: {key} is not false"
    for key in sorted(facts):
        if key in ("NSAppTransportSecurity", "CFBundleURLTypes", "UIBackgroundModes") or key.endswith("UsageDescription"):
            yield f"{name}: {key} needs a line in docs/threat-model.md and here"


def check_sources(root):
    wanted = [
        ("platform/android/src/org/doorstep/app/DoorstepActivity.java", r"FLAG_SECURE\)[\s\S]*super\.onCreate", "FLAG_SECURE before the first frame"),
        ("platform/android/src/org/doorstep/app/DeviceSecrets.java", r"setUnlockedDeviceRequired\(true\)", "keys only while unlocked"),
        ("platform/android/src/org/doorstep/app/DeviceSecrets.java", r"setIsStrongBoxBacked\(strongBox\)", "StrongBox where there is one"),
        ("platform/android/src/org/doorstep/app/DeviceSecrets.java", r"getNoBackupFilesDir", "secrets outside backups"),
        ("platform/android/android_paths.cpp", r"getNoBackupFilesDir", "the store outside backups"),
        ("platform/ios/ios_vault.mm", r"kSecAttrAccessibleWhenUnlockedThisDeviceOnly", "keys on this device, while unlocked"),
        ("platform/ios/ios_vault.mm", r"kSecAttrSynchronizable\] = \(__bridge id\)kCFBooleanFalse", "keys in no cloud"),
        ("platform/ios/ios_paths.mm", r"@YES forKey:NSURLIsExcludedFromBackupKey", "the store outside backups"),
        ("platform/ios/ios_paths.mm", r"NSFileProtectionCompleteUnlessOpen", "files closed with the device"),
    ]
    for name, pattern, what in wanted:
        if not re.search(pattern, (root / name).read_text(encoding="utf-8")):
            yield f"{name}: missing: {what}"
    for folder in ("platform/android", "platform/ios"):
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in (".java", ".cpp", ".h", ".mm") and HARDWARE_IDS.search(path.read_text(encoding="utf-8")):
                yield f"{path.relative_to(root)}: names a hardware id"


def compiled(command, name):
    """The compiler's first words when it refuses; nothing when it does not."""
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        said = [line for line in (done.stderr + done.stdout).splitlines() if "error" in line or "warning" in line]
        yield f"{name}: {said[0] if said else 'does not compile'}"


def check_java(root):
    sources = sorted(str(p) for p in (root / "platform/android/src").rglob("*.java"))
    with tempfile.TemporaryDirectory() as out:
        yield from compiled(["javac", "-Xlint:all", "-Werror", "--release", "11", "-implicit:none",
                             "-sourcepath", str(HERE / "android_stubs"), "-d", out, *sources], "platform/android/src")


def qt_flags():
    folder = subprocess.run(["qmake6", "-query", "QT_INSTALL_HEADERS"], capture_output=True, text=True).stdout.strip()
    return ["-std=c++20", "-fsyntax-only", "-fPIC", "-Wall", "-Wextra", "-Wconversion", "-Werror",
            "-DQT_NO_CAST_FROM_ASCII", "-DQT_NO_CAST_TO_ASCII", "-DQT_NO_KEYWORDS",
            "-isystem", folder, "-isystem", f"{folder}/QtCore"]


def check_jni(root):
    javac = pathlib.Path(subprocess.run(["sh", "-c", "readlink -f $(command -v javac)"], capture_output=True, text=True).stdout.strip())
    jni = javac.parent.parent / "include"
    # JNI of the JDK takes char* where Android's takes const char*.
    android = ["-D__ANDROID__", "-D__ANDROID_API__=29", "-Wno-writable-strings", f"-I{jni}", f"-I{jni}/linux"]
    for path in sorted((root / "platform/android").glob("*.cpp")):
        yield from compiled(["clang++", *qt_flags(), *android, f"-I{root}", str(path)], path.relative_to(root))


def check_objective_cpp(root):
    ios = ["-x", "objective-c++", "-fobjc-runtime=ios-16", "-fobjc-arc", "-fblocks", f"-I{HERE / 'ios_stubs'}"]
    for path in sorted((root / "platform/ios").glob("*.mm")):
        yield from compiled(["clang++", *ios, *qt_flags(), f"-I{root}", str(path)], path.relative_to(root))


TEXT_CHECKS = (check_manifest, check_resources, check_plist, check_sources)
COMPILED_CHECKS = (check_java, check_jni, check_objective_cpp)


def breaches(root, checks):
    return [breach for check in checks for breach in check(root)]


if __name__ == "__main__":
    problems = breaches(pathlib.Path(sys.argv[1]).resolve(), TEXT_CHECKS + COMPILED_CHECKS)
    print("\n".join(problems) if problems else "mobile rules: clean")
    sys.exit(1 if problems else 0)

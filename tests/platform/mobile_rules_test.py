#!/usr/bin/env python3
"""Each rule of mobile_rules.py is shown a tree that breaks it.

    mobile_rules_test.py ROOT
"""
import pathlib
import shutil
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import mobile_rules  # noqa: E402

MANIFEST = "platform/android/AndroidManifest.xml"
EXTRACTION = "platform/android/res/xml/data_extraction_rules.xml"
NETWORK = "platform/android/res/xml/network_security_config.xml"
PLIST = "platform/ios/Info.plist"
SECRETS = "platform/android/src/org/doorstep/app/DeviceSecrets.java"
ACTIVITY = "platform/android/src/org/doorstep/app/DoorstepActivity.java"
CASES = [  # (what is wrong, what must be said, file, old text, new text)
    ("a backup", "allowBackup is not false", MANIFEST, 'allowBackup="false"', 'allowBackup="true"'),
    ("clear text", "usesCleartextTraffic", MANIFEST, 'usesCleartextTraffic="false"', 'usesCleartextTraffic="true"'),
    ("a debuggable app", "debuggable", MANIFEST, 'android:label="Doorstep"\n', 'android:debuggable="true" android:label="Doorstep"\n'),
    ("a further permission", "permission android.permission.READ_CONTACTS", MANIFEST,
     "android.permission.INTERNET", "android.permission.READ_CONTACTS"),
    ("an exported provider", "another component", MANIFEST, "</activity>", '</activity><provider android:exported="true" android:name="x"/>'),
    ("a service", "a service needs", MANIFEST, "</activity>", '</activity><service android:name="x" android:exported="false"/>'),
    ("a deep link", "a deep link", MANIFEST, "</intent-filter>", '<data android:scheme="doorstep"/></intent-filter>'),
    ("a domain that is transferred", "device-transfer does not", EXTRACTION,
     '<device-transfer>\n        <exclude domain="root" path="." />', "<device-transfer>"),
    ("clear text for one domain", "permitted somewhere", NETWORK, "</network", '<domain-config cleartextTrafficPermitted="true"/></network'),
    ("shared files", "UIFileSharingEnabled", PLIST, "<key>UIFileSharingEnabled</key>\n    <false/>", "<key>UIFileSharingEnabled</key>\n    <true/>"),
    ("an old iOS", "iOS 16 is the floor", PLIST, "16.0", "15.0"),
    ("an exception to TLS", "NSAppTransportSecurity", PLIST, "<key>UILaunchScreen</key>", "<key>NSAppTransportSecurity</key>"),
    ("a late FLAG_SECURE", "FLAG_SECURE before", ACTIVITY, "FLAG_SECURE", "FLAG_FULLSCREEN"),
    ("a key for a locked device", "keys only while unlocked", SECRETS, "DeviceRequired(true)", "DeviceRequired(false)"),
    ("a hardware id", "names a hardware id", ACTIVITY, "// Before anything", "// ANDROID_ID"),
    ("an item of any device", "keys on this device", "platform/ios/ios_vault.mm", "UnlockedThisDeviceOnly", "Unlocked"),
    ("Java that does not compile", "platform/android/src", SECRETS, "KeyInfo info", "KeyInfos info"),
    ("JNI that does not compile", "android_paths.cpp", "platform/android/android_paths.cpp", "storeFolder() const", "storeFolder()"),
    ("Objective-C++ that does not compile", "ios_paths.mm", "platform/ios/ios_paths.mm", "error:nil", "mistake:nil"),
]
root = pathlib.Path(sys.argv[1]).resolve()
failed = 0
for what, expected, name, old, new in CASES:
    with tempfile.TemporaryDirectory() as folder:
        tree = pathlib.Path(folder)
        shutil.copytree(root / "platform", tree / "platform")
        shutil.copytree(root / "core/base", tree / "core/base")
        text = (tree / name).read_text(encoding="utf-8")
        if old not in text:
            print(f"{what}: the case no longer fits {name}")
            failed += 1
            continue
        (tree / name).write_text(text.replace(old, new), encoding="utf-8")
        compiler = {"Java": mobile_rules.check_java, "JNI": mobile_rules.check_jni, "Objective-C++": mobile_rules.check_objective_cpp}
        checks = [compiler[what.split()[0]]] if "compile" in what else mobile_rules.TEXT_CHECKS
        found = mobile_rules.breaches(tree, checks)
        if not any(expected in breach for breach in found):
            print(f"{what}: expected a breach saying {expected!r}, got {found}")
            failed += 1
print("mobile rules can fail" if not failed else f"{failed} cases")
sys.exit(1 if failed else 0)

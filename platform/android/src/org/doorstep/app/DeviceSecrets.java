package org.doorstep.app;

import android.app.KeyguardManager;
import android.content.Context;
import android.os.Build;
import android.security.keystore.KeyGenParameterSpec;
import android.security.keystore.KeyInfo;
import android.security.keystore.KeyProperties;
import android.security.keystore.StrongBoxUnavailableException;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Device secrets of 32 random bytes. Each lies in the no-backup folder, sealed with AES-256-GCM by a key of its own
 * that never leaves the Android keystore: StrongBox where there is one, and usable only while the device is unlocked.
 * File: iv 12 | ciphertext and tag 48, with the name as associated data.
 *
 * <p>An answer is one status byte, then the secret when the status is OK. Blocking: not on the main thread.
 */
public final class DeviceSecrets {
    // android_vault.cpp knows the same numbers.
    static final byte OK = 0;
    static final byte NOT_FOUND = 1;
    static final byte LOCKED = 2;
    static final byte MISSING = 3;
    static final byte EXISTS = 4;
    static final byte CORRUPT = 5;
    static final byte IO = 6;

    private static final String STORE = "AndroidKeyStore";
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final String PROBE = "doorstep-level";
    private static final int SECRET = 32;
    private static final int IV = 12;
    private static final int TAG_BITS = 128;

    private DeviceSecrets() {}

    public static byte[] create(Context context, String name) {
        File file = fileOf(context, name);
        if (file.exists())
            return status(EXISTS);
        byte[] secret = new byte[SECRET];
        try {
            new SecureRandom().nextBytes(secret);
            seal(file, name, newKey(aliasOf(name)), secret);
            return withSecret(secret);
        } catch (GeneralSecurityException e) {
            return status(refusal(context));
        } catch (IOException e) {
            return status(IO);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    public static byte[] read(Context context, String name) {
        byte[] secret = null;
        try {
            SecretKey key = keyOf(aliasOf(name));
            File file = fileOf(context, name);
            if (key == null || !file.exists())
                return status(NOT_FOUND);
            byte[] sealed = Files.readAllBytes(file.toPath());
            if (sealed.length != IV + SECRET + TAG_BITS / 8)
                return status(CORRUPT);
            Cipher cipher = Cipher.getInstance(CIPHER);
            cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, sealed, 0, IV));
            cipher.updateAAD(name.getBytes(StandardCharsets.UTF_8));
            secret = cipher.doFinal(sealed, IV, sealed.length - IV);
            return withSecret(secret);
        } catch (AEADBadTagException e) {
            return status(CORRUPT);
        } catch (GeneralSecurityException e) {
            return status(refusal(context));
        } catch (IOException e) {
            return status(IO);
        } finally {
            if (secret != null)
                Arrays.fill(secret, (byte) 0);
        }
    }

    /** These bytes, whatever was there; for what may be lost, never for a key. */
    public static byte[] replace(Context context, String name, byte[] bytes) {
        if (bytes.length != SECRET)
            return status(CORRUPT);
        try {
            SecretKey key = keyOf(aliasOf(name));
            seal(fileOf(context, name), name, key == null ? newKey(aliasOf(name)) : key, bytes);
            return status(OK);
        } catch (GeneralSecurityException e) {
            return status(refusal(context));
        } catch (IOException e) {
            return status(IO);
        }
    }

    public static byte[] remove(Context context, String name) {
        try {
            KeyStore store = open();
            File file = fileOf(context, name);
            boolean known = file.exists() || store.containsAlias(aliasOf(name));
            // The key first: without it the file is noise.
            store.deleteEntry(aliasOf(name));
            Files.deleteIfExists(file.toPath());
            return status(known ? OK : NOT_FOUND);
        } catch (GeneralSecurityException e) {
            return status(refusal(context));
        } catch (IOException e) {
            return status(IO);
        }
    }

    /** Whether keys made here live in a TEE or StrongBox, as the keystore itself says of one. */
    public static boolean isHardware() {
        try {
            SecretKey key = keyOf(PROBE);
            if (key == null)
                key = newKey(PROBE);
            KeyInfo info = (KeyInfo) SecretKeyFactory.getInstance(key.getAlgorithm(), STORE)
                    .getKeySpec(key, KeyInfo.class);
            if (Build.VERSION.SDK_INT < Build.VERSION_CODES.S)
                return insideHardware(info);
            int level = info.getSecurityLevel();
            return level == KeyProperties.SECURITY_LEVEL_TRUSTED_ENVIRONMENT
                    || level == KeyProperties.SECURITY_LEVEL_STRONGBOX;
        } catch (GeneralSecurityException | IOException e) {
            return false;
        }
    }

    @SuppressWarnings("deprecation") // the only way to ask before API 31
    private static boolean insideHardware(KeyInfo info) {
        return info.isInsideSecureHardware();
    }

    private static KeyStore open() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(STORE);
        store.load(null);
        return store;
    }

    private static SecretKey keyOf(String alias) throws GeneralSecurityException, IOException {
        return (SecretKey) open().getKey(alias, null);
    }

    private static SecretKey newKey(String alias) throws GeneralSecurityException {
        try {
            return newKey(alias, true);
        } catch (StrongBoxUnavailableException e) {
            return newKey(alias, false);
        }
    }

    private static SecretKey newKey(String alias, boolean strongBox) throws GeneralSecurityException {
        KeyGenerator generator = KeyGenerator.getInstance(KeyProperties.KEY_ALGORITHM_AES, STORE);
        int purposes = KeyProperties.PURPOSE_ENCRYPT | KeyProperties.PURPOSE_DECRYPT;
        generator.init(new KeyGenParameterSpec.Builder(alias, purposes)
                .setBlockModes(KeyProperties.BLOCK_MODE_GCM)
                .setEncryptionPaddings(KeyProperties.ENCRYPTION_PADDING_NONE)
                .setKeySize(256)
                .setUnlockedDeviceRequired(true)
                .setIsStrongBoxBacked(strongBox)
                .build());
        return generator.generateKey();
    }

    /** A keystore says the same whether the device is locked or it is broken; the keyguard knows which. */
    private static byte refusal(Context context) {
        KeyguardManager keyguard = context.getSystemService(KeyguardManager.class);
        return keyguard != null && keyguard.isDeviceLocked() ? LOCKED : MISSING;
    }

    private static void seal(File file, String name, SecretKey key, byte[] bytes)
            throws GeneralSecurityException, IOException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(Cipher.ENCRYPT_MODE, key);
        cipher.updateAAD(name.getBytes(StandardCharsets.UTF_8));
        byte[] sealed = cipher.doFinal(bytes);
        keep(file, cipher.getIV(), sealed);
    }

    /** Whole and on disk before it has its name. */
    private static void keep(File file, byte[] iv, byte[] sealed) throws IOException {
        Files.createDirectories(file.getParentFile().toPath());
        File half = new File(file.getPath() + ".new");
        try (FileOutputStream out = new FileOutputStream(half)) {
            out.write(iv);
            out.write(sealed);
            out.getFD().sync();
        }
        if (!half.renameTo(file))
            throw new IOException("not renamed");
    }

    private static File fileOf(Context context, String name) {
        return new File(new File(context.getNoBackupFilesDir(), "secrets"), name + ".seal");
    }

    private static String aliasOf(String name) {
        return "doorstep." + name;
    }

    private static byte[] status(byte status) {
        return new byte[] {status};
    }

    private static byte[] withSecret(byte[] secret) {
        byte[] answer = new byte[1 + secret.length];
        answer[0] = OK;
        System.arraycopy(secret, 0, answer, 1, secret.length);
        return answer;
    }
}

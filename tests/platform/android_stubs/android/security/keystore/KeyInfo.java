package android.security.keystore;

public class KeyInfo implements java.security.spec.KeySpec {
    @Deprecated
    public boolean isInsideSecureHardware() {
        return false;
    }

    public int getSecurityLevel() { // API 31
        return 0;
    }
}

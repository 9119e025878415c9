package android.app;

public class KeyguardManager {
    public boolean isDeviceLocked() {
        return false;
    }
}

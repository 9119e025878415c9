package android.app;

public class Activity extends android.content.Context {
    protected void onCreate(android.os.Bundle saved) {}

    public android.view.Window getWindow() {
        return null;
    }

    public void setRecentsScreenshotEnabled(boolean enabled) {} // API 33
}

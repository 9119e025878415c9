package android.content;

public class Context {
    public java.io.File getNoBackupFilesDir() {
        return null;
    }

    public final <T> T getSystemService(Class<T> service) {
        return null;
    }
}

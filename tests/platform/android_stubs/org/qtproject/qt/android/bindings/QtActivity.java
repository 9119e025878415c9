package org.qtproject.qt.android.bindings;

public class QtActivity extends android.app.Activity {
    @Override
    public void onCreate(android.os.Bundle saved) {}
}

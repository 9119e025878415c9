package org.doorstep.app;

import android.os.Build;
import android.os.Bundle;
import android.view.WindowManager;
import org.qtproject.qt.android.bindings.QtActivity;

/** The one window: never in a screenshot, a recording, another display or the task switcher. */
public final class DoorstepActivity extends QtActivity {
    @Override
    public void onCreate(Bundle saved) {
        // Before anything is drawn.
        getWindow().addFlags(WindowManager.LayoutParams.FLAG_SECURE);
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.TIRAMISU)
            setRecentsScreenshotEnabled(false);
        super.onCreate(saved);
    }
}

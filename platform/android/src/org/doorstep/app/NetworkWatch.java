package org.doorstep.app;

import android.content.Context;
import android.net.ConnectivityManager;
import android.net.Network;
import android.net.NetworkCapabilities;

/** Tells a C++ object what Android believes of the default network, until closed. */
public final class NetworkWatch extends ConnectivityManager.NetworkCallback {
    // android_connectivity.cpp knows the same numbers.
    static final int OFFLINE = 0;
    static final int LOCAL = 1;
    static final int ONLINE = 2;

    private final ConnectivityManager manager;
    private long receiver;

    public NetworkWatch(Context context, long receiver) {
        this.receiver = receiver;
        manager = context.getSystemService(ConnectivityManager.class);
        // No callback comes while there is no network at all.
        if (manager.getActiveNetwork() == null)
            tell(OFFLINE);
        manager.registerDefaultNetworkCallback(this);
    }

    /** Nothing is told after this returns. */
    public void close() {
        manager.unregisterNetworkCallback(this);
        synchronized (this) {
            receiver = 0;
        }
    }

    @Override
    public void onCapabilitiesChanged(Network network, NetworkCapabilities capabilities) {
        tell(capabilities.hasCapability(NetworkCapabilities.NET_CAPABILITY_VALIDATED) ? ONLINE : LOCAL);
    }

    @Override
    public void onLost(Network network) {
        tell(OFFLINE);
    }

    private synchronized void tell(int state) {
        if (receiver != 0)
            changed(receiver, state);
    }

    private static native void changed(long receiver, int state);
}

package cn.bankscrm.core.importing;

import java.io.IOException;

/** An uploaded file could not be kept: the disk is full, or broken. Nothing of it is left. */
public final class NotStored extends IOException {

    private static final long serialVersionUID = 1L;

    public NotStored(IOException cause) {
        super("The uploaded file could not be kept", cause);
    }
}

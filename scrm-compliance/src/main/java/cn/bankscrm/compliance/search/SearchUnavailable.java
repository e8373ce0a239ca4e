package cn.bankscrm.compliance.search;

import java.io.Serial;

/** This node has no index open now: it is being opened, or its folder cannot be written. */
public final class SearchUnavailable extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    SearchUnavailable() {
        super("The index of chats is not open");
    }
}

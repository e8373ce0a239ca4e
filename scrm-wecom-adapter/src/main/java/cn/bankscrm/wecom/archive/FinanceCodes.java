package cn.bankscrm.wecom.archive;

import cn.bankscrm.compliance.archive.ArchiveSourceFailure.Kind;

/**
 * What the codes of the native library, and of the answers it passes on, ask for.
 *
 * <p>Source: developer.work.weixin.qq.com, pages 91774 and 90313, as read 2026-07.
 */
final class FinanceCodes {

    private FinanceCodes() {}

    static Kind kind(int code) {
        return switch (code) {
            // network, system call, certificate; WeCom busy or its rate reached
            case 10001, 10003, 10011, -1, 45009, 45033 -> Kind.UNREACHABLE;
            case 10009, 301042 -> Kind.ADDRESS;
            case 10005, 10010, 301048 -> Kind.EXPIRED;
            case 10002 -> Kind.MALFORMED;
            default -> Kind.REFUSED;
        };
    }
}

package cn.bankscrm.core.inbound;

import java.time.Instant;

/**
 * An event that could not be worked off.
 *
 * @param app the app it was sent to
 * @param event such as {@code change_external_contact/add_external_contact}
 * @param relation what it is kept in order with, such as {@code link:zhangsan:wmA}
 * @param eventAt when it happened, by WeCom's clock
 * @param receivedAt when it arrived first
 * @param deliveries how often WeCom sent it
 * @param attempts how often it was tried
 * @param failureKind a word: a kind of WeCom failure, or {@code MALFORMED_EVENT}, {@code UNREADABLE}, {@code DATABASE},
 *     {@code FAULT}
 * @param failure a sentence on the last failure
 * @param failedAt when that was
 */
public record DeadLetter(
        InboxEventId id,
        String app,
        String event,
        String relation,
        Instant eventAt,
        Instant receivedAt,
        int deliveries,
        int attempts,
        String failureKind,
        String failure,
        Instant failedAt) {}

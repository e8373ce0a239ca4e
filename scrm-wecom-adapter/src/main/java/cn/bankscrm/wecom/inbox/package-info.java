/**
 * The inbox (收件箱): every event is stored before WeCom is told that it arrived, then worked off in order per relation,
 * by leases, with retries; what cannot be done becomes a dead letter (死信) that a person replays or closes.
 */
@NullMarked
package cn.bankscrm.wecom.inbox;

import org.jspecify.annotations.NullMarked;

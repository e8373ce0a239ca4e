package cn.bankscrm.compliance.response;

import java.time.Instant;
import java.util.Optional;

/**
 * A customer waits, from the first message that asks for an answer.
 *
 * @param askedSeq WeCom's number of that message
 * @param answeredAt when the member next said something; empty while nobody did
 */
record Wait(long askedSeq, Instant askedAt, Optional<Instant> answeredAt) {}

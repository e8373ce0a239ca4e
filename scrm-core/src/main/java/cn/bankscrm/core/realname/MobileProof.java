package cn.bankscrm.core.realname;

import cn.bankscrm.core.audit.Actor;
import cn.bankscrm.core.audit.AuditAction;
import cn.bankscrm.core.audit.AuditLog;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Proves that a mobile number is the visitor's own: a code to the stated number, whosever it is, and its redemption.
 * Nothing here depends on who is a customer. What is refused enters the audit log.
 */
@Component
class MobileProof {

    private static final Logger log = LoggerFactory.getLogger(MobileProof.class);
    private static final Duration AGAIN = Duration.ofSeconds(60);

    private final Invitations invitations;
    private final OneTimeCodes codes;
    private final RouteLimits limits;
    private final SmsSender sms;
    private final AuditLog audit;

    MobileProof(Invitations invitations, OneTimeCodes codes, RouteLimits limits, SmsSender sms, AuditLog audit) {
        this.invitations = invitations;
        this.codes = codes;
        this.limits = limits;
        this.sms = sms;
        this.audit = audit;
    }

    /** What came of a proof. */
    sealed interface Proof {

        /** The number is the visitor's. */
        record Given() implements Proof {}

        /** @param exhausted as in {@link LinkAnswer.WrongCode} */
        record Wrong(boolean exhausted) implements Proof {}

        /** @param pause how long until the next try is looked at */
        record TooOften(Duration pause) implements Proof {}
    }

    boolean available() {
        return sms.available();
    }

    /** @param bank the bank's name, with which the message begins */
    CodeRequest sendCode(
            Invitations.Found found, Mobile mobile, Visit visit, String bank, CodeMessage.Purpose purpose) {
        InvitationId invitation = found.invitation().id();
        Optional<Duration> wait = limits.refuseCode(invitation, mobile, visit);
        if (wait.isPresent()) {
            refused(found, "LIMIT");
            return new CodeRequest.TooOften(wait.get());
        }
        Optional<String> code = codes.make(invitation, mobile);
        if (code.isEmpty()) {
            refused(found, "CODES_USED_UP");
            return new CodeRequest.NoMore();
        }
        try {
            sms.send(mobile, new CodeMessage(bank, code.get(), OneTimeCodes.LIFE, purpose));
        } catch (SmsUnavailable unavailable) {
            log.atWarn().addKeyValue("invitationId", invitation.value()).log("A code was not sent", unavailable);
            codes.takeBack(invitation, mobile, code.get());
            return new CodeRequest.NotSent();
        }
        return new CodeRequest.Sent(AGAIN);
    }

    /** A try with a wrong code counts, whatever comes after it. */
    Proof prove(Invitations.Found found, Mobile mobile, String code, Visit visit) {
        InvitationId invitation = found.invitation().id();
        Optional<Duration> wait = limits.refuseAnswer(invitation, mobile, visit);
        if (wait.isPresent()) {
            refused(found, "LIMIT");
            return new Proof.TooOften(wait.get());
        }
        return switch (codes.redeem(invitation, mobile, code)) {
            case RIGHT -> new Proof.Given();
            case WRONG -> {
                refused(found, "WRONG_CODE");
                yield new Proof.Wrong(false);
            }
            case NONE -> {
                refused(found, "NO_CODE");
                yield new Proof.Wrong(true);
            }
        };
    }

    void refused(Invitations.Found found, String why) {
        audit.record(
                Actor.customer(),
                AuditAction.BINDING_REFUSED,
                invitations.subject(found),
                null,
                Map.of("kind", why, "route", Route.LINK.word()));
    }
}

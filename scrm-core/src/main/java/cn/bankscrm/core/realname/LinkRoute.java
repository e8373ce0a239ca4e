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
 * Certification by the link that a manager sent: a code to the stated number, then the answer. The customer master is
 * looked at only after the number has proved to be the visitor's own: before, nothing depends on who is a customer.
 */
@Component
public class LinkRoute {

    private static final Logger log = LoggerFactory.getLogger(LinkRoute.class);
    private static final Duration AGAIN = Duration.ofSeconds(60);

    private final Invitations invitations;
    private final OneTimeCodes codes;
    private final RouteLimits limits;
    private final LinkClaims claims;
    private final SmsSender sms;
    private final AuditLog audit;

    LinkRoute(
            Invitations invitations,
            OneTimeCodes codes,
            RouteLimits limits,
            LinkClaims claims,
            SmsSender sms,
            AuditLog audit) {
        this.invitations = invitations;
        this.codes = codes;
        this.limits = limits;
        this.claims = claims;
        this.sms = sms;
        this.audit = audit;
    }

    /** Whether codes can be sent. */
    public boolean available() {
        return sms.available();
    }

    /**
     * Sends a code to the number, whosever it is.
     *
     * @param bank the bank's name, with which the message begins
     */
    public CodeRequest sendCode(String token, Mobile mobile, Visit visit, String bank) {
        return switch (invitations.check(token)) {
            case Invitations.Checked.Bad(var why) -> new CodeRequest.Closed(why);
            case Invitations.Checked.Good(var found) -> sendCode(found, mobile, visit, bank);
        };
    }

    private CodeRequest sendCode(Invitations.Found found, Mobile mobile, Visit visit, String bank) {
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
            sms.send(mobile, new CodeMessage(bank, code.get(), OneTimeCodes.LIFE));
        } catch (SmsUnavailable unavailable) {
            log.atWarn().addKeyValue("invitationId", invitation.value()).log("A code was not sent", unavailable);
            codes.takeBack(invitation, mobile, code.get());
            return new CodeRequest.NotSent();
        }
        return new CodeRequest.Sent(AGAIN);
    }

    /** Looks at an answer. A try with a wrong code counts, whatever comes after it. */
    public LinkAnswer answer(String token, LinkStatement statement, Visit visit) {
        return switch (invitations.check(token)) {
            case Invitations.Checked.Bad(var why) -> new LinkAnswer.Closed(why);
            case Invitations.Checked.Good(var found) -> answer(found, statement, visit);
        };
    }

    private LinkAnswer answer(Invitations.Found found, LinkStatement statement, Visit visit) {
        InvitationId invitation = found.invitation().id();
        Optional<Duration> wait = limits.refuseAnswer(invitation, statement.mobile(), visit);
        if (wait.isPresent()) {
            refused(found, "LIMIT");
            return new LinkAnswer.TooOften(wait.get());
        }
        return switch (codes.redeem(invitation, statement.mobile(), statement.code())) {
            case RIGHT ->
                claims.decide(found, statement, visit).orElseGet(() -> new LinkAnswer.Closed(LinkState.Why.USED));
            case WRONG -> {
                refused(found, "WRONG_CODE");
                yield new LinkAnswer.WrongCode(false);
            }
            case NONE -> {
                refused(found, "NO_CODE");
                yield new LinkAnswer.WrongCode(true);
            }
        };
    }

    private void refused(Invitations.Found found, String why) {
        audit.record(
                Actor.customer(),
                AuditAction.BINDING_REFUSED,
                invitations.subject(found),
                null,
                Map.of("kind", why, "route", Route.LINK.word()));
    }
}

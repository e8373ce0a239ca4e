package cn.bankscrm.core.realname;

import cn.bankscrm.core.realname.MobileProof.Proof;
import org.springframework.stereotype.Component;

/**
 * Certification by the link that a manager sent: a code to the stated number, then the answer. The customer master is
 * looked at only after the number has proved to be the visitor's own: before, nothing depends on who is a customer.
 */
@Component
public class LinkRoute {

    private final Invitations invitations;
    private final MobileProof proof;
    private final LinkClaims claims;

    LinkRoute(Invitations invitations, MobileProof proof, LinkClaims claims) {
        this.invitations = invitations;
        this.proof = proof;
        this.claims = claims;
    }

    /** Whether codes can be sent. */
    public boolean available() {
        return proof.available();
    }

    /**
     * Sends a code to the number, whosever it is.
     *
     * @param bank the bank's name, with which the message begins
     */
    public CodeRequest sendCode(String token, Mobile mobile, Visit visit, String bank) {
        return switch (invitations.check(token)) {
            case Invitations.Checked.Bad(var why) -> new CodeRequest.Closed(why);
            case Invitations.Checked.Good(var found) ->
                proof.sendCode(found, mobile, visit, bank, CodeMessage.Purpose.CERTIFY);
        };
    }

    /** Looks at an answer. A try with a wrong code counts, whatever comes after it. */
    public LinkAnswer answer(String token, LinkStatement statement, Visit visit) {
        return switch (invitations.check(token)) {
            case Invitations.Checked.Bad(var why) -> new LinkAnswer.Closed(why);
            case Invitations.Checked.Good(var found) -> answer(found, statement, visit);
        };
    }

    private LinkAnswer answer(Invitations.Found found, LinkStatement statement, Visit visit) {
        return switch (proof.prove(found, statement.mobile(), statement.code(), visit)) {
            case Proof.Given() ->
                claims.decide(found, statement, visit).orElseGet(() -> new LinkAnswer.Closed(LinkState.Why.USED));
            case Proof.Wrong(var exhausted) -> new LinkAnswer.WrongCode(exhausted);
            case Proof.TooOften(var pause) -> new LinkAnswer.TooOften(pause);
        };
    }
}

package cn.bankscrm.core.realname;

import cn.bankscrm.core.realname.MobileProof.Proof;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * The way back to one's own consent by the link for certification, whatever became of it since. The link says which
 * friend it was made for, and opens nothing by itself: the visitor proves to be that friend, by what WeChat says or by
 * a code to the mobile number that the bank has of the customer who consented. Everybody else learns nothing: neither
 * that the friend was certified nor that there is a consent.
 */
@Component
public class ConsentRoute {

    private final Invitations invitations;
    private final MobileProof proof;
    private final Consents consents;

    ConsentRoute(Invitations invitations, MobileProof proof, Consents consents) {
        this.invitations = invitations;
        this.proof = proof;
        this.consents = consents;
    }

    /** Whether the link was made here, not too long ago. */
    public boolean knows(String token) {
        return invitations.madeHere(token).isPresent();
    }

    /**
     * Sends a code to the number, whosever it is.
     *
     * @param bank the bank's name, with which the message begins
     */
    public CodeRequest sendCode(String token, Mobile mobile, Visit visit, String bank) {
        return invitations
                .madeHere(token)
                .map(found -> proof.sendCode(found, mobile, visit, bank, CodeMessage.Purpose.CONSENT))
                .orElseGet(() -> new CodeRequest.Closed(LinkState.Why.UNKNOWN));
    }

    /** Looks at the code. A try with a wrong code counts. */
    public ConsentAnswer answer(String token, Mobile mobile, String code, Visit visit) {
        return invitations
                .madeHere(token)
                .map(found -> answer(found, mobile, code, visit))
                .orElseGet(ConsentAnswer.Unknown::new);
    }

    private ConsentAnswer answer(Invitations.Found found, Mobile mobile, String code, Visit visit) {
        return switch (proof.prove(found, mobile, code, visit)) {
            case Proof.Given() -> {
                Optional<String> consent = consents.tokenOf(found.contact(), mobile);
                if (consent.isEmpty()) {
                    proof.refused(found, "NOT_THEIRS");
                }
                yield consent.<ConsentAnswer>map(ConsentAnswer.Theirs::new).orElseGet(ConsentAnswer.NotTheirs::new);
            }
            case Proof.Wrong(var exhausted) -> new ConsentAnswer.WrongCode(exhausted);
            case Proof.TooOften(var pause) -> new ConsentAnswer.TooOften(pause);
        };
    }

    /**
     * The consent page of the person for whom the link was made, where that is who WeChat says the visitor is.
     *
     * @return its token; empty for anybody else, and where there is no consent
     */
    public Optional<String> of(String token, UnionId visitor) {
        return invitations.madeHere(token).flatMap(found -> consents.tokenOf(found.contact(), visitor));
    }
}

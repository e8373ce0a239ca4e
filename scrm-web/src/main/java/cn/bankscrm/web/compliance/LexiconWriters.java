package cn.bankscrm.web.compliance;

import cn.bankscrm.compliance.lexicon.LexiconDrafts;
import cn.bankscrm.web.security.Role;
import cn.bankscrm.web.security.SignedIn;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

/** Who may write the lexicon: compliance officers of head office, for it is the whole bank's. */
@Component
class LexiconWriters {

    private final LexiconDrafts drafts;

    LexiconWriters(LexiconDrafts drafts) {
        this.drafts = drafts;
    }

    boolean writes(SignedIn person) {
        return person.role() == Role.COMPLIANCE && drafts.mayWrite(person.scope());
    }

    /** @return the name under which they write; answers 403 to anybody else */
    String nameOf(SignedIn person) {
        if (!writes(person)) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
        return person.name();
    }
}

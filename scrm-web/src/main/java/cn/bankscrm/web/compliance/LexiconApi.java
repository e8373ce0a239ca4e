package cn.bankscrm.web.compliance;

import cn.bankscrm.compliance.lexicon.LexiconDrafts;
import cn.bankscrm.compliance.lexicon.LexiconInForce;
import cn.bankscrm.compliance.lexicon.LineFault;
import cn.bankscrm.compliance.lexicon.Publication;
import cn.bankscrm.compliance.lexicon.VersionNumber;
import cn.bankscrm.core.audit.CurrentActor;
import java.net.URI;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Versions of the lexicon, for the bank's other systems. */
@RestController
@RequestMapping("/api/v1/lexicon/versions")
class LexiconApi {

    private final LexiconDrafts drafts;
    private final LexiconInForce inForce;
    private final CurrentActor actor;

    LexiconApi(LexiconDrafts drafts, LexiconInForce inForce, CurrentActor actor) {
        this.drafts = drafts;
        this.inForce = inForce;
        this.actor = actor;
    }

    /** 200 when it comes into force; 404 where there is no such draft; 409 with the reason where it may not. */
    @PostMapping("/{number:[0-9]{1,9}}/publish")
    ResponseEntity<?> publish(@PathVariable int number) {
        if (number < 1) {
            return problem(HttpStatus.NOT_FOUND, "no-such-draft", "没有这个草稿版本");
        }
        return switch (drafts.publish(
                new VersionNumber(number), null, actor.get().name())) {
            case Publication.Published(var from) -> {
                // the others see it within a second, this node at once
                inForce.look();
                yield ResponseEntity.ok(Map.of("version", number, "effectiveFrom", from.toString()));
            }
            case Publication.NoDraft() -> problem(HttpStatus.NOT_FOUND, "no-such-draft", "没有这个草稿版本,或已发布");
            case Publication.SamePerson() -> problem(HttpStatus.CONFLICT, "four-eyes", "起草人不能发布自己的版本");
            case Publication.Empty() -> problem(HttpStatus.CONFLICT, "empty-lexicon", "没有词条的版本不能发布");
            case Publication.TooEarly(var earliest) ->
                problem(HttpStatus.CONFLICT, "too-early", "最早可自 " + earliest + " 起生效");
            case Publication.Unsuitable(var faults) -> {
                ProblemDetail detail = detail(HttpStatus.CONFLICT, "unsuitable-lexicon", "有词条不能使用");
                detail.setProperty(
                        "entries",
                        faults.stream()
                                .map(fault -> Map.of(
                                        "term",
                                        fault.term(),
                                        "reason",
                                        LineFault.of(fault.reason()).text()))
                                .toList());
                yield ResponseEntity.status(HttpStatus.CONFLICT).body(detail);
            }
        };
    }

    private static ResponseEntity<ProblemDetail> problem(HttpStatus status, String code, String text) {
        return ResponseEntity.status(status).body(detail(status, code, text));
    }

    private static ProblemDetail detail(HttpStatus status, String code, String text) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, text);
        problem.setType(URI.create("urn:bankscrm:problem:" + code));
        return problem;
    }
}

package cn.bankscrm.web.realname;

import cn.bankscrm.core.contact.ExternalUserId;
import cn.bankscrm.core.customer.CustomerNo;
import cn.bankscrm.core.realname.Binding;
import cn.bankscrm.core.realname.BindingCustomers;
import cn.bankscrm.core.realname.BindingOutcome;
import cn.bankscrm.core.realname.Consents;
import cn.bankscrm.core.realname.Route;
import cn.bankscrm.core.realname.UnionId;
import cn.bankscrm.core.realname.WeChatPerson;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The app route: the bank's app tells who its signed-in customer is in WeChat, and when a customer withdraws. */
@RestController
@RequestMapping("/api/v1/real-name")
class BindingApi {

    private static final String ID = "[\\x21-\\x7e]{1,64}";

    private final BindingCustomers binding;
    private final Consents consents;
    private final RouteMetrics metrics;

    BindingApi(BindingCustomers binding, Consents consents, RouteMetrics metrics) {
        this.binding = binding;
        this.consents = consents;
        this.metrics = metrics;
    }

    /**
     * 201 when bound now, or kept until the contact appears; 200 when that stood already; 409 with the kind of the
     * conflict, which a person now looks at; 400 for a time that has not come yet.
     */
    @PostMapping("/bindings")
    ResponseEntity<?> bind(@Valid @RequestBody BindingRequest request) {
        BindingOutcome outcome = binding.bind(request.binding());
        metrics.decided(Route.APP, outcome);
        return switch (outcome) {
            case BindingOutcome.Matched() ->
                ResponseEntity.status(HttpStatus.CREATED).body(Map.of("status", "BOUND"));
            case BindingOutcome.StoodAlready() -> ResponseEntity.ok(Map.of("status", "BOUND"));
            case BindingOutcome.AwaitsContact(var toldBefore) ->
                ResponseEntity.status(toldBefore ? HttpStatus.OK : HttpStatus.CREATED)
                        .body(Map.of("status", "AWAITS_CONTACT"));
            case BindingOutcome.NoSuchCustomer() -> conflict("NO_SUCH_CUSTOMER", "没有客户号与手机号都相符的客户，已转人工复核");
            case BindingOutcome.Ambiguous() -> conflict("AMBIGUOUS", "不能唯一确定客户，已转人工复核");
            case BindingOutcome.BoundElsewhere() -> conflict("BOUND_ELSEWHERE", "该联系人或该客户已另有认证，已转人工复核");
            case BindingOutcome.OtherWeChat() -> conflict("OTHER_WECHAT", "联系人与 unionId 不是同一个微信，已转人工复核");
            case BindingOutcome.EndedSince() -> {
                metrics.refused(RouteMetrics.Refusal.REPLAYED);
                yield conflict("ENDED_SINCE", "这次认证或其后的认证已解除，重复报送不会恢复");
            }
            case BindingOutcome.NotYet() -> {
                metrics.refused(RouteMetrics.Refusal.FUTURE);
                yield notYet();
            }
        };
    }

    /**
     * The customer withdrew in the app: the consents end, and with them the certifications. Of all WeChat accounts, or
     * of the one that is named. Twice is as good as once.
     */
    @DeleteMapping("/consents")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void withdraw(
            @RequestParam String customerNo,
            @RequestParam @Nullable String externalUserId,
            @RequestParam @Nullable String unionId) {
        try {
            Optional<WeChatPerson> person = externalUserId == null && unionId == null
                    ? Optional.empty()
                    : Optional.of(person(externalUserId, unionId));
            consents.withdraw(new CustomerNo(customerNo), person);
        } catch (IllegalArgumentException malformed) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
        }
    }

    private static WeChatPerson person(@Nullable String externalUserId, @Nullable String unionId) {
        return new WeChatPerson(
                externalUserId == null ? null : new ExternalUserId(externalUserId),
                unionId == null ? null : new UnionId(unionId));
    }

    private static ResponseEntity<ProblemDetail> notYet() {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, "boundAt 晚于现在");
        problem.setType(URI.create("urn:bankscrm:problem:bound-at-in-future"));
        problem.setTitle("时间有误");
        return ResponseEntity.badRequest().body(problem);
    }

    private static ResponseEntity<ProblemDetail> conflict(String kind, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, detail);
        problem.setType(URI.create("urn:bankscrm:problem:binding-conflict"));
        problem.setTitle("认证冲突");
        problem.setProperty("conflict", kind);
        return ResponseEntity.status(HttpStatus.CONFLICT).body(problem);
    }

    /**
     * What the app's server sends.
     *
     * @param externalUserId of the contact; may be missing where unionId is given
     * @param unionId the customer's id across the bank's WeChat accounts; may be missing where externalUserId is given
     * @param boundAt ISO 8601 with its offset
     * @param province six digits of GB/T 2260; may be missing
     */
    @NamesContact
    record BindingRequest(
            @Nullable @Pattern(regexp = ID) String externalUserId,
            @Nullable @Pattern(regexp = ID) String unionId,
            @NotBlank @Size(max = 32) String customerNo,
            @NotBlank @Size(max = 20) String mobile,
            @NotNull OffsetDateTime boundAt,
            @Nullable @Pattern(regexp = "[0-9]{6}") String province,
            @NotBlank @Size(max = 32) String consentVersion) {

        Binding binding() {
            return new Binding(
                    person(externalUserId, unionId),
                    new CustomerNo(customerNo),
                    mobile,
                    boundAt.toInstant(),
                    province,
                    consentVersion);
        }

        /** Without personal data. */
        @Override
        public String toString() {
            return "BindingRequest[" + customerNo + "]";
        }
    }
}

package cn.bankscrm.web.realname;

import cn.bankscrm.core.contact.ExternalUserId;
import cn.bankscrm.core.customer.CustomerNo;
import cn.bankscrm.core.realname.Binding;
import cn.bankscrm.core.realname.BindingCustomers;
import cn.bankscrm.core.realname.BindingOutcome;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.OffsetDateTime;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The app route of certification: the bank's app server tells which WeCom contact its signed-in customer is. */
@RestController
@RequestMapping("/api/v1/real-name/bindings")
class BindingApi {

    private final BindingCustomers binding;

    BindingApi(BindingCustomers binding) {
        this.binding = binding;
    }

    /** 201 when bound now, 200 when it stood already, 409 with the kind of the conflict. */
    @PostMapping
    ResponseEntity<?> bind(@Valid @RequestBody BindingRequest request) {
        return switch (binding.bind(request.binding())) {
            case BindingOutcome.Bound() ->
                ResponseEntity.status(HttpStatus.CREATED).body(Map.of("status", "BOUND"));
            case BindingOutcome.StoodAlready() -> ResponseEntity.ok(Map.of("status", "BOUND"));
            case BindingOutcome.NoSuchCustomer() -> conflict("NO_SUCH_CUSTOMER", "没有客户号与手机号都相符的客户");
            case BindingOutcome.BoundElsewhere() -> conflict("BOUND_ELSEWHERE", "该联系人已认证为另一位客户,须先解除");
        };
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
     * @param boundAt ISO 8601 with its offset
     * @param province six digits of GB/T 2260; may be missing
     */
    record BindingRequest(
            @NotBlank @Size(max = 64) String externalUserId,
            @NotBlank @Size(max = 32) String customerNo,
            @NotBlank @Size(max = 20) String mobile,
            @NotNull OffsetDateTime boundAt,
            @Nullable @Pattern(regexp = "[0-9]{6}") String province,
            @NotBlank @Size(max = 32) String consentVersion) {

        Binding binding() {
            return new Binding(
                    new ExternalUserId(externalUserId),
                    new CustomerNo(customerNo),
                    mobile,
                    boundAt.toInstant(),
                    province,
                    consentVersion);
        }

        /** Without personal data. */
        @Override
        public String toString() {
            return "BindingRequest[" + externalUserId + "]";
        }
    }
}

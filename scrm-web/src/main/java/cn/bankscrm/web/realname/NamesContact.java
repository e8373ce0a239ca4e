package cn.bankscrm.web.realname;

import cn.bankscrm.web.realname.BindingApi.BindingRequest;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A report names its contact by externalUserId, by unionId or by both. Where neither stands, both fields are told,
 * among all others that are missing: the app's developer then mends everything at once.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = NamesContact.Validator.class)
@interface NamesContact {

    String message() default "externalUserId or unionId";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Says the same of both fields. */
    class Validator implements ConstraintValidator<NamesContact, BindingRequest> {

        @Override
        public boolean isValid(BindingRequest request, ConstraintValidatorContext told) {
            if (request.externalUserId() != null || request.unionId() != null) {
                return true;
            }
            told.disableDefaultConstraintViolation();
            for (String field : new String[] {"externalUserId", "unionId"}) {
                told.buildConstraintViolationWithTemplate(told.getDefaultConstraintMessageTemplate())
                        .addPropertyNode(field)
                        .addConstraintViolation();
            }
            return false;
        }
    }
}

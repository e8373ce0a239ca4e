package cn.bankscrm.wecom.message;

import cn.bankscrm.engagement.touch.SendingFailure;
import cn.bankscrm.wecom.client.WeComFailure;
import java.util.function.Supplier;

/** Tells the senders of engagement what a failed call means to them. */
public final class SendingCalls {

    private SendingCalls() {}

    /** A call that changes something: whether it arrived is unknown where WeCom was busy or gave no answer. */
    public static <T> T writing(Supplier<T> call) {
        return asking(call, true);
    }

    /** A call that only reads. */
    public static <T> T reading(Supplier<T> call) {
        return asking(call, false);
    }

    private static <T> T asking(Supplier<T> call, boolean writes) {
        try {
            return call.get();
        } catch (WeComFailure failure) {
            if (failure.saysTryLater()) {
                throw later(failure);
            }
            throw switch (failure.kind()) {
                case RATE_LIMITED, TOKEN -> later(failure);
                case BUSY -> writes && failure.saysBusy() ? SendingFailure.unknown(failure.code()) : later(failure);
                case UNREACHABLE, MALFORMED -> writes ? SendingFailure.unknown(failure.code()) : later(failure);
                case NOT_VISIBLE, INVALID -> SendingFailure.refused(failure.sendRefusal(), failure.code());
            };
        }
    }

    private static SendingFailure later(WeComFailure failure) {
        return SendingFailure.later(failure.code(), failure.retryAfter().orElse(null));
    }
}

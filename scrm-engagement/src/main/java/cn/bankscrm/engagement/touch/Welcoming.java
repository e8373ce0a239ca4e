package cn.bankscrm.engagement.touch;

import cn.bankscrm.compliance.interception.DoorClosed;
import cn.bankscrm.compliance.interception.UnknownSender;
import cn.bankscrm.compliance.screening.Outlet;
import cn.bankscrm.core.privacy.FieldCipher;
import cn.bankscrm.core.staff.StaffId;
import cn.bankscrm.core.staff.StaffNo;
import cn.bankscrm.engagement.content.ContentId;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Greets new friends, each code once: whoever writes its row down first sends, on whichever node. A call whose answer
 * is lost is not repeated. The content is that of the longest prefix that fits the state of the code that was scanned.
 */
@Component
public class Welcoming {

    /** How long WeCom's code is good. */
    static final Duration WINDOW = Duration.ofSeconds(20);

    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final String CODE = "engagement.welcome_code";

    private final JdbcClient db;
    private final Wording wording;
    private final FieldCipher cipher;
    private final Clock clock;

    Welcoming(JdbcClient db, Wording wording, FieldCipher cipher, Clock clock) {
        this.db = db;
        this.wording = wording;
        this.cipher = cipher;
        this.clock = clock;
    }

    /** What became of a greeting. The names are stored. */
    public enum Outcome {
        SENT,
        /** There is nothing to greet with, or it is not published any more. */
        NO_CONTENT,
        /** The text must not leave. */
        SCREENED,
        LATE,
        CHATTING,
        NO_CONSENT,
        UNKNOWN,
        REFUSED,
        /** Somebody else has taken it. */
        TAKEN
    }

    private record Chosen(String prefix, ContentId content) {}

    private record Greeter(StaffId id, @Nullable StaffNo number) {}

    /** Never to be called inside a transaction. */
    public Outcome greet(NewFriend friend, WelcomeSending weCom) throws InterruptedException {
        byte[] digest = cipher.digest(CODE, friend.code());
        Optional<Chosen> chosen = chosen(friend.state());
        Optional<Greeter> greeter = greeter(friend);
        if (!take(digest, friend, greeter, chosen)) {
            return Outcome.TAKEN;
        }
        int[] code = {0};
        Outcome outcome = chosen.isEmpty()
                ? Outcome.NO_CONTENT
                : send(friend, greeter, chosen.get().content(), weCom, code);
        settle(digest, friend, outcome, code[0]);
        return outcome;
    }

    private Outcome send(
            NewFriend friend, Optional<Greeter> greeter, ContentId content, WelcomeSending weCom, int[] code)
            throws InterruptedException {
        if (greeter.isEmpty()) {
            return Outcome.REFUSED;
        }
        while (true) {
            if (!clock.instant().isBefore(friend.at().plus(WINDOW))) {
                return Outcome.LATE;
            }
            try {
                Wording.Outcome worded = wording.of(
                        content,
                        Outlet.WELCOME,
                        greeter.get().id(),
                        greeter.get().number());
                switch (worded) {
                    case Wording.Outcome.Gone() -> {
                        return Outcome.NO_CONTENT;
                    }
                    case Wording.Outcome.Held() -> {
                        return Outcome.SCREENED;
                    }
                    case Wording.Outcome.Worded(var text, var card) -> {
                        weCom.send(text, card, friend.code());
                        return Outcome.SENT;
                    }
                }
            } catch (SendingFailure failure) {
                code[0] = failure.code();
                if (failure.kind() != SendingFailure.Kind.LATER) {
                    return outcome(failure);
                }
            } catch (DoorClosed closed) {
                // the lexicon may come in a moment
            } catch (UnknownSender unknown) {
                return Outcome.REFUSED;
            }
            // within the twenty seconds it may work yet
            TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
        }
    }

    private static Outcome outcome(SendingFailure failure) {
        if (failure.kind() == SendingFailure.Kind.UNKNOWN) {
            return Outcome.UNKNOWN;
        }
        return switch (failure.reason()) {
            case LATE -> Outcome.LATE;
            case CHATTING -> Outcome.CHATTING;
            case NO_CONSENT -> Outcome.NO_CONSENT;
            default -> Outcome.REFUSED;
        };
    }

    private Optional<Chosen> chosen(String state) {
        return db.sql("""
                        select state_prefix, content_id from engagement.welcome
                        where starts_with(:state, state_prefix) order by length(state_prefix) desc limit 1
                        """)
                .param("state", state)
                .query((row, n) -> new Chosen(row.getString("state_prefix"), new ContentId(row.getLong("content_id"))))
                .optional();
    }

    private Optional<Greeter> greeter(NewFriend friend) {
        return db.sql("select id, staff_no from core.pub_staff where lower(wecom_userid) = lower(:user)")
                .param("user", friend.member().value())
                .query((row, n) -> {
                    String number = row.getString("staff_no");
                    return new Greeter(new StaffId(row.getLong("id")), number == null ? null : new StaffNo(number));
                })
                .optional();
    }

    /** One who had not agreed to the archiving may be greeted once they have. */
    private boolean take(byte[] digest, NewFriend friend, Optional<Greeter> greeter, Optional<Chosen> chosen) {
        return db.sql("""
                        insert into engagement.welcome_sent as known
                            (code_digest, event_at, taken_at, staff_id, external_userid, state_prefix, content_id)
                        values (:digest, :at, :now, :staff::bigint, :contact, :prefix::text, :content::bigint)
                        on conflict (code_digest) do update
                        set outcome = 'TAKEN', event_at = excluded.event_at, taken_at = excluded.taken_at
                        where known.outcome = 'NO_CONSENT' and known.event_at < excluded.event_at
                        """)
                        .param("digest", digest)
                        .param("at", Timestamp.from(friend.at()))
                        .param("now", now())
                        .param("staff", greeter.map(one -> one.id().value()).orElse(null))
                        .param("contact", friend.contact().value())
                        .param("prefix", chosen.map(Chosen::prefix).orElse(null))
                        .param(
                                "content",
                                chosen.map(one -> one.content().value()).orElse(null))
                        .update()
                == 1;
    }

    private void settle(byte[] digest, NewFriend friend, Outcome outcome, int code) {
        db.sql("""
                        update engagement.welcome_sent
                        set outcome = :outcome, code = nullif(:code, 0), millis = :millis
                        where code_digest = :digest
                        """)
                .param("outcome", outcome.name())
                .param("code", code)
                .param("millis", Duration.between(friend.at(), clock.instant()).toMillis())
                .param("digest", digest)
                .update();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }
}

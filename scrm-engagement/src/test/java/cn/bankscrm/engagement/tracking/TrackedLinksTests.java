package cn.bankscrm.engagement.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.engagement.touch.TouchId;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** One link for what it is for, and no other. */
class TrackedLinksTests {

    private final TrackedBank bank = new TrackedBank();
    private final TrackedLinks links = bank.links(Clock.systemUTC());

    @Test
    void givesTheSameLinkForTheSame() {
        TrackedLink first =
                links.linkFor(bank.content, TrackedBank.STAFF, Optional.of(TrackedBank.CUSTOMER), Optional.empty());
        assertThat(links.linkFor(bank.content, TrackedBank.STAFF, Optional.of(TrackedBank.CUSTOMER), Optional.empty()))
                .isEqualTo(first);
        assertThat(first.address()).hasToString("https://scrm.bank.example/l/" + first.code());
        assertThat(first.toString()).doesNotContain(first.code());
    }

    @Test
    void givesAnotherForAnotherContactOrTouchAndForNobody() {
        Set<String> codes = new HashSet<>();
        for (var contact : List.of(Optional.of(TrackedBank.CUSTOMER), Optional.of(TrackedBank.STRANGER))) {
            codes.add(links.linkFor(bank.content, TrackedBank.STAFF, contact, Optional.empty())
                    .code());
            codes.add(links.linkFor(bank.content, TrackedBank.STAFF, contact, Optional.of(new TouchId(1)))
                    .code());
        }
        codes.add(links.linkFor(bank.content, TrackedBank.STAFF, Optional.empty(), Optional.empty())
                .code());
        codes.add(links.linkFor(bank.content, TrackedBank.STAFF, Optional.empty(), Optional.empty())
                .code());
        assertThat(codes).hasSize(5);
    }

    @Test
    void makesOneLinkWhenManyAskAtOnce() throws Exception {
        try (ExecutorService many = Executors.newFixedThreadPool(8)) {
            Callable<String> asking = () -> links.linkFor(
                            bank.content, TrackedBank.STAFF, Optional.of(TrackedBank.CUSTOMER), Optional.empty())
                    .code();
            Set<String> codes = new HashSet<>();
            for (Future<String> asked :
                    many.invokeAll(IntStream.range(0, 40).mapToObj(i -> asking).toList())) {
                codes.add(asked.get());
            }
            assertThat(codes).hasSize(1);
        }
    }

    @Test
    void knowsWhatACodeStandsFor() {
        String code = links.linkFor(
                        bank.content, TrackedBank.STAFF, Optional.of(TrackedBank.CUSTOMER), Optional.empty())
                .code();
        assertThat(links.find(code)).hasValueSatisfying(link -> {
            assertThat(link.content()).isEqualTo(bank.content);
            assertThat(link.staff()).isEqualTo(TrackedBank.STAFF);
            assertThat(link.contact()).hasValue(TrackedBank.CUSTOMER);
        });
        assertThat(links.find("nothing")).isEmpty();
    }
}

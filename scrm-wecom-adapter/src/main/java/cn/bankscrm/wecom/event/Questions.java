package cn.bankscrm.wecom.event;

import cn.bankscrm.core.contact.ExternalUserId;
import cn.bankscrm.wecom.client.ContactDirectory;
import cn.bankscrm.wecom.client.ContactWithLinks;
import cn.bankscrm.wecom.client.WeComFailure;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The questions that one batch of events puts to WeCom: each is asked once, however many events need its answer, which
 * they may, since all of them had arrived before it was asked.
 */
public final class Questions {

    private final ContactDirectory contacts;
    private final Map<Object, CompletableFuture<Object>> asked = new ConcurrentHashMap<>();

    public Questions(ContactDirectory contacts) {
        this.contacts = contacts;
    }

    /** @throws WeComFailure when WeCom gave no usable answer */
    @SuppressWarnings("unchecked") // what was put in under this key
    Optional<ContactWithLinks> contact(ExternalUserId contact) {
        return (Optional<ContactWithLinks>) once(contact, () -> contacts.contact(contact));
    }

    /** Does it unless it was done in this batch already. */
    void once(Object key, Runnable reading) {
        once(key, () -> {
            reading.run();
            return true;
        });
    }

    private Object once(Object key, Supplier<?> question) {
        CompletableFuture<Object> mine = new CompletableFuture<>();
        CompletableFuture<Object> earlier = asked.putIfAbsent(key, mine);
        if (earlier != null) {
            return answer(earlier);
        }
        try {
            mine.complete(question.get());
        } catch (RuntimeException e) {
            mine.completeExceptionally(e);
        }
        return answer(mine);
    }

    private static Object answer(CompletableFuture<Object> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}

package cn.bankscrm.wecom.inbox;

import cn.bankscrm.core.privacy.FieldCipher;
import cn.bankscrm.wecom.event.EventFields;
import cn.bankscrm.wecom.event.EventHandling;
import cn.bankscrm.wecom.event.EventReader;
import cn.bankscrm.wecom.event.Questions;
import cn.bankscrm.wecom.event.WeComEvent;
import cn.bankscrm.wecom.inbox.PreparedRelation.Failed;
import cn.bankscrm.wecom.inbox.PreparedRelation.Ready;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** Reads the events of a batch and asks WeCom for what they lack: relations side by side, each relation in order. */
@Component
class Preparation implements DisposableBean {

    private final EventHandling handling;
    private final FieldCipher cipher;
    private final Clock clock;
    private final Semaphore questions;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    Preparation(EventHandling handling, FieldCipher cipher, Clock clock, InboxProperties properties) {
        this.handling = handling;
        this.cipher = cipher;
        this.clock = clock;
        this.questions = new Semaphore(properties.questions());
    }

    /** @param until what is not begun by then stays untouched */
    List<PreparedRelation> prepare(List<StoredEvent> events, Instant until) throws InterruptedException {
        Map<String, List<StoredEvent>> relations = new LinkedHashMap<>();
        events.forEach(event -> relations
                .computeIfAbsent(event.relation(), r -> new ArrayList<>())
                .add(event));
        Questions asked = handling.questions();
        List<Callable<PreparedRelation>> tasks = relations.values().stream()
                .<Callable<PreparedRelation>>map(relation -> () -> inOrder(relation, asked, until))
                .toList();
        List<PreparedRelation> prepared = new ArrayList<>(tasks.size());
        for (Future<PreparedRelation> task : threads.invokeAll(tasks)) {
            prepared.add(result(task));
        }
        return prepared;
    }

    private PreparedRelation inOrder(List<StoredEvent> relation, Questions asked, Instant until)
            throws InterruptedException {
        List<Ready> ready = new ArrayList<>(relation.size());
        for (int i = 0; i < relation.size(); i++) {
            StoredEvent event = relation.get(i);
            questions.acquire();
            try {
                if (clock.instant().isAfter(until)) {
                    return new PreparedRelation(ready, Optional.empty(), relation.subList(i, relation.size()));
                }
                WeComEvent told = EventReader.read(fields(event));
                ready.add(new Ready(event, told.kind(), handling.prepare(told, asked)));
            } catch (RuntimeException e) {
                return new PreparedRelation(
                        ready, Optional.of(new Failed(event, Failure.of(e))), relation.subList(i + 1, relation.size()));
            } finally {
                questions.release();
            }
        }
        return new PreparedRelation(ready, Optional.empty(), List.of());
    }

    private EventFields fields(StoredEvent event) {
        String payload = cipher.decrypt(DurableInbox.PAYLOAD, event.payload().array());
        return EventFields.read(payload.getBytes(StandardCharsets.UTF_8));
    }

    private static PreparedRelation result(Future<PreparedRelation> task) throws InterruptedException {
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("An event could not be prepared", e.getCause());
        }
    }

    @Override
    public void destroy() {
        threads.shutdownNow();
    }
}

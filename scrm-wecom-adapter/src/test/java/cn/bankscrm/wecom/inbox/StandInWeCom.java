package cn.bankscrm.wecom.inbox;

import cn.bankscrm.core.contact.ContactProfile;
import cn.bankscrm.core.contact.ExternalUserId;
import cn.bankscrm.core.friendlink.LinkDetails;
import cn.bankscrm.core.staff.WeComUserId;
import cn.bankscrm.wecom.client.ContactDirectory;
import cn.bankscrm.wecom.client.ContactWithLinks;
import cn.bankscrm.wecom.client.DirectoryRefresh;
import cn.bankscrm.wecom.client.TagRefresh;
import cn.bankscrm.wecom.client.WeComFailure;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** WeCom's API as the inbox sees it: holds the live links, remembers what it was asked, fails when told to. */
public final class StandInWeCom implements ContactDirectory, DirectoryRefresh, TagRefresh {

    private final Map<ExternalUserId, Map<WeComUserId, LinkDetails>> links = new ConcurrentHashMap<>();
    private final Map<ExternalUserId, RuntimeException> refused = new ConcurrentHashMap<>();
    private volatile @Nullable RuntimeException failure;
    public final AtomicInteger asked = new AtomicInteger();
    public final List<String> refreshed = new CopyOnWriteArrayList<>();

    public void reset() {
        links.clear();
        refused.clear();
        failure = null;
        asked.set(0);
        refreshed.clear();
    }

    public void befriend(String member, String contact, Instant at) {
        befriend(member, contact, at, "qr-1");
    }

    public void befriend(String member, String contact, Instant at, String state) {
        links.computeIfAbsent(new ExternalUserId(contact), c -> new ConcurrentHashMap<>())
                .put(new WeComUserId(member), new LinkDetails(at, 1, state, "备注", "", Set.of()));
    }

    public void part(String member, String contact) {
        links.computeIfAbsent(new ExternalUserId(contact), c -> new ConcurrentHashMap<>())
                .remove(new WeComUserId(member));
    }

    public void fail(RuntimeException with) {
        failure = with;
    }

    public void recover() {
        failure = null;
        refused.clear();
    }

    /** Questions about this contact alone fail. */
    public void refuse(String contact, RuntimeException with) {
        refused.put(new ExternalUserId(contact), with);
    }

    public static WeComFailure failure(WeComFailure.Kind kind) {
        return new WeComFailure(kind, "/cgi-bin/externalcontact/get", -1, null, null);
    }

    @Override
    public Optional<ContactWithLinks> contact(ExternalUserId contact) {
        asked.incrementAndGet();
        check();
        RuntimeException own = refused.get(contact);
        if (own != null) {
            throw own;
        }
        Map<WeComUserId, LinkDetails> live = links.getOrDefault(contact, Map.of());
        return live.isEmpty()
                ? Optional.empty()
                : Optional.of(new ContactWithLinks(new ContactProfile(contact, 1, "小明", 1, null), live));
    }

    @Override
    public void member(WeComUserId id) {
        refresh("member " + id);
    }

    @Override
    public void memberLeft(WeComUserId id) {
        refresh("memberLeft " + id);
    }

    @Override
    public void memberRenamed(WeComUserId from, WeComUserId to) {
        refresh("memberRenamed " + from + " " + to);
    }

    @Override
    public void department(long id) {
        refresh("department " + id);
    }

    @Override
    public void departmentDeleted(long id) {
        refresh("departmentDeleted " + id);
    }

    @Override
    public void all() {
        refresh("tags");
    }

    private void refresh(String what) {
        check();
        refreshed.add(what);
    }

    private void check() {
        RuntimeException e = failure;
        if (e != null) {
            throw e;
        }
    }
}

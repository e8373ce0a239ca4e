package cn.bankscrm.wecom.inbox;

import cn.bankscrm.wecom.event.Effects;
import java.util.List;
import java.util.Optional;

/**
 * What became of one relation's events when WeCom was asked for what they lack.
 *
 * @param ready to be applied, in order
 * @param failed the first that could not be prepared
 * @param untouched those behind it
 */
record PreparedRelation(List<Ready> ready, Optional<Failed> failed, List<StoredEvent> untouched) {

    /** @param kind what the event turned out to be */
    record Ready(StoredEvent event, String kind, Effects effects) {}

    record Failed(StoredEvent event, Failure failure) {}
}

package cn.bankscrm.core.friendlink;

import java.util.Collection;
import java.util.List;
import org.springframework.data.repository.Repository;

/** All lives of all friend links. */
interface FriendLinks extends Repository<FriendLink, Long> {

    List<FriendLink> findByContactIdIn(Collection<Long> contactIds);

    void saveAll(Iterable<FriendLink> links);

    void flush();
}

/**
 * Friend links (好友关系): staff and contact, from add to deletion, again and again. Aggregate root:
 * {@link cn.bankscrm.core.friendlink.FriendLink}.
 */
@NamedInterface("friendlink")
@NullMarked
package cn.bankscrm.core.friendlink;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

/**
 * External contacts (外部联系人): people as WeCom knows them. Aggregate root:
 * {@link cn.bankscrm.core.contact.ExternalContact}.
 */
@NamedInterface("contact")
@NullMarked
package cn.bankscrm.core.contact;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

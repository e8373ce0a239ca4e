package cn.bankscrm.core.importing;

import cn.bankscrm.core.customer.CustomerFactsChanged;
import java.util.Optional;

/**
 * What taking over a file came to.
 *
 * @param created rows that were new
 * @param changed rows that replaced something
 * @param event whose facts changed since when; empty when nobody's did
 */
record Applied(long created, long changed, Optional<CustomerFactsChanged> event) {}

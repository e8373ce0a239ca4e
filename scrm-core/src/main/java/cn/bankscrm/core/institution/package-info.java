/**
 * Institutions (机构): the bank's tree from head office to outlet. Aggregate root:
 * {@link cn.bankscrm.core.institution.Institution}.
 */
@NamedInterface("institution")
@NullMarked
package cn.bankscrm.core.institution;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

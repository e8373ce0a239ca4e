/**
 * How long customers wait for an answer (响应时间), counted in working time from the archive: facts without a word of what
 * was said, and an alert once a wait is too long.
 */
@NamedInterface("response")
@NullMarked
package cn.bankscrm.compliance.response;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

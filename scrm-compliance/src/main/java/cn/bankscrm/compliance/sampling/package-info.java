/**
 * Sampling (抽检): conversations are drawn by a plan, by risk and reproducibly, and judged by reviewers of whom some are
 * judged again by a second who knows nothing of the first.
 */
@NamedInterface("sampling")
@NullMarked
package cn.bankscrm.compliance.sampling;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

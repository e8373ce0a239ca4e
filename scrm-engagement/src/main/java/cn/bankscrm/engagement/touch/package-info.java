/**
 * Touch (触达): every wish to reach a customer and its way, from whoever wishes it over the fatigue guard to WeCom and
 * back. Nothing is sent twice, and nothing that was withdrawn.
 */
@NamedInterface("touch")
@NullMarked
package cn.bankscrm.engagement.touch;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

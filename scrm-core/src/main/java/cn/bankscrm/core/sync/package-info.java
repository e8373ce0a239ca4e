/** Synchronisation with WeCom (企业微信同步): starting a full sync and watching it, whoever carries it out. */
@NamedInterface("sync")
@NullMarked
package cn.bankscrm.core.sync;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

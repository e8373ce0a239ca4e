/**
 * The chat archive (会话内容存档): pulled before WeCom drops it, kept as ciphertext until it is read, read by any node,
 * stored once. {@link cn.bankscrm.compliance.archive.ChatMessages} is where to read it,
 * {@link cn.bankscrm.compliance.archive.ChatArchiveSource} where it comes from.
 */
@NamedInterface("archive")
@NullMarked
package cn.bankscrm.compliance.archive;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

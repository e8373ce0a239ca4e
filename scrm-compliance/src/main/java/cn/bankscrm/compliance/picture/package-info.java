/**
 * What pictures of chats hold (图片识读): codes that a telephone reads, found in the background, alerted, shown beside the
 * picture and searched for. {@link cn.bankscrm.compliance.picture.Pictures} is where to read what was found.
 */
@NamedInterface("picture")
@NullMarked
package cn.bankscrm.compliance.picture;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

/**
 * Content (内容库): what may be said to customers, written by the middle office, screened, approved by a second person,
 * and withdrawn everywhere when its time is over.
 */
@NamedInterface("content")
@NullMarked
package cn.bankscrm.engagement.content;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

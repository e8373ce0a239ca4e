/** Corp tags (企业标签) as WeCom keeps them, and what staff put on their friends. */
@NamedInterface("tag")
@NullMarked
package cn.bankscrm.core.tag;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

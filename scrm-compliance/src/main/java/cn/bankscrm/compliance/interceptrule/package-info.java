/**
 * WeCom's own intercept rules (聊天敏感词): the literal words of the lexicon in force, packed into the few rules that WeCom
 * has room for and kept in step with them, so that a word is stopped in the client before it is sent.
 */
@NamedInterface("interceptrule")
@NullMarked
package cn.bankscrm.compliance.interceptrule;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

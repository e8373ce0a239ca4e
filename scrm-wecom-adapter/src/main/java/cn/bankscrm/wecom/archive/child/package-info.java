/**
 * The process that WeCom's native library runs in. Knows the JDK alone: these classes are laid into a folder and
 * started from there, so that nothing of the platform is in the process that may crash.
 */
@NullMarked
package cn.bankscrm.wecom.archive.child;

import org.jspecify.annotations.NullMarked;

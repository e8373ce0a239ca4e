/**
 * The process that reads the text of pictures: nothing but these classes, the JDK and the library. A native library
 * that falls takes this process down, and not the platform.
 */
@NullMarked
package cn.bankscrm.compliance.picture.child;

import org.jspecify.annotations.NullMarked;
